package knet.tools.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDirectory;
import knet.nic.process.NicConfig;
import knet.nic.process.NicLauncher;
import knet.threads.host.HostConfig;
import knet.threads.host.HostListener;
import knet.threads.host.HostRuntime;

/**
 * {@code idle-nic} and {@code idle-host}: what the two processes of the product use of a core while
 * next to nothing arrives: a frame a second, four queues, mode knet.
 */
final class IdleBench implements Bench {
    private static final int QUEUES = 4;

    /** Until what was compiled for the start is done. */
    private static final long SETTLE_MS = 6000;

    private static final long WINDOW_MS = 3000;

    @Override
    public List<String> names() {
        return List.of("idle-nic", "idle-host");
    }

    @Override
    public List<Measurement> run(final BenchSettings settings) throws Exception {
        final Path folder = BenchFolder.create();
        final DeviceDirectory devices = DeviceDirectory.at(folder);
        final NicConfig nic =
                NicConfig.builder(DeviceRing.DEVICE, "pcap:" + settings.sample().toAbsolutePath())
                        .deviceRoot(folder)
                        .sizes(DeviceConfig.ofQueues(QUEUES))
                        .firmware("flow-hash")
                        .rate("1pps")
                        .build();
        devices.create(DeviceRing.DEVICE, DeviceConfig.ofQueues(QUEUES));
        final HostConfig config =
                HostConfig.builder().device(devices, DeviceRing.DEVICE, null).mode("knet").build();
        try (NicLauncher launcher = new NicLauncher(nic, 0, new NicLauncher.Listener() {});
                HostRuntime host = HostRuntime.open(config, HostListener.NONE)) {
            launcher.start();
            final Thread runner = new Thread(host::run, "idle-host");
            runner.setDaemon(true);
            runner.start();
            Thread.sleep(SETTLE_MS);
            final List<Measurement> all = measure(settings, launcher);
            host.stop();
            launcher.requestStop();
            runner.join();
            return all;
        } finally {
            devices.remove(DeviceRing.DEVICE);
            BenchFolder.delete(folder);
        }
    }

    private static List<Measurement> measure(
            final BenchSettings settings, final NicLauncher launcher) throws Exception {
        final long self = ProcessHandle.current().pid();
        final double[] nic = new double[settings.runs()];
        final double[] host = new double[settings.runs()];
        final long windowMs = Math.max(100, settings.scaled(WINDOW_MS));
        for (int run = 0; run < settings.runs(); run++) {
            final long fromNs = System.nanoTime();
            final long nicNs = cpuNs(launcher.pid());
            final long hostNs = cpuNs(self);
            Thread.sleep(windowMs);
            final double elapsedNs = System.nanoTime() - fromNs;
            nic[run] = 100 * (cpuNs(launcher.pid()) - nicNs) / elapsedNs;
            host[run] = 100 * (cpuNs(self) - hostNs) / elapsedNs;
        }
        final String note = QUEUES + " queues asleep, a frame a second; percent of one core";
        return List.of(
                Measurement.of("idle-nic", "%", nic, note),
                Measurement.of("idle-host", "%", host, note + ", the benchmark itself included"));
    }

    /** CPU time of a process, all its threads together; where Linux tells it, to the nanosecond. */
    private static long cpuNs(final long pid) throws IOException {
        final Path tasks = Path.of("/proc", Long.toString(pid), "task");
        if (!Files.isDirectory(tasks)) {
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().totalCpuDuration())
                    .map(Duration::toNanos)
                    .orElseThrow(() -> new IOException("process " + pid + " has ended"));
        }
        long sum = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (final Path thread : threads) {
                sum += threadNs(thread);
            }
        }
        return sum;
    }

    private static long threadNs(final Path thread) throws IOException {
        try {
            final String times = Files.readString(thread.resolve("schedstat"));
            return Long.parseLong(times.substring(0, times.indexOf(' ')));
        } catch (final NoSuchFileException e) {
            return 0; // It has ended since the folder was read.
        }
    }
}
