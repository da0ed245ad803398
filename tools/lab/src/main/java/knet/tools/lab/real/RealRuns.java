package knet.tools.lab.real;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDirectory;
import knet.nic.process.NicSummary;
import knet.threads.app.ByteCounts;
import knet.threads.host.HostConfig;
import knet.threads.host.HostListener;
import knet.threads.host.HostRuntime;
import knet.threads.result.DeviceResult;
import knet.threads.stack.StackConfig;
import knet.tools.bench.PeerProcess;

/**
 * Runs of the product: its NIC process on one processor, its host with one network thread on the
 * other, shared memory between them. The NIC's process stays from run to run.
 */
final class RealRuns implements AutoCloseable {
    private static final String DEVICE = "validate";

    private final Processors processors;
    private final DeviceDirectory devices;
    private final Path root;
    private final Workload workload;
    private final PeerProcess peer;

    /**
     * @param root folder for the device
     */
    RealRuns(final Processors processors, final Path root, final Workload workload)
            throws IOException {
        this.processors = processors;
        this.root = root;
        this.devices = DeviceDirectory.at(root);
        this.workload = workload;
        this.peer = new PeerProcess(RealPeer.class);
    }

    /** The NIC's process. */
    long peerPid() {
        return peer.pid();
    }

    /**
     * One run.
     *
     * @param setup what is run
     */
    RealRun run(final Setup setup) throws IOException {
        devices.create(DEVICE, DeviceConfig.ofQueues(1));
        final HostConfig config =
                HostConfig.builder()
                        .device(devices, DEVICE, null)
                        .mode(setup.mode())
                        .lossless(setup.isLossless())
                        .stack(StackConfig.defaults().withApplication(new ByteCounts(false)))
                        .cpus(processors.host())
                        .build();
        try {
            final CompletableFuture<String> answer;
            final DeviceResult result;
            final double foreign;
            try (HostRuntime host = HostRuntime.open(config, HostListener.NONE)) {
                answer = start(setup, host);
                final ForeignLoad load =
                        ForeignLoad.watch(ProcessHandle.current().pid(), peer.pid());
                result = host.run().device();
                foreign = load.share();
            }
            join(answer); // The NIC ends when its host has gone.
            if (result.frames().unaccounted() != 0) {
                throw new IOException("a run has lost frames: " + result.frames());
            }
            return new RealRun(
                    RunFigures.of(result, result.latency()),
                    setup.framesPerSecond(),
                    foreign,
                    number(result, NicSummary.PACING_LATE_P99_NS));
        } finally {
            devices.remove(DEVICE);
        }
    }

    /** Starts the NIC; if that fails the host, which would wait for it for ever, is stopped. */
    private CompletableFuture<String> start(final Setup setup, final HostRuntime host)
            throws IOException {
        peer.send(
                String.join(
                        "\t",
                        "nic",
                        root.toString(),
                        DEVICE,
                        "pcap:" + workload.file(),
                        setup.firmware(),
                        setup.rate(),
                        Integer.toString(processors.nicOrAny())));
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return peer.answer();
                    } catch (final IOException e) {
                        host.stop();
                        throw new CompletionException(e);
                    }
                },
                task -> new Thread(task, "knet-peer-answer").start());
    }

    private static void join(final CompletableFuture<String> answer) throws IOException {
        try {
            answer.join();
        } catch (final CompletionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
    }

    private static long number(final DeviceResult result, final String key) {
        try {
            return Long.parseLong(result.nicSummary().getOrDefault(key, "0"));
        } catch (final NumberFormatException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        peer.close();
    }
}
