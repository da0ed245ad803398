package knet.tools.planted;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDirectory;
import knet.nic.process.NicConfig;
import knet.nic.process.NicProcess;
import knet.threads.app.ByteCounts;
import knet.threads.host.HostConfig;
import knet.threads.host.HostListener;
import knet.threads.host.HostRuntime;
import knet.threads.host.OracleFactory;
import knet.threads.stack.StackConfig;
import knet.tools.lab.cost.CostModels;
import knet.tools.lab.sim.Machine;
import knet.tools.lab.sim.MachineConfig;
import knet.traces.Captures;

/**
 * Replays a capture on threads or in virtual time, and says what applications have read. Loaded
 * again, together with all of knet, by {@link PlantedLoader}: what goes in and out is of the JDK.
 */
public final class BothClocks implements BiFunction<Path, Path, String> {
    private static final int QUEUES = 2;
    private static final long PATIENCE_S = 60;

    private final boolean isVirtual;

    /**
     * @param clock real or virtual
     */
    public BothClocks(final String clock) {
        isVirtual = clock.equals("virtual");
    }

    @Override
    public String apply(final Path capture, final Path folder) {
        final ByteCounts counts = new ByteCounts(true);
        try {
            if (isVirtual) {
                inVirtualTime(capture, counts);
            } else {
                onThreads(capture, folder, counts);
            }
        } catch (final Exception e) {
            throw new IllegalStateException(e);
        }
        return counts.streams().toString();
    }

    private static void inVirtualTime(final Path capture, final ByteCounts counts)
            throws Exception {
        final MachineConfig config =
                MachineConfig.builder("knet", CostModels.load("modern-x86").costs())
                        .cpus(QUEUES)
                        .lossless(true)
                        .stack(StackConfig.defaults().withApplication(counts))
                        .build();
        try (Machine machine = new Machine(config, Captures.open(capture), OracleFactory.NONE)) {
            machine.run();
        }
    }

    private static void onThreads(final Path capture, final Path root, final ByteCounts counts)
            throws Exception {
        final HostConfig config =
                HostConfig.builder()
                        .device(DeviceDirectory.at(root), "planted", DeviceConfig.of(QUEUES, 256))
                        .lossless(true)
                        .stack(StackConfig.defaults().withApplication(counts))
                        .build();
        final NicProcess nic =
                new NicProcess(
                        NicConfig.builder("planted", "pcap:" + capture)
                                .deviceRoot(root)
                                .firmware("flow-hash")
                                .watchdogNs(0)
                                .build(),
                        line -> {});
        try (HostRuntime host = HostRuntime.open(config, HostListener.NONE)) {
            final CompletableFuture<Void> nicEnd = new CompletableFuture<>();
            new Thread(() -> end(nic, nicEnd), "knet-nic").start();
            try {
                host.start().get(PATIENCE_S, TimeUnit.SECONDS);
            } finally {
                nic.stop();
            }
            nicEnd.get(PATIENCE_S, TimeUnit.SECONDS);
        }
    }

    private static void end(final NicProcess nic, final CompletableFuture<Void> end) {
        try {
            nic.run();
            end.complete(null);
        } catch (final RuntimeException | Error e) {
            end.completeExceptionally(e);
        }
    }
}
