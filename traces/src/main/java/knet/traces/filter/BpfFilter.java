package knet.traces.filter;

import java.io.IOException;
import knet.traces.Frame;

/**
 * A filter in libpcap's language (pcap-filter(7)), for instance {@code tcp port 80 and net
 * 10.0.0.0/8}. Compiled for Ethernet, which is what sources give, whatever the capture's link type.
 */
public final class BpfFilter {
    private final String expression;
    private final BpfMachine machine;

    private BpfFilter(final String expression, final BpfMachine machine) {
        this.expression = expression;
        this.machine = machine;
    }

    /**
     * Compiles an expression.
     *
     * @param expression an empty one matches every frame
     * @throws IllegalArgumentException if libpcap does not take it; the message is libpcap's, in
     *     one line
     * @throws IOException if libpcap is not there; the message says what to install
     */
    public static BpfFilter compile(final String expression) throws IOException {
        final long[] program;
        try {
            program = LibpcapCompiler.compile(expression);
        } catch (final LinkageError e) {
            throw new IOException(
                    "filters need libpcap, which cannot be loaded: install it (Debian, Ubuntu: apt"
                            + " install libpcap0.8; Fedora: dnf install libpcap; macOS: brew"
                            + " install libpcap)",
                    e);
        }
        return new BpfFilter(expression, new BpfMachine(program));
    }

    /** Whether a frame passes. Headers that are cut off match nothing. */
    public boolean matches(final Frame frame) {
        return machine.run(frame.buffer(), frame.offset(), frame.length(), frame.wireLength()) != 0;
    }

    /** The expression as it was given. */
    @Override
    public String toString() {
        return expression;
    }
}
