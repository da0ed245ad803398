package knet.traces.filter;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import java.lang.reflect.Method;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.pcap4j.core.BpfProgram;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.Pcaps;
import org.pcap4j.packet.namednumber.DataLinkType;

/** Compiles filter expressions with libpcap. The one class here that loads it. */
final class LibpcapCompiler {
    private static final int SNAP_LENGTH = 262_144;
    private static final int INSTRUCTION_BYTES = 8;

    private LibpcapCompiler() {}

    /**
     * Compiles for Ethernet.
     *
     * @return one instruction each: code in bits 48 to 63, jump if true 40 to 47, jump if false 32
     *     to 39, operand 0 to 31
     */
    static long[] compile(final String expression) {
        try (PcapHandle handle = Pcaps.openDead(DataLinkType.EN10MB, SNAP_LENGTH)) {
            final BpfProgram program =
                    handle.compileFilter(
                            expression, BpfProgram.BpfCompileMode.OPTIMIZE, unknownNetmask());
            try {
                return instructions(program);
            } finally {
                program.free();
            }
        } catch (final PcapNativeException | NotOpenException e) {
            final String why = String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}", " ");
            throw new IllegalArgumentException("filter '" + printable(expression) + "': " + why, e);
        }
    }

    /** libpcap's PCAP_NETMASK_UNKNOWN: no interface tells what a broadcast address is. */
    private static Inet4Address unknownNetmask() {
        try {
            return (Inet4Address) InetAddress.getByAddress(new byte[] {-1, -1, -1, -1});
        } catch (final UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Copies struct bpf_program {u_int bf_len; struct bpf_insn *bf_insns}. pcap4j keeps it to
     * itself and offers to run it only, at a native call and a copy of the packet each time.
     */
    private static long[] instructions(final BpfProgram program) {
        final Structure struct;
        try {
            final Method getter = BpfProgram.class.getDeclaredMethod("getProgram");
            getter.setAccessible(true);
            struct = (Structure) getter.invoke(program);
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException("this version of pcap4j hides compiled filters", e);
        }
        final Pointer memory = struct.getPointer();
        final int count = memory.getInt(0);
        final Pointer first = memory.getPointer(Native.POINTER_SIZE);
        final long[] instructions = new long[count];
        for (int i = 0; i < count; i++) {
            final long at = (long) i * INSTRUCTION_BYTES;
            instructions[i] =
                    (first.getShort(at) & 0xffffL) << 48
                            | (first.getByte(at + 2) & 0xffL) << 40
                            | (first.getByte(at + 3) & 0xffL) << 32
                            | first.getInt(at + 4) & 0xffff_ffffL;
        }
        return instructions;
    }

    private static String printable(final String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
