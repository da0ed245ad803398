package knet.traces.live;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.pcap4j.core.BpfProgram;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface;
import org.pcap4j.core.Pcaps;

/** Opens interfaces, and turns what goes wrong into one line that says what to do. */
final class Libpcap {
    /** Of what tcpdump takes by default: giants of segmentation offload fit. */
    private static final int SNAP_LENGTH = 262_144;

    /** How long the kernel may hold packets back to hand over several at once. */
    private static final int BATCH_TIMEOUT_MS = 1;

    private Libpcap() {}

    static PcapHandle open(final LiveConfig config) throws IOException {
        final String name = config.interfaceName();
        PcapHandle handle = null;
        try {
            handle = builder(config).build();
            if (!config.filter().isEmpty()) {
                handle.setFilter(config.filter(), BpfProgram.BpfCompileMode.OPTIMIZE);
            }
            handle.setBlockingMode(PcapHandle.BlockingMode.NONBLOCKING);
            return handle;
        } catch (final PcapNativeException | NotOpenException e) {
            if (handle != null) {
                handle.close();
                throw new IOException("filter '" + line(config.filter()) + "': " + line(e), e);
            }
            throw new IOException(describe(name, e), e);
        } catch (final LinkageError e) {
            throw new IOException(missing(), e);
        }
    }

    private static PcapHandle.Builder builder(final LiveConfig config) {
        final PcapHandle.Builder builder =
                new PcapHandle.Builder(config.interfaceName())
                        .snaplen(SNAP_LENGTH)
                        .bufferSize(config.bufferBytes())
                        .timeoutMillis(BATCH_TIMEOUT_MS)
                        .promiscuousMode(
                                config.isPromiscuous()
                                        ? PcapNetworkInterface.PromiscuousMode.PROMISCUOUS
                                        : PcapNetworkInterface.PromiscuousMode.NONPROMISCUOUS)
                        .timestampPrecision(PcapHandle.TimestampPrecision.NANO);
        if (config.isInboundOnly()) {
            builder.direction(PcapHandle.PcapDirection.IN);
        }
        return builder;
    }

    private static String missing() {
        return "live interfaces need libpcap, which cannot be loaded: install it (Debian, Ubuntu:"
                + " apt install libpcap0.8; Fedora: dnf install libpcap; macOS: brew install"
                + " libpcap)";
    }

    private static String describe(final String name, final Exception e) {
        final String why = line(e);
        final String lower = why.toLowerCase(Locale.ROOT);
        if (lower.contains("permission") || lower.contains("not permitted")) {
            return line(name)
                    + ": capturing needs root, or the capability CAP_NET_RAW for the java program"
                    + " (libpcap says: "
                    + why
                    + ")";
        }
        if (lower.contains("no such device")) {
            return "there is no interface '" + line(name) + "'; there are: " + interfaceNames();
        }
        return line(name) + ": cannot be captured: " + why;
    }

    private static String interfaceNames() {
        try {
            final List<PcapNetworkInterface> all = Pcaps.findAllDevs();
            return all.isEmpty()
                    ? "none that this user may open"
                    : all.stream()
                            .map(PcapNetworkInterface::getName)
                            .collect(Collectors.joining(", "));
        } catch (final PcapNativeException e) {
            return "(" + line(e) + ")";
        }
    }

    /** What an exception of pcap4j's says, in one line. */
    static String line(final Exception e) {
        return line(String.valueOf(e.getMessage()));
    }

    static String line(final String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
