package knet.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceException;
import knet.driver.abi.HostQueueCounter;
import knet.driver.abi.QueueDescriptor;
import knet.driver.abi.RxDescriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The NIC's process may write anything anywhere: the host takes the queue out of service. */
@Timeout(60)
class HostileMemoryTest {
    @TempDir Path temp;
    private DeviceFixture device;

    /** Reads every byte it is given, so that a range that is not the frame's would show. */
    private final RxHandler reader =
            frame -> {
                int sum = 0;
                for (int i = 0; i < frame.length(); i++) {
                    sum += frame.buffer().getByte(frame.offset() + i);
                }
                assertThat(sum).isBetween(-128 * frame.length(), 127 * frame.length());
            };

    @BeforeEach
    void setUp() {
        device = new DeviceFixture(temp);
    }

    @AfterEach
    void tearDown() {
        device.close();
    }

    private static Arguments breach(
            final String name, final String reason, final Consumer<ScriptedNic> act) {
        return Arguments.of(name, reason, act);
    }

    static List<Arguments> breaches() {
        return List.of(
                breach(
                        "head beyond the ring",
                        "RX_HEAD 9 not in 0 to 8",
                        nic -> nic.queue().rxHeadRelease(9)),
                breach(
                        "head before the start",
                        "RX_HEAD -1 not in 0 to 8",
                        nic -> nic.queue().rxHeadRelease(-1)),
                breach(
                        "head wrapped",
                        "RX_HEAD 9223372036854775807 not in 0 to 8",
                        nic -> nic.queue().rxHeadRelease(Long.MAX_VALUE)),
                breach(
                        "longer than the buffer",
                        "length 257 of 256",
                        nic -> nic.frame(1, 1).write(257, 1, 1).publish()),
                breach(
                        "another buffer",
                        " (posted ",
                        nic -> {
                            nic.frame(60, 1);
                            final int posted = nic.queue().buffer().getInt(nic.at(0));
                            nic.queue().buffer().putInt(nic.at(0), posted ^ 1);
                            nic.publish();
                        }),
                breach(
                        "buffer out of range",
                        "buffer 4294967295 (posted ",
                        nic -> {
                            nic.frame(60, 1);
                            nic.queue().buffer().putInt(nic.at(0), -1);
                            nic.publish();
                        }),
                breach(
                        "a part without a beginning",
                        "flags 0x80",
                        nic -> nic.write(60, RxDescriptor.CONTINUED, 1).publish()),
                breach(
                        "an empty part",
                        "length 0 of 256, flags 0x81",
                        nic ->
                                nic.write(60, 0, 1)
                                        .write(
                                                0,
                                                RxDescriptor.CONTINUED | RxDescriptor.END_OF_PACKET,
                                                1)
                                        .publish()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaches")
    void aBreachTakesTheQueueOutOfService(
            final String name, final String reason, final Consumer<ScriptedNic> act) {
        act.accept(device.nic);

        device.rx().poll(reader, 64);

        assertThat(device.rx().isQuarantined()).isTrue();
        assertThat(device.rx().fault().reason()).contains(reason).doesNotContain("\n");
        assertThat(device.host.faults()).containsExactly(device.rx().fault());
        assertThat(device.nicMemory.isHostQuarantined(0)).isTrue();
        assertThat(device.count(HostQueueCounter.BAD_DESCRIPTORS)).isEqualTo(1);
        assertThat(device.rx().poll(reader, 64)).isZero();
        assertThat(device.rx().arm()).isTrue();
        assertThat(device.rx().depth()).isZero();
        assertThat(device.host.tx(0).offer(device.nicQueue.buffer(), 0, 60, 0)).isFalse();
        // It stays so for the life of the device.
        assertThat(device.restartHost().isQuarantined()).isTrue();
    }

    @Test
    void aFrameWithoutEndIsCutAtTheLongestThatMayBe() {
        int parts = 0;
        while (!device.rx().isQuarantined()) {
            device.nic.write(256, parts++ == 0 ? 0 : RxDescriptor.CONTINUED, 1).publish();
            device.rx().poll(reader, 64);
        }
        assertThat(parts).isEqualTo(DeviceDescriptor.MAX_FRAME_BYTES / 256 + 1);
    }

    @Test
    void headThatGoesBackIsABreach() {
        device.nic.frame(60, 1).frame(60, 2).publish();
        device.rx().poll(reader, 64);
        device.nicQueue.rxHeadRelease(1);
        device.rx().poll(reader, 64);

        assertThat(device.rx().fault().reason()).contains("RX_HEAD 1 not in 2 to 10");
    }

    @Test
    void aNotificationWordThatIsNoneIsABreach() {
        device.nicQueue.buffer().putInt(QueueDescriptor.NOTIFICATION_OFFSET, 77);

        assertThat(device.rx().arm()).isTrue();
        assertThat(device.rx().fault().reason()).isEqualTo("notification word 77");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomBytesAnywhereInTheQueueFile(final long seed) {
        final Random random = new Random(seed);
        final int length = device.nicQueue.buffer().capacity();
        final byte[] noise = new byte[64];
        try (QueueWaiter waiter = new QueueWaiter(List.of(device.rx()))) {
            for (int i = 0; i < 2_000 && !device.rx().isQuarantined(); i++) {
                while (device.nic.free() > 0 && device.nic.free() <= DeviceFixture.RING) {
                    device.nic.frame(random.nextInt(DeviceFixture.BUFFER), i);
                }
                device.nic.publish();
                final byte[] bytes = new byte[1 + random.nextInt(noise.length)];
                random.nextBytes(bytes);
                if (i % 3 == 0) {
                    device.nicQueue.buffer().putBytes(random.nextInt(length - 64), bytes);
                }
                assertThat(device.rx().poll(reader, 4)).isBetween(0, 4);
                device.host.tx(0).offer(device.nicQueue.buffer(), 1024, 600, 0);
                device.host.tx(0).flush();
                if (device.rx().poll(reader, 64) == 0 && device.rx().arm()) {
                    waiter.sleep(1_000);
                    device.rx().disarm();
                }
            }
        }
        if (device.rx().isQuarantined()) {
            assertThat(device.host.faults()).hasSize(1);
        }
        // Whatever was left there, another host opens it or says no, and does not fail.
        try {
            device.restartHost().poll(reader, 64);
        } catch (final DeviceException e) {
            assertThat(e.getMessage()).contains("queue-0: ");
        }
    }

    @Test
    void randomBytesInTheRegisterFile() {
        final Random random = new Random(1);
        final byte[] noise = new byte[DeviceDescriptor.FILE_LENGTH - 128];
        for (int i = 0; i < 5; i++) {
            random.nextBytes(noise);
            device.nicMemory.buffer().putBytes(128, noise);
            device.nic.frame(60, i).publish();
            device.rx().poll(reader, 64);
            device.host.heartbeat(i);
            assertThat(device.host.nicLiveness(i)).isIn((Object[]) NicLiveness.values());
            device.host.up();
            device.host.stopWire();
            device.host.tx(0).offer(device.nicQueue.buffer(), 0, 60, 0);
            device.host.tx(0).flush();
        }
        // The host's numbers do not depend on what stands there.
        assertThat(device.count(HostQueueCounter.DELIVERED)).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue-0", "device"})
    void aFileThatIsCutBeforeAPoll(final String file) throws IOException {
        device.nic.frame(60, 1).frame(256, 2).publish();
        cut(file);

        while (!isOutAfterAStep()) {
            Thread.onSpinWait();
        }
        assertThat(isOutAfterAStep()).isTrue();
        assertThat(device.rx().fault().reason()).contains("was cut or removed");
        assertThat(device.rx().arm()).isTrue();
    }

    /** In compiled code the fault shows some instructions late: wherever, it is dealt with. */
    @ParameterizedTest
    @ValueSource(strings = {"queue-0", "device"})
    void aFileThatIsCutUnderAHotLoop(final String file) throws IOException, InterruptedException {
        for (int i = 0; i < 20_000; i++) {
            device.nic.frame(60, 1).frame(256, 2).publish();
            assertThat(device.rx().poll(reader, 64)).isEqualTo(2);
        }
        final Thread cutter =
                new Thread(
                        () -> {
                            try {
                                cut(file);
                            } catch (final IOException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        cutter.start();
        while (!isOutAfterAStep()) {
            Thread.onSpinWait();
        }
        cutter.join();
        // One more fault may be on its way when the queue is out of service already.
        for (int i = 0; i < 10_000; i++) {
            assertThat(isOutAfterAStep()).isTrue();
        }
        assertThat(device.rx().fault().reason()).contains("was cut or removed");
    }

    /** A step of an agent under a runner that hands errors to the device. */
    private boolean isOutAfterAStep() {
        for (int attempt = 0; ; attempt++) {
            try {
                device.rx().poll(reader, 64);
                device.host.heartbeat(attempt);
                return device.rx().isQuarantined();
            } catch (final InternalError e) {
                assertThat(attempt).isLessThan(10);
                device.host.checkFiles();
            }
        }
    }

    @Test
    void aDeviceThatIsRemovedUnderTheHost() throws IOException {
        java.nio.file.Files.delete(device.file("queue-0"));
        device.host.heartbeat(1);

        assertThat(device.rx().fault().reason()).contains("was cut or removed");
    }

    private void cut(final String file) throws IOException {
        try (RandomAccessFile f = new RandomAccessFile(device.file(file).toFile(), "rw")) {
            f.setLength(0);
        }
    }
}
