package knet.driver.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OwnerLockTest {
    @TempDir Path temp;
    private Path directory;

    @BeforeEach
    void setUp() {
        directory = DeviceDirectory.at(temp).create("d", new DeviceConfig(1, 8, 8, 256, 8));
    }

    @Test
    void aSideHasOneOwner() {
        final long self = ProcessHandle.current().pid();
        final OwnerLock nic = OwnerLock.acquire(directory, Side.NIC);
        try (nic) {
            assertThat(nic.previousPid()).isZero();
            assertThat(OwnerLock.owner(directory, Side.NIC)).isEqualTo(self);
            assertThat(OwnerLock.owner(directory, Side.HOST)).isZero();
            assertThatThrownBy(() -> OwnerLock.acquire(directory, Side.NIC))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("NIC side is owned by a live process, pid " + self);
            OwnerLock.acquire(directory, Side.HOST).close();
        }
        assertThat(OwnerLock.owner(directory, Side.NIC)).isZero();
        OwnerLock.acquire(directory, Side.NIC).close();
    }

    @Test
    void anotherProcessIsRefusedAndADeadOneReplaced() throws IOException, InterruptedException {
        final Process owner = holdInChild();
        try {
            assertThat(OwnerLock.owner(directory, Side.HOST)).isEqualTo(owner.pid());
            assertThatThrownBy(() -> OwnerLock.acquire(directory, Side.HOST))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("pid " + owner.pid());
            // Looking must not break the other process's lock.
            assertThat(OwnerLock.owner(directory, Side.HOST)).isEqualTo(owner.pid());
        } finally {
            owner.destroyForcibly();
            owner.waitFor();
        }
        assertThat(OwnerLock.owner(directory, Side.HOST)).isZero();
        final OwnerLock lock = OwnerLock.acquire(directory, Side.HOST);
        try (lock) {
            assertThat(lock.previousPid()).isEqualTo(owner.pid());
        }
        assertThat(Files.readString(directory.resolve("host.lock"))).isEmpty();
        final OwnerLock again = OwnerLock.acquire(directory, Side.HOST);
        try (again) {
            assertThat(again.previousPid()).isZero();
        }
    }

    @Test
    void nonsenseInTheFileIsNoPid() throws IOException {
        Files.writeString(directory.resolve("nic.lock"), "-1; rm\u0000 99999999999999999999999");

        final OwnerLock lock = OwnerLock.acquire(directory, Side.NIC);
        try (lock) {
            assertThat(lock.previousPid()).isZero();
        }
    }

    @Test
    void aMissingDeviceHasNoOwner() {
        final Path missing = temp.resolve("none");

        assertThat(OwnerLock.owner(missing, Side.NIC)).isZero();
        assertThatThrownBy(() -> OwnerLock.acquire(missing, Side.NIC))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("no such device");
    }

    private Process holdInChild() throws IOException {
        final Process child =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:TieredStopAtLevel=1",
                                        "-Xshare:auto",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        Holder.class.getName(),
                                        directory.toString()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(child.getInputStream().read()).isEqualTo('!');
        return child;
    }

    /** Owns the host's side until it is killed. */
    static final class Holder {
        public static void main(final String[] args) throws IOException {
            final OwnerLock lock = OwnerLock.acquire(Path.of(args[0]), Side.HOST);
            try (lock) {
                System.out.write('!');
                System.out.flush();
                while (System.in.read() >= 0) {
                    Thread.onSpinWait();
                }
            }
        }
    }
}
