package knet.tools.cli.doctor;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import net.openhft.affinity.Affinity;

/** Checks that call into native libraries. */
final class NativeChecks {
    private static final int CPUSET_BYTES = 128;

    private NativeChecks() {}

    static Check libpcap() {
        final String name = "libpcap";
        try {
            final NativeLibrary library =
                    NativeLibrary.getInstance(Platform.isWindows() ? "wpcap" : "pcap");
            final Function version = library.getFunction("pcap_lib_version");
            return Check.ok(name, version.invokeString(new Object[0], false));
        } catch (final UnsatisfiedLinkError e) {
            return Check.missing(
                    name,
                    "not found: --filter and live interfaces need it, nothing else does",
                    "Debian, Ubuntu: apt-get install libpcap0.8; Fedora: dnf install libpcap");
        }
    }

    static Check futex() {
        final String name = "futex";
        if (!Platform.isLinux()) {
            return Check.limited(name, "not on this system: sockets are used to wake up", "");
        }
        try {
            NativeLibrary.getInstance("c").getFunction("syscall");
            return Check.ok(name, "blocking without use of CPU, through JNA");
        } catch (final UnsatisfiedLinkError e) {
            return Check.limited(
                    name, "JNA cannot call the C library: sockets are used to wake up", "");
        }
    }

    static Check pinning() {
        final String name = "pinning";
        try {
            final byte[] set = new byte[CPUSET_BYTES];
            final Function get = NativeLibrary.getInstance("c").getFunction("sched_getaffinity");
            final int result = get.invokeInt(new Object[] {0, CPUSET_BYTES, set});
            if (result < 0) {
                return Check.limited(name, "the system refuses", "");
            }
            return Check.ok(name, "by " + Affinity.getAffinityImpl().getClass().getSimpleName());
        } catch (final UnsatisfiedLinkError e) {
            return Check.limited(name, "not on this system: --cpus has no effect", "");
        }
    }
}
