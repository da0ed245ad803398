package knet.driver.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class WakeTest {
    private static final long LONG_NS = TimeUnit.SECONDS.toNanos(20);

    @TempDir Path temp;

    @ParameterizedTest
    @ValueSource(
            ints = {
                DeviceDescriptor.WAKE_FUTEX,
                DeviceDescriptor.WAKE_SOCKET,
                DeviceDescriptor.WAKE_PARK
            })
    void aSleeperIsWokenAgainAndAgain(final int kind) throws InterruptedException {
        assumeFutexIfAsked(kind);
        try (DeviceMemory device = device(kind);
                QueueMemory queue = device.openQueue(0);
                Bell bell = Wake.notification(device, queue)) {
            final int rounds = 200;
            final Thread ringer =
                    new Thread(
                            () -> {
                                try (Bell remote = Wake.notification(device, queue)) {
                                    for (int i = 0; i < rounds; ) {
                                        if (queue.casNotification(
                                                NotificationDescriptor.ARMED,
                                                NotificationDescriptor.POLLED)) {
                                            remote.ring();
                                            i++;
                                        } else {
                                            Thread.onSpinWait();
                                        }
                                    }
                                }
                            });
            ringer.start();
            for (int i = 0; i < rounds; i++) {
                queue.casNotification(NotificationDescriptor.POLLED, NotificationDescriptor.ARMED);
                while (bell.word() == NotificationDescriptor.ARMED) {
                    bell.await(NotificationDescriptor.ARMED, LONG_NS);
                }
            }
            ringer.join();
            assertThat(bell.word()).isEqualTo(NotificationDescriptor.POLLED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                DeviceDescriptor.WAKE_FUTEX,
                DeviceDescriptor.WAKE_SOCKET,
                DeviceDescriptor.WAKE_PARK
            })
    void aGroupIsWokenByAnyOfItsBells(final int kind) throws InterruptedException {
        assumeFutexIfAsked(kind);
        try (DeviceMemory device = device(kind);
                QueueMemory first = device.openQueue(0);
                QueueMemory second = device.openQueue(1);
                Bell a = Wake.notification(device, first);
                Bell b = Wake.notification(device, second);
                BellGroup group = Wake.group(a, b)) {
            group.expect(0, NotificationDescriptor.ARMED);
            group.expect(1, NotificationDescriptor.ARMED);
            first.casNotification(NotificationDescriptor.POLLED, NotificationDescriptor.ARMED);
            for (int i = 0; i < 50; i++) {
                second.casNotification(NotificationDescriptor.POLLED, NotificationDescriptor.ARMED);
                final Thread ringer =
                        new Thread(
                                () -> {
                                    try (Bell remote = Wake.notification(device, second)) {
                                        second.casNotification(
                                                NotificationDescriptor.ARMED,
                                                NotificationDescriptor.POLLED);
                                        remote.ring();
                                    }
                                });
                ringer.start();
                while (b.word() == NotificationDescriptor.ARMED) {
                    group.await(LONG_NS);
                }
                ringer.join();
            }
            assertThat(a.word()).isEqualTo(NotificationDescriptor.ARMED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                DeviceDescriptor.WAKE_FUTEX,
                DeviceDescriptor.WAKE_SOCKET,
                DeviceDescriptor.WAKE_PARK
            })
    void aSleepIsBoundedAndAnotherValueEndsItAtOnce(final int kind) {
        assumeFutexIfAsked(kind);
        try (DeviceMemory device = device(kind);
                QueueMemory queue = device.openQueue(0);
                Bell bell = Wake.notification(device, queue);
                BellGroup group = Wake.group(bell)) {
            group.expect(0, NotificationDescriptor.POLLED);
            // Either would outlast this test's time limit if it were not so.
            for (int i = 0; i < 20; i++) {
                bell.await(NotificationDescriptor.POLLED, 1_000_000);
                group.await(1_000_000);
                bell.await(NotificationDescriptor.ARMED, LONG_NS);
                bell.await(NotificationDescriptor.POLLED, 0);
                bell.await(NotificationDescriptor.POLLED, -1);
            }
            assertThat(group.name()).isEqualTo(Wake.name(kind));
        }
    }

    private static void assumeFutexIfAsked(final int kind) {
        assumeTrue(
                kind != DeviceDescriptor.WAKE_FUTEX || Futex.isAvailable(),
                () -> "no futex here: " + Futex.whyNot());
    }

    private DeviceMemory device(final int kind) {
        final DeviceDirectory devices = DeviceDirectory.at(temp);
        devices.create("w", new DeviceConfig(2, 8, 8, 256, 8), kind);
        return devices.open("w");
    }
}
