package knet.tools.bench;

import java.nio.file.Path;
import knet.driver.abi.Bell;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.Wake;
import org.HdrHistogram.Histogram;

/**
 * The reference of {@code wakeup}: one process writes the time and wakes the other by the same
 * primitive (futex on Linux), which reads the clock; nothing else happens.
 */
final class BareWake {
    private static final long INTERVAL_NS = 1_000_000;
    private static final long PATIENCE_NS = 1_000_000_000;

    private BareWake() {}

    /**
     * Wakes the other process so many times, a millisecond apart, and spins in between as a NIC
     * does: the core stays taken, so the wake goes to the other one.
     */
    static void ring(final Path folder, final int count) {
        try (DeviceMemory device = DeviceDirectory.at(folder).open(DeviceRing.DEVICE);
                Bell bell = Wake.doorbell(device)) {
            final Spin spin = new Spin();
            long dueNs = System.nanoTime();
            for (int i = 0; i < count; i++) {
                dueNs += INTERVAL_NS;
                spin.reset();
                while (System.nanoTime() - dueNs < 0) {
                    spin.idle();
                }
                device.nicHeartbeatNs(System.nanoTime());
                device.addDoorbell();
                bell.ring();
            }
        }
    }

    /** Sleeps until each of them; the median time from the write to being awake, nanoseconds. */
    static double await(final DeviceMemory device, final int count) {
        final Histogram latency = new Histogram(PATIENCE_NS * 10, 3);
        try (Bell bell = Wake.doorbell(device)) {
            int seen = device.doorbell();
            int woken = 0;
            final long giveUpNs = System.nanoTime() + PATIENCE_NS + 20L * count * INTERVAL_NS;
            while (woken < count && System.nanoTime() < giveUpNs) {
                bell.await(seen, PATIENCE_NS);
                final int now = bell.word();
                if (now != seen) {
                    latency.recordValue(Math.max(0, System.nanoTime() - device.nicHeartbeatNs()));
                    woken += now - seen;
                    seen = now;
                }
            }
        }
        return latency.getValueAtPercentile(50);
    }
}
