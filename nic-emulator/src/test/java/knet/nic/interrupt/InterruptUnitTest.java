package knet.nic.interrupt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.NicQueueCounter;
import knet.driver.abi.NotificationDescriptor;
import knet.driver.abi.QueueDescriptor;
import knet.nic.TestDevice;
import knet.nic.registers.HostRegisters;
import knet.nic.ring.Quarantine;
import knet.nic.ring.RxRing;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptUnitTest {
    private static final int QUEUES = 2;
    private static final long START_NS = 1_000_000_000;

    @TempDir Path root;

    private final Quarantine[] quarantines = {new Quarantine(), new Quarantine()};
    private final RxRing[] rings = new RxRing[QUEUES];
    private final List<String> wakes = new ArrayList<>();
    private TestDevice device;
    private InterruptUnit unit;
    private HostRegisters host;
    private int frameNumber;

    @BeforeEach
    void open() {
        device = new TestDevice(root, new DeviceConfig(QUEUES, 1024, 8, 256, 1024));
        device.hostUp();
        final InterruptLine line =
                new InterruptLine() {
                    @Override
                    public void wakeNotification(final int queue) {
                        wakes.add("notification " + queue);
                    }

                    @Override
                    public void wakeRaises(final int queue) {
                        wakes.add("raises " + queue);
                    }
                };
        final QueueInterrupt[] queues = new QueueInterrupt[QUEUES];
        for (int i = 0; i < QUEUES; i++) {
            rings[i] = new RxRing(device.queue(i), quarantines[i], 0, 0, 0);
            queues[i] =
                    new QueueInterrupt(
                            device.queue(i), rings[i], quarantines[i], device.counters(), line);
        }
        unit = new InterruptUnit(queues);
        host = new HostRegisters(device.memory());
        configure();
    }

    @AfterEach
    void close() {
        device.close();
    }

    private void configure() {
        host.refresh();
        unit.configure(host);
    }

    private void deliver(final int queue, final int frames, final long nowNs) {
        for (int i = 0; i < frames; i++) {
            final UnsafeBuffer frame = new UnsafeBuffer(new byte[60]);
            assertThat(rings[queue].write(frame, 0, 60, 0, 0, frameNumber++, 0, nowNs, false))
                    .isEqualTo(RxRing.Result.WRITTEN);
        }
        rings[queue].publish();
        unit.published(queue, frames);
        unit.signal(nowNs);
    }

    private long counter(final NicQueueCounter counter, final int queue) {
        return device.counters().get(counter, queue);
    }

    private long raised() {
        return counter(NicQueueCounter.NOTIFICATIONS_RAISED, 0);
    }

    private long suppressed() {
        return counter(NicQueueCounter.NOTIFICATIONS_SUPPRESSED, 0);
    }

    @Test
    void raisesNothingWhileTheQueueIsPolled() {
        deliver(0, 5, START_NS);
        assertThat(wakes).isEmpty();
        assertThat(raised()).isZero();
        assertThat(suppressed()).isEqualTo(5);
        assertThat(device.queue(0).raisesAcquire()).isZero();
    }

    @Test
    void raisesOnceForAnArmedQueueAndMasksIt() {
        device.host(0).arm();
        deliver(0, 3, START_NS);
        assertThat(wakes).containsExactly("notification 0");
        assertThat(device.queue(0).notificationVolatile()).isEqualTo(NotificationDescriptor.POLLED);
        assertThat(device.queue(0).raisesAcquire()).isEqualTo(1);
        deliver(0, 4, START_NS + 1);
        assertThat(wakes).hasSize(1);
        assertThat(raised()).isEqualTo(1);
        assertThat(suppressed()).isEqualTo(6);
        device.host(0).arm();
        deliver(0, 1, START_NS + 2);
        assertThat(wakes).hasSize(2);
    }

    @Test
    void leavesTheOtherQueueAlone() {
        device.host(0).arm();
        device.host(1).arm();
        deliver(1, 1, START_NS);
        assertThat(wakes).containsExactly("notification 1");
        assertThat(device.queue(0).notificationVolatile()).isEqualTo(NotificationDescriptor.ARMED);
    }

    @Test
    void delaysByRxUsecsFromTheFirstFrameOn() {
        device.memory().rxUsecs(50);
        configure();
        device.host(0).arm();
        deliver(0, 1, START_NS);
        deliver(0, 1, START_NS + 30_000);
        assertThat(unit.poll(START_NS + 49_999)).isZero();
        assertThat(wakes).isEmpty();
        assertThat(unit.nextDeadlineNs()).isEqualTo(START_NS + 50_000);
        assertThat(unit.poll(START_NS + 50_000)).isEqualTo(1);
        assertThat(wakes).containsExactly("notification 0");
        assertThat(unit.nextDeadlineNs()).isEqualTo(InterruptUnit.NO_DEADLINE);
        assertThat(raised()).isEqualTo(1);
        assertThat(suppressed()).isEqualTo(1);
        assertThat(counter(NicQueueCounter.NOTIFICATIONS_MODERATED, 0)).isEqualTo(1);
        assertThat(unit.poll(START_NS + 200_000)).isZero();
    }

    @Test
    void aLaterFrameAfterTheDelayRaisesWithoutThePoll() {
        device.memory().rxUsecs(50);
        configure();
        device.host(0).arm();
        deliver(0, 1, START_NS);
        deliver(0, 1, START_NS + 60_000);
        assertThat(wakes).hasSize(1);
        assertThat(unit.poll(START_NS + 70_000)).isZero();
        assertThat(unit.nextDeadlineNs()).isEqualTo(InterruptUnit.NO_DEADLINE);
    }

    @Test
    void rxFramesCutsTheDelayShort() {
        device.memory().rxUsecs(1000);
        device.memory().rxFrames(4);
        configure();
        device.host(0).arm();
        deliver(0, 3, START_NS);
        assertThat(wakes).isEmpty();
        deliver(0, 1, START_NS + 10);
        assertThat(wakes).hasSize(1);
        assertThat(raised() + suppressed()).isEqualTo(4);
    }

    @Test
    void rxFramesAloneStillNotifiesTheLastFewFrames() {
        device.memory().rxFrames(64);
        configure();
        device.host(0).arm();
        deliver(0, 3, START_NS);
        assertThat(unit.nextDeadlineNs()).isEqualTo(START_NS + Moderation.FRAMES_ALONE_DELAY_NS);
        assertThat(unit.poll(unit.nextDeadlineNs())).isEqualTo(1);
    }

    @Test
    void aDelayedNotificationIsDroppedIfTheHostHasTakenTheFrames() {
        device.memory().rxUsecs(50);
        configure();
        device.host(0).arm();
        deliver(0, 2, START_NS);
        device.host(0).poll(10);
        assertThat(unit.poll(START_NS + 50_000)).isZero();
        assertThat(wakes).isEmpty();
        assertThat(device.queue(0).notificationVolatile())
                .as("an empty queue stays armed")
                .isEqualTo(NotificationDescriptor.ARMED);
        assertThat(suppressed()).isEqualTo(2);
        deliver(0, 1, START_NS + 90_000);
        assertThat(unit.nextDeadlineNs()).isEqualTo(START_NS + 140_000);
    }

    @Test
    void hostilesValuesOfModerationAreBounded() {
        device.memory().rxUsecs(Integer.MAX_VALUE);
        device.memory().rxFrames(Integer.MIN_VALUE);
        configure();
        device.host(0).arm();
        deliver(0, 1, START_NS);
        assertThat(unit.nextDeadlineNs()).isEqualTo(START_NS + 1_000_000_000);
        device.memory().rxUsecs(-5);
        configure();
        deliver(0, 1, START_NS + 1);
        assertThat(wakes).hasSize(1);
    }

    @Test
    void adaptiveModerationFollowsTheRate() {
        device.memory().adaptiveRx(true);
        configure();
        long nowNs = START_NS;
        // 1000 packets a second: each is notified at once.
        for (int i = 0; i < 10; i++) {
            device.host(0).arm();
            nowNs += 1_000_000;
            deliver(0, 1, nowNs);
            device.host(0).poll(10);
        }
        assertThat(wakes).hasSize(10);
        // 150,000 a second: 40 us by be2net's rule.
        for (int i = 0; i < 600; i++) {
            nowNs += 6_666;
            deliver(0, 1, nowNs);
            device.host(0).poll(10);
        }
        wakes.clear();
        device.host(0).arm();
        deliver(0, 1, nowNs + 10);
        assertThat(wakes).isEmpty();
        assertThat(unit.nextDeadlineNs() - (nowNs + 10)).isEqualTo(40_000);
    }

    @Test
    void unmaskedRaisesForEveryPacketWhateverTheHostDoes() {
        device.memory().interruptMode(DeviceDescriptor.INTERRUPT_MODE_UNMASKED);
        configure();
        deliver(0, 5, START_NS);
        deliver(0, 1, START_NS + 1);
        assertThat(raised()).isEqualTo(6);
        assertThat(device.queue(0).raisesAcquire()).isEqualTo(6);
        assertThat(wakes).containsExactly("raises 0", "raises 0");
        assertThat(device.queue(0).notificationVolatile()).isEqualTo(NotificationDescriptor.POLLED);
    }

    @Test
    void unmaskedWithModerationRaisesOncePerDelay() {
        device.memory().interruptMode(DeviceDescriptor.INTERRUPT_MODE_UNMASKED);
        device.memory().rxUsecs(20);
        configure();
        deliver(0, 5, START_NS);
        deliver(0, 5, START_NS + 10_000);
        assertThat(unit.poll(START_NS + 20_000)).isEqualTo(1);
        assertThat(raised()).isEqualTo(1);
        assertThat(suppressed()).isEqualTo(9);
    }

    @Test
    void offRaisesNothing() {
        device.memory().interruptMode(DeviceDescriptor.INTERRUPT_MODE_OFF);
        configure();
        device.host(0).arm();
        deliver(0, 5, START_NS);
        assertThat(wakes).isEmpty();
        assertThat(suppressed()).isEqualTo(5);
    }

    @Test
    void aNotificationWordThatIsNeitherQuarantinesTheQueue() {
        device.queue(0).buffer().putInt(QueueDescriptor.NOTIFICATION_OFFSET, 77);
        deliver(0, 1, START_NS);
        assertThat(quarantines[0].reason()).isEqualTo("notification word 77");
        assertThat(wakes).isEmpty();
    }

    @Test
    void wakeAllNotifiesWhatIsWaitingAndWakesTheRest() {
        deliver(0, 2, START_NS);
        device.host(0).arm(); // As after a kill between publication and notification.
        unit.wakeAll();
        assertThat(raised()).isEqualTo(1);
        assertThat(wakes)
                .containsExactly("notification 0", "raises 0", "notification 1", "raises 1");
        assertThat(counter(NicQueueCounter.NOTIFICATIONS_RAISED, 1)).isZero();
    }

    @Test
    void changingToNoModerationReleasesWhatWaits() {
        device.memory().rxUsecs(50);
        configure();
        device.host(0).arm();
        deliver(0, 1, START_NS);
        device.memory().rxUsecs(0);
        configure();
        assertThat(unit.poll(START_NS + 50_000)).isEqualTo(1);
    }
}
