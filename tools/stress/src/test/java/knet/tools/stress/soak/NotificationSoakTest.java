package knet.tools.stress.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import knet.driver.HostDevice;
import knet.driver.HostRxQueue;
import knet.driver.HostSettings;
import knet.driver.QueueWaiter;
import knet.driver.RxFrame;
import knet.driver.RxHandler;
import knet.driver.abi.CounterFile;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.HostQueueCounter;
import knet.driver.abi.NicQueueCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes, a NIC that sends in bursts and a host that sleeps in between, and the count of
 * everything afterwards. The bound of a sleep is made so long that a lost wake-up shows as a sleep
 * that ran out.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class NotificationSoakTest {
    private static final int FRAMES = 500_000;
    private static final long NEVER_NS = TimeUnit.SECONDS.toNanos(60);

    @TempDir Path temp;

    private static HostSettings settings(final int mode, final int rxUsecs, final int rxFrames) {
        return new HostSettings(mode, DeviceDescriptor.ON_FULL_WAIT, rxUsecs, rxFrames, false);
    }

    @Test
    void autoMask() throws IOException, InterruptedException {
        final Outcome outcome = run(settings(DeviceDescriptor.INTERRUPT_MODE_AUTO_MASK, 0, 0), 1);

        assertThat(outcome.wakeups()).as("%s", outcome).isPositive();
        assertThat(outcome.raised())
                .as("%s", outcome)
                .isEqualTo(outcome.wakeups() + outcome.absorbed());
        assertThat(outcome.raised() + outcome.suppressed()).as("%s", outcome).isEqualTo(FRAMES);
    }

    @Test
    void autoMaskWithModeration() throws IOException, InterruptedException {
        final Outcome outcome = run(settings(DeviceDescriptor.INTERRUPT_MODE_AUTO_MASK, 50, 16), 2);

        assertThat(outcome.wakeups()).as("%s", outcome).isPositive();
        assertThat(outcome.raised())
                .as("%s", outcome)
                .isEqualTo(outcome.wakeups() + outcome.absorbed());
        assertThat(outcome.raised() + outcome.suppressed()).as("%s", outcome).isEqualTo(FRAMES);
    }

    @Test
    void unmasked() throws IOException, InterruptedException {
        final Outcome outcome = run(settings(DeviceDescriptor.INTERRUPT_MODE_UNMASKED, 0, 0), 3);

        assertThat(outcome.raised()).as("%s", outcome).isEqualTo(FRAMES);
        assertThat(outcome.suppressed()).as("%s", outcome).isZero();
        assertThat(outcome.wakeups()).as("%s", outcome).isPositive();
    }

    private record Outcome(
            String wake,
            long raised,
            long suppressed,
            long moderated,
            long sleeps,
            long wakeups,
            long absorbed,
            long timeouts) {}

    private Outcome run(final HostSettings settings, final long seed)
            throws IOException, InterruptedException {
        final DeviceDirectory devices = DeviceDirectory.at(temp);
        devices.create("soak", DeviceConfig.of(1, 256));
        try (HostDevice host = HostDevice.open(devices.open("soak"), settings, 0)) {
            final Process nic = startNic(seed);
            final Counted counted = new Counted();
            try {
                receive(host, counted);
            } finally {
                nic.destroy();
                nic.waitFor();
            }
            assertThat(counted.wrong).isZero();
            assertThat(counted.frames).isEqualTo(FRAMES);
            assertThat(host.faults()).isEmpty();
            final CounterFile nicCounters = CounterFile.nic(host.memory());
            final Outcome outcome =
                    new Outcome(
                            host.wakeName(),
                            nicCounters.value(NicQueueCounter.NOTIFICATIONS_RAISED, 0),
                            nicCounters.value(NicQueueCounter.NOTIFICATIONS_SUPPRESSED, 0),
                            nicCounters.value(NicQueueCounter.NOTIFICATIONS_MODERATED, 0),
                            count(host, HostQueueCounter.SLEEPS),
                            count(host, HostQueueCounter.WAKEUPS),
                            count(host, HostQueueCounter.ABSORBED),
                            count(host, HostQueueCounter.TIMEOUTS));
            System.out.println("soak: " + outcome);
            assertThat(count(host, HostQueueCounter.DELIVERED)).isEqualTo(FRAMES);
            assertThat(outcome.timeouts()).as("%s", outcome).isZero();
            assertThat(outcome.sleeps()).as("%s", outcome).isEqualTo(outcome.wakeups());
            return outcome;
        }
    }

    private Process startNic(final long seed) throws IOException {
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SoakNic.class.getName(),
                                temp.toString(),
                                "soak",
                                Integer.toString(FRAMES),
                                Long.toString(seed)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void receive(final HostDevice host, final Counted counted) {
        final HostRxQueue rx = host.rx(0);
        try (QueueWaiter waiter = new QueueWaiter(List.of(rx))) {
            host.up();
            while (counted.frames < FRAMES && counted.wrong == 0 && !rx.isQuarantined()) {
                if (rx.poll(counted, 64) == 0 && rx.arm()) {
                    waiter.sleep(NEVER_NS);
                    rx.disarm();
                    assertThat(count(host, HostQueueCounter.TIMEOUTS)).isZero();
                }
            }
            // The NIC may still be about to count, or to raise for what was taken already.
            while (host.nicState() != DeviceDescriptor.NIC_STATE_WIRE_DONE) {
                Thread.onSpinWait();
            }
        }
    }

    private static long count(final HostDevice host, final HostQueueCounter counter) {
        return host.counters().value(counter, 0);
    }

    /** Checks that every frame comes once, in order and whole. */
    private static final class Counted implements RxHandler {
        long frames;
        long wrong;

        @Override
        public void onFrame(final RxFrame frame) {
            final long number = frame.buffer().getLong(frame.offset());
            if (number != frames
                    || frame.arrival() != (int) number
                    || frame.buffer().getLong(frame.offset() + frame.length() - 8) != ~number) {
                wrong++;
            }
            frames++;
        }
    }
}
