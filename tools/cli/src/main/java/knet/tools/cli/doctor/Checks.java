package knet.tools.cli.doctor;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import knet.tools.report.Units;

/** Looks at this machine. Changes nothing. */
public final class Checks {
    private static final int CAP_NET_ADMIN = 12;
    private static final int CAP_NET_RAW = 13;
    private static final int MIN_JAVA = 17;

    /** Free shared memory below which a device with a few queues does not fit comfortably. */
    private static final long COMFORTABLE_SHM_BYTES = 256L << 20;

    private Checks() {}

    /** All of them, the ones that matter most first. */
    public static List<Check> all() {
        return List.of(
                java(),
                compiler(),
                cpus(),
                memory(),
                sharedMemory(Path.of("/dev/shm")),
                NativeChecks.futex(),
                NativeChecks.pinning(),
                NativeChecks.libpcap(),
                liveCapture(),
                tun(),
                hugePages());
    }

    static Check java() {
        final int feature = Runtime.version().feature();
        final String detail =
                System.getProperty("java.version") + ", " + System.getProperty("java.vm.name");
        return feature >= MIN_JAVA
                ? Check.ok("java", detail)
                : Check.failed("java", detail, "install a JDK, version 17 or newer");
    }

    static Check compiler() {
        return javax.tools.ToolProvider.getSystemJavaCompiler() != null
                ? Check.ok("compiler", "javac is part of this Java")
                : Check.missing(
                        "compiler",
                        "this is a runtime without javac: knet cannot rebuild itself",
                        "install a JDK (Debian: openjdk-17-jdk-headless)");
    }

    static Check cpus() {
        final int count = Runtime.getRuntime().availableProcessors();
        final String list = Proc.value("/proc/self/status", "Cpus_allowed_list");
        final String detail = count + (list.isEmpty() ? "" : " (" + list + ")");
        return count >= 2
                ? Check.ok("cpus", detail)
                : Check.limited(
                        "cpus",
                        detail,
                        "NIC and host share the one processor: figures of speed mean little");
    }

    static Check memory() {
        final String total = Proc.value("/proc/meminfo", "MemTotal");
        final String available = Proc.value("/proc/meminfo", "MemAvailable");
        if (total.isEmpty()) {
            return Check.ok(
                    "memory", Units.bytes(Runtime.getRuntime().maxMemory()) + " for this process");
        }
        return Check.ok(
                "memory",
                Units.bytes(kilobytes(total)) + ", " + Units.bytes(kilobytes(available)) + " free");
    }

    private static long kilobytes(final String text) {
        return Long.parseLong(text.replaceAll("\\D", "")) * 1024;
    }

    static Check sharedMemory(final Path path) {
        final String name = "shared memory";
        if (!Files.isDirectory(path)) {
            return Check.limited(
                    name,
                    path + " is not there: devices lie in the directory for temporary files",
                    Proc.isLinux() ? "mount a tmpfs on " + path : "");
        }
        if (!Files.isWritable(path)) {
            return Check.failed(name, path + " cannot be written to", "chmod 1777 " + path);
        }
        try {
            final FileStore store = Files.getFileStore(path);
            final long free = store.getUsableSpace();
            final String detail =
                    path
                            + " ("
                            + store.type()
                            + "): "
                            + Units.bytes(store.getTotalSpace())
                            + ", "
                            + Units.bytes(free)
                            + " free";
            return free >= COMFORTABLE_SHM_BYTES
                    ? Check.ok(name, detail)
                    : Check.limited(
                            name,
                            detail,
                            "mount -o remount,size=1G " + path + " (a container: --shm-size=1g)");
        } catch (final IOException e) {
            return Check.failed(name, path + ": " + e.getMessage(), "");
        }
    }

    static Check liveCapture() {
        return Proc.isCapable(CAP_NET_RAW)
                ? Check.ok("live capture", "allowed (CAP_NET_RAW)")
                : Check.missing(
                        "live capture",
                        "not allowed: capturing and sending on an interface need CAP_NET_RAW",
                        "run as root, or: sudo setcap cap_net_raw,cap_net_admin=eip JAVA");
    }

    static Check tun() {
        final String device = "/dev/net/tun";
        if (!Files.exists(Path.of(device))) {
            return Check.missing("tun", device + " is not there", "modprobe tun");
        }
        try (RandomAccessFile file = new RandomAccessFile(device, "rw")) {
            file.getFD();
        } catch (final IOException e) {
            return Check.missing("tun", device + " cannot be opened", "run as root");
        }
        return Proc.isCapable(CAP_NET_ADMIN)
                ? Check.ok("tun", device + ", CAP_NET_ADMIN")
                : Check.missing(
                        "tun", device + " opens, but CAP_NET_ADMIN is missing", "run as root");
    }

    static Check hugePages() {
        final String reserved = Proc.value("/proc/meminfo", "HugePages_Total");
        final String shm = Proc.text("/sys/kernel/mm/transparent_hugepage/shmem_enabled").strip();
        final String detail =
                (reserved.isEmpty() ? "none" : reserved)
                        + " reserved; transparent ones in shared memory: "
                        + (shm.isEmpty() ? "unknown" : shm.replaceAll(".*\\[(\\w+)].*", "$1"));
        final boolean usable =
                !reserved.isEmpty() && !reserved.equals("0")
                        || shm.contains("[always]")
                        || shm.contains("[advise]")
                        || shm.contains("[within_size]");
        return usable
                ? Check.ok("huge pages", detail)
                : Check.limited(
                        "huge pages",
                        detail,
                        "optional: echo advise > /sys/kernel/mm/transparent_hugepage/shmem_enabled");
    }
}
