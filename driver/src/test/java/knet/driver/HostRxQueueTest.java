package knet.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.HostQueueCounter;
import knet.driver.abi.NotificationDescriptor;
import knet.driver.abi.RxDescriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostRxQueueTest {
    private static final int FIRST = 0;
    private static final int MIDDLE = RxDescriptor.CONTINUED;
    private static final int LAST = RxDescriptor.CONTINUED | RxDescriptor.END_OF_PACKET;

    @TempDir Path temp;
    private DeviceFixture device;
    private final Received received = new Received();

    @BeforeEach
    void setUp() {
        device = new DeviceFixture(temp);
    }

    @AfterEach
    void tearDown() {
        device.close();
    }

    @Test
    void everySlotIsPostedFromTheStart() {
        assertThat(device.nic.free()).isEqualTo(DeviceFixture.RING);
        assertThat(device.rx().poll(received, 64)).isZero();
        assertThat(device.count(HostQueueCounter.POLLS)).isEqualTo(1);
        assertThat(device.count(HostQueueCounter.EMPTY_POLLS)).isEqualTo(1);
    }

    @Test
    void framesComeInOrderAndTheirSlotsArePostedAgain() {
        device.nic.frame(60, 1).frame(256, 2).frame(0, 3).publish();

        assertThat(device.rx().depth()).isEqualTo(3);
        assertThat(device.rx().poll(received, 64)).isEqualTo(3);
        assertThat(received.frames).containsExactly("60 60x1", "256 256x2", "0");
        assertThat(device.nic.free()).isEqualTo(DeviceFixture.RING);
        assertThat(device.count(HostQueueCounter.DELIVERED)).isEqualTo(3);
        assertThat(device.count(HostQueueCounter.DELIVERED_BYTES)).isEqualTo(316);
    }

    @Test
    void aFrameCarriesWhatTheDescriptorSays() {
        device.nic
                .write(60, RxDescriptor.END_OF_PACKET | RxDescriptor.L4_CHECKSUM_GOOD, 1)
                .publish();

        final int polled =
                device.rx()
                        .poll(
                                frame -> {
                                    assertThat(frame.flags())
                                            .isEqualTo(RxDescriptor.L4_CHECKSUM_GOOD);
                                    assertThat(frame.hash()).isEqualTo(0xCAFE0001);
                                    assertThat(frame.arrival()).isZero();
                                    assertThat(frame.captureNs()).isEqualTo(1_001);
                                    assertThat(frame.arrivalNs()).isEqualTo(2_001);
                                    assertThat(frame.queue()).isZero();
                                },
                                1);
        assertThat(polled).isEqualTo(1);
    }

    @Test
    void theNextFrameIsKnownBeforeItIsPolled() {
        final HostRxQueue rx = device.rx();
        assertThat(rx.nextBytes()).isZero();
        device.nic.frame(60, 1).frame(200, 2).frame(0, 3).publish();

        assertThat(rx.nextBytes()).isEqualTo(60);
        assertThat(rx.nextArrival()).isZero();
        rx.poll(received, 1);
        assertThat(rx.nextBytes()).isEqualTo(200);
        assertThat(rx.nextArrival()).isEqualTo(1);
        rx.poll(received, 1);
        assertThat(rx.nextBytes()).as("a frame without bytes is there all the same").isEqualTo(1);
        assertThat(rx.nextArrival()).isEqualTo(2);
        rx.poll(received, 1);
        assertThat(rx.nextBytes()).isZero();
    }

    @Test
    void aQueueOutOfServiceHasNoNextFrame() {
        device.nic.frame(60, 1).publish();
        device.nicQueue.rxHeadRelease(-5);

        assertThat(device.rx().nextBytes()).as("an index that makes no sense").isZero();
        assertThat(device.rx().nextArrival()).isZero();
        device.rx().poll(received, 1);
        assertThat(device.rx().isQuarantined()).isTrue();
        assertThat(device.rx().nextBytes()).isZero();
        assertThat(device.rx().nextArrival()).isZero();
    }

    @Test
    void theBudgetIsNotExceeded() {
        device.nic.frame(60, 1).frame(60, 2).frame(60, 3).publish();

        assertThat(device.rx().poll(received, 2)).isEqualTo(2);
        assertThat(device.nic.free()).isEqualTo(DeviceFixture.RING - 1);
        assertThat(device.rx().depth()).isEqualTo(1);
        assertThat(device.rx().poll(received, 2)).isEqualTo(1);
        assertThat(device.count(HostQueueCounter.BUDGET_EXHAUSTED)).isEqualTo(1);
    }

    @Test
    void manyRoundsOfTheRing() {
        for (int i = 0; i < 50; i++) {
            while (device.nic.free() > 0) {
                device.nic.frame(100, i);
            }
            device.nic.publish();
            assertThat(device.rx().poll(received, 64)).isEqualTo(DeviceFixture.RING);
        }
        assertThat(received.frames).hasSize(400).last().isEqualTo("100 100x49");
        assertThat(device.count(HostQueueCounter.DELIVERED)).isEqualTo(400);
    }

    @Test
    void aHandlerThatThrowsLeavesTheRingWhole() {
        device.nic.frame(60, 1).frame(60, 2).publish();

        assertThatThrownBy(
                        () ->
                                device.rx()
                                        .poll(
                                                frame -> {
                                                    throw new IllegalStateException("bug");
                                                },
                                                64))
                .hasMessage("bug");
        assertThat(device.count(HostQueueCounter.DELIVERED)).isEqualTo(1);
        assertThat(device.rx().poll(received, 64)).isEqualTo(1);
        assertThat(received.frames).containsExactly("60 60x2");
        assertThat(device.nic.free()).isEqualTo(DeviceFixture.RING);
    }

    @Test
    void aHeldBufferKeepsItsBytesUntilItIsReleased() {
        received.holder = device.rx();
        device.nic.frame(60, 7).publish();
        device.rx().poll(received, 64);
        final int token = received.tokens.get(0);
        final int offset = device.nicQueue.rxBufferOffset(token);
        received.holder = null;

        for (int i = 0; i < 20; i++) {
            device.nic.frame(60, 100).publish();
            device.rx().poll(received, 64);
        }
        assertThat(device.nicQueue.buffer().getByte(offset)).isEqualTo((byte) 7);
        assertThat(device.rx().heldCount()).isEqualTo(1);
        assertThat(device.count(HostQueueCounter.BUFFERS_HELD)).isEqualTo(1);
        device.rx().release(token);
        assertThat(device.rx().heldCount()).isZero();
        assertThatThrownBy(() -> device.rx().release(token))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noMoreBuffersAreHeldThanTheRingCanSpare() {
        received.holder = device.rx();
        for (int i = 0; i < 5; i++) {
            device.nic.frame(60, i);
        }
        device.nic.publish();

        device.rx().poll(received, 64);

        assertThat(received.tokens).hasSize(5).doesNotHaveDuplicates().endsWith(-1);
        assertThat(received.tokens.subList(0, 4)).doesNotContain(-1);
        assertThat(device.nic.free()).isEqualTo(DeviceFixture.RING);
        device.rx().release(received.tokens.get(2));
        device.nic.frame(60, 9).publish();
        device.rx().poll(received, 64);
        assertThat(received.tokens.get(5)).isNotEqualTo(-1);
    }

    @Test
    void holdingTwiceIsHoldingOnce() {
        device.nic.frame(60, 1).publish();

        device.rx()
                .poll(
                        frame ->
                                assertThat(device.rx().hold(frame))
                                        .isEqualTo(device.rx().hold(frame))
                                        .isNotEqualTo(-1),
                        1);
        assertThat(device.rx().heldCount()).isEqualTo(1);
        assertThat(device.rx().hold(new RxFrame())).isEqualTo(-1);
    }

    @Test
    void aFrameThatSpansDescriptorsIsMadeContiguous() {
        device.nic.write(256, FIRST, 1).write(256, MIDDLE, 2).write(10, LAST, 3).frame(60, 4);
        device.nic.publish();
        received.holder = device.rx();

        assertThat(device.rx().poll(received, 64)).isEqualTo(2);
        assertThat(received.frames).containsExactly("522 256x1 256x2 10x3", "60 60x4");
        assertThat(received.tokens.get(0)).isEqualTo(-1);
        assertThat(device.count(HostQueueCounter.DELIVERED_BYTES)).isEqualTo(582);
    }

    @Test
    void aFrameLongerThanTheRingComesInParts() {
        final int parts = 30;
        for (int i = 0; i < parts; i++) {
            device.nic.write(256, i == 0 ? FIRST : i < parts - 1 ? MIDDLE : LAST, i);
            if (device.nic.free() == 0) {
                device.nic.publish();
                assertThat(device.rx().poll(received, 64)).isZero();
            }
        }
        device.nic.publish();

        assertThat(device.rx().poll(received, 64)).isEqualTo(1);
        assertThat(received.frames.get(0)).startsWith("7680 256x0 256x1 256x2");
        assertThat(device.count(HostQueueCounter.DELIVERED)).isEqualTo(1);
        assertThat(device.count(HostQueueCounter.DELIVERED_BYTES)).isEqualTo(7680);
    }

    @Test
    void aFrameThatADeadNicDidNotFinishIsForgotten() {
        device.nic.write(256, FIRST, 1).write(256, MIDDLE, 2).publish();
        assertThat(device.rx().poll(received, 64)).isZero();
        device.nic.frame(60, 3).write(256, FIRST, 4).write(4, LAST, 5).publish();

        assertThat(device.rx().poll(received, 64)).isEqualTo(2);
        assertThat(received.frames).containsExactly("60 60x3", "260 256x4 4x5");
        assertThat(device.rx().isQuarantined()).isFalse();
    }

    @Test
    void armingAnEmptyQueueLetsTheThreadSleepUntilTheNicRaises() {
        assertThat(device.rx().arm()).isTrue();
        assertThat(device.nic.frame(60, 1).publishAndSignal()).isTrue();
        assertThat(device.nic.frame(60, 2).publishAndSignal()).isFalse();

        try (QueueWaiter waiter = new QueueWaiter(List.of(device.rx()))) {
            assertThat(waiter.sleep(20_000_000_000L)).isEqualTo(1);
        }
        assertThat(device.rx().poll(received, 64)).isEqualTo(2);
        assertThat(device.count(HostQueueCounter.WAKEUPS)).isEqualTo(1);
        assertThat(device.count(HostQueueCounter.ABSORBED)).isZero();
    }

    @Test
    void armingAQueueThatIsNotEmptyDoesNotLetTheThreadSleep() {
        device.nic.frame(60, 1).publish();

        assertThat(device.rx().arm()).isFalse();
        assertThat(device.nicQueue.notificationVolatile()).isEqualTo(NotificationDescriptor.POLLED);
        assertThat(device.nic.frame(60, 2).publishAndSignal()).isFalse();
    }

    @Test
    void pollingAnArmedQueueDisarmsItFirst() {
        assertThat(device.rx().arm()).isTrue();

        device.rx().poll(frame -> assertThat(device.nic.publishAndSignal()).isFalse(), 64);
        device.nic.frame(60, 1).publish();
        device.rx().poll(frame -> assertThat(device.nic.publishAndSignal()).isFalse(), 64);

        assertThat(device.nicQueue.notificationVolatile()).isEqualTo(NotificationDescriptor.POLLED);
        assertThat(device.rx().disarm()).isFalse();
    }

    @Test
    void aRaiseThatNoSleepFoundIsAbsorbed() {
        assertThat(device.rx().arm()).isTrue();
        assertThat(device.nic.frame(60, 1).publishAndSignal()).isTrue();

        assertThat(device.rx().disarm()).isFalse();
        assertThat(device.count(HostQueueCounter.ABSORBED)).isEqualTo(1);
    }

    @Test
    void aSleepIsBounded() {
        assertThat(device.rx().arm()).isTrue();

        try (QueueWaiter waiter = new QueueWaiter(List.of(device.rx()))) {
            assertThat(waiter.sleep(1_000_000)).isZero();
            waiter.wakeUp();
            assertThat(waiter.sleep(20_000_000_000L)).isZero();
        }
        assertThat(device.rx().disarm()).isTrue();
        assertThat(device.count(HostQueueCounter.SLEEPS)).isEqualTo(2);
        assertThat(device.count(HostQueueCounter.TIMEOUTS)).isEqualTo(1);
    }

    @Test
    void unmaskedModeSleepsOnTheCountOfRaises() {
        device.host.close();
        final HostRxQueue rx = device.openHost(DeviceDescriptor.INTERRUPT_MODE_UNMASKED);
        device.nicQueue.addRaiseRelease();
        assertThat(rx.arm()).isTrue();
        try (QueueWaiter waiter = new QueueWaiter(List.of(rx))) {
            assertThat(waiter.sleep(1_000_000)).isZero();
            device.nic.frame(60, 1).publish();
            device.nicQueue.addRaiseRelease();
            assertThat(waiter.sleep(20_000_000_000L)).isEqualTo(1);
        }
        assertThat(rx.arm()).isFalse();
        assertThat(device.count(HostQueueCounter.WAKEUPS)).isEqualTo(1);
    }

    @Test
    void interruptModeOffNeverSleeps() {
        device.host.close();
        final HostRxQueue rx = device.openHost(DeviceDescriptor.INTERRUPT_MODE_OFF);

        assertThat(rx.arm()).isFalse();
    }
}
