package knet.tools.cli;

import java.util.concurrent.locks.LockSupport;
import knet.driver.abi.CounterFile;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.DeviceException;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.NicCounter;

/** Looks at a replay from outside, a few times a second: progress, and a NIC that says nothing. */
final class ReplayWatch implements AutoCloseable {
    private static final long LOOK_NS = 200_000_000;
    private static final long MOST_JOIN_MS = 2_000;

    private final ReplayRun run;
    private final DeviceDirectory directory;
    private final String device;
    private final long timeoutNs;
    private final ReplayProgress progress;
    private final Thread thread = new Thread(this::watch, "knet-watch");
    private volatile boolean ended;

    ReplayWatch(
            final ReplayRun run,
            final DeviceDirectory directory,
            final String device,
            final long timeoutNs,
            final ReplayProgress progress) {
        this.run = run;
        this.directory = directory;
        this.device = device;
        this.timeoutNs = timeoutNs;
        this.progress = progress;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        final long startNs = System.nanoTime();
        try (DeviceMemory memory = directory.open(device)) {
            final CounterFile counters = CounterFile.nic(memory);
            while (!ended) {
                LockSupport.parkNanos(LOOK_NS);
                progress.update(
                        counters.value(NicCounter.RX_OFFERED),
                        counters.value(NicCounter.RX_OFFERED_BYTES));
                look(System.nanoTime(), startNs);
            }
        } catch (final DeviceException | InternalError e) {
            // The device was taken away or cut: the host notices, and says so.
            return;
        } finally {
            progress.end();
        }
    }

    private void look(final long nowNs, final long startNs) {
        final RunListener listener = run.listener();
        if (!listener.hasSeenNic()) {
            if (nowNs - startNs > timeoutNs && run.failure() == null) {
                run.fail("the NIC has not come up within " + timeoutNs / 1_000_000_000 + " s");
            }
            return;
        }
        final long stalledNs = listener.stalledSinceNs();
        if (stalledNs != RunListener.NOT_STALLED && nowNs - stalledNs > timeoutNs) {
            listener.onNicRecovered(device);
            run.replaceNic("the NIC does not answer: ending its process");
        }
    }

    @Override
    public void close() {
        ended = true;
        LockSupport.unpark(thread);
        try {
            thread.join(MOST_JOIN_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
