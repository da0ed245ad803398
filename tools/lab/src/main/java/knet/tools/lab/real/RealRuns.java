package knet.tools.lab.real;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDirectory;
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
    private final Traffic traffic;
    private final PeerProcess peer;

    /**
     * @param root folder for the device
     */
    RealRuns(final Processors processors, final Path root, final Traffic traffic)
            throws IOException {
        this.processors = processors;
        this.root = root;
        this.devices = DeviceDirectory.at(root);
        this.traffic = traffic;
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
     * @param moment when
     */
    RealRun run(final RunSetup setup, final int moment) throws IOException {
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
            final long lateNs = lateNs(answer);
            if (result.frames().unaccounted() != 0) {
                throw new IOException("a run has lost frames: " + result.frames());
            }
            return new RealRun(
                    RunFigures.of(result, result.latency()),
                    moment,
                    setup.framesPerSecond(),
                    foreign,
                    lateNs);
        } finally {
            devices.remove(DEVICE);
        }
    }

    /** Starts the NIC; if that fails the host, which would wait for it for ever, is stopped. */
    private CompletableFuture<String> start(final RunSetup setup, final HostRuntime host)
            throws IOException {
        peer.send(
                String.join(
                        "\t",
                        "nic",
                        root.toString(),
                        DEVICE,
                        traffic.file().toString(),
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

    private static long lateNs(final CompletableFuture<String> answer) throws IOException {
        try {
            final String[] words = answer.join().split(" ");
            return words.length < 2 ? 0 : Long.parseLong(words[1]);
        } catch (final CompletionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (final NumberFormatException e) {
            throw new IOException("the NIC's process does not answer as it should", e);
        }
    }

    @Override
    public void close() {
        peer.close();
    }
}
