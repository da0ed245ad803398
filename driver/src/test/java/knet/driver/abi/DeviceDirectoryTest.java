package knet.driver.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceDirectoryTest {
    private static final DeviceConfig SMALL = new DeviceConfig(2, 8, 8, 256, 16);

    @TempDir Path temp;
    private DeviceDirectory devices;

    @BeforeEach
    void setUp() {
        devices = DeviceDirectory.at(temp.resolve("devices"));
    }

    @Test
    void whatIsCreatedCanBeOpened() {
        devices.create("d0", SMALL);

        try (DeviceMemory device = devices.open("d0");
                QueueMemory queue = device.openQueue(1)) {
            assertThat(device.config()).isEqualTo(SMALL);
            assertThat(device.name()).isEqualTo("d0");
            assertThat(queue.index()).isEqualTo(1);
            assertThat(queue.notificationVolatile()).isEqualTo(NotificationDescriptor.POLLED);
            assertThat(queue.buffer().capacity()).isEqualTo(SMALL.queueFileLength());
            assertThat(device.nicState()).isEqualTo(DeviceDescriptor.NIC_STATE_DOWN);
        }
    }

    @Test
    void nobodyElseMayEnter() throws IOException {
        final Path path = devices.create("d0", SMALL);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rwx------");
        try (var files = Files.list(path)) {
            assertThat(files.toList())
                    .hasSize(5)
                    .allSatisfy(
                            file ->
                                    assertThat(
                                                    PosixFilePermissions.toString(
                                                            Files.getPosixFilePermissions(file)))
                                            .isEqualTo("rw-------"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                ".hidden",
                "a/b",
                "../x",
                "/etc",
                "a b",
                "a\nb",
                "a\u0000b",
                "ä",
                "0123456789012345678901234567890123456789012345678901234567890123456789"
            })
    void namesThatAreNotNamesAreRefused(final String name) {
        assertThatThrownBy(() -> devices.create(name, SMALL))
                .isInstanceOf(DeviceException.class)
                .hasMessageStartingWith("bad device name")
                .hasMessageNotContaining("\n");
        assertThat(devices.root()).doesNotExist();
    }

    @Test
    void aDeviceIsNotMadeTwice() throws IOException {
        devices.create("d0", SMALL);

        assertThatThrownBy(() -> devices.create("d0", SMALL))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("d0 exists already");
        assertThat(names()).containsExactly("d0");
    }

    @Test
    void tooLittleSpaceIsSaidBeforehandAndLeavesNothing() throws IOException {
        // 256 queues of nearly 2 GiB: half a terabyte.
        final DeviceConfig huge = new DeviceConfig(256, 8, 8, 32_768, 65_000);

        assertThatThrownBy(() -> devices.create("d0", huge))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("needs " + huge.totalLength() + " bytes")
                .hasMessageContaining("are available");
        assertThat(names()).isEmpty();
    }

    @Test
    void aMissingDeviceIsNamed() {
        assertThatThrownBy(() -> devices.open("nope"))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("no device nope");
    }

    @Test
    void damagedRegisterFilesAreRefused() throws IOException {
        final Path file = devices.create("d0", SMALL).resolve(DeviceDescriptor.FILE_NAME);

        for (final int offset : List.of(0, 8, 12, 16, 20, 24, 28, 40)) {
            final byte[] old = overwrite(file, offset, new byte[] {-1, -1, -1, -1});
            assertThatThrownBy(() -> devices.open("d0"))
                    .as("offset %d", offset)
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining(file.toString());
            overwrite(file, offset, old);
        }
        devices.open("d0").close();
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
            cut.setLength(DeviceDescriptor.FILE_LENGTH - 1);
        }
        assertThatThrownBy(() -> devices.open("d0"))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("bytes, should be");
    }

    @Test
    void queueFilesOfAnotherDeviceAreRefused() throws IOException {
        final Path first = devices.create("d0", SMALL);
        final Path second = devices.create("d1", SMALL);
        Files.copy(
                second.resolve("queue-0"),
                first.resolve("queue-0"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.copy(
                first.resolve("queue-1"),
                second.resolve("queue-0"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        try (DeviceMemory device = devices.open("d0")) {
            assertThatThrownBy(() -> device.openQueue(0)).hasMessageContaining("device id");
        }
        try (DeviceMemory device = devices.open("d1")) {
            assertThatThrownBy(() -> device.openQueue(0)).hasMessageContaining("queue index");
        }
    }

    @Test
    void openOrCreateKeepsWhatFitsAndRemakesWhatNobodyOwns() {
        devices.create("d0", SMALL);
        final long id;
        try (DeviceMemory device = devices.openOrCreate("d0", SMALL)) {
            id = device.deviceId();
        }
        final DeviceConfig other = new DeviceConfig(3, 8, 8, 256, 16);
        try (DeviceMemory device = devices.openOrCreate("d0", other)) {
            assertThat(device.config()).isEqualTo(other);
            assertThat(device.deviceId()).isNotEqualTo(id);
        }
        final OwnerLock lock = OwnerLock.acquire(devices.path("d0"), Side.NIC);
        try (lock) {
            assertThatThrownBy(() -> devices.openOrCreate("d0", SMALL))
                    .hasMessageContaining("in use with other sizes");
        }
    }

    @Test
    void aDeviceWhoseWireIsDoneAndWhoseRingsAreEmptyIsMadeAnew() {
        final long first;
        try (DeviceMemory device = devices.openOrCreate("d0", SMALL)) {
            first = device.deviceId();
            device.nicState(DeviceDescriptor.NIC_STATE_WIRE_DONE);
            try (OwnerLock live = OwnerLock.acquire(device.directory(), Side.HOST)) {
                assertThat(live.previousPid()).isZero();
                assertThat(idOf(devices.openForRun("d0"))).isEqualTo(first);
                assertThat(idOf(devices.openOrCreate("d0", SMALL))).isEqualTo(first);
            }
        }

        final long second = idOf(devices.openForRun("d0"));
        assertThat(second).isNotEqualTo(first);
        assertThat(idOf(devices.openForRun("d0"))).isEqualTo(second);

        try (DeviceMemory device = devices.open("d0")) {
            device.nicState(DeviceDescriptor.NIC_STATE_WIRE_DONE);
        }
        assertThat(idOf(devices.openOrCreate("d0", SMALL))).isNotEqualTo(second);
    }

    @Test
    void aDeviceThatHoldsFramesIsKept() {
        final long first;
        try (DeviceMemory device = devices.openOrCreate("d0", SMALL);
                QueueMemory queue = device.openQueue(1)) {
            first = device.deviceId();
            queue.rxHeadRelease(3);
            device.nicState(DeviceDescriptor.NIC_STATE_WIRE_DONE);
        }

        assertThat(idOf(devices.openForRun("d0"))).isEqualTo(first);
        assertThat(idOf(devices.openOrCreate("d0", SMALL))).isEqualTo(first);
    }

    private static long idOf(final DeviceMemory memory) {
        try (memory) {
            return memory.deviceId();
        }
    }

    @Test
    void listsAndRemovesWhatIsStale() throws IOException {
        devices.create("b", SMALL);
        devices.create("a", SMALL);
        Files.createDirectory(devices.root().resolve(".new-999999999-x-c"));
        final OwnerLock lock = OwnerLock.acquire(devices.path("b"), Side.HOST);
        try (lock) {
            assertThat(devices.list())
                    .containsExactly(
                            new DeviceStatus("a", 0, 0, 2),
                            new DeviceStatus("b", 0, ProcessHandle.current().pid(), 2));
            assertThatThrownBy(() -> devices.remove("b"))
                    .hasMessageContaining("pid " + ProcessHandle.current().pid());
            assertThat(devices.removeStale()).containsExactly("a");
            assertThat(names()).containsExactly("b");
        }
        assertThat(devices.removeStale()).containsExactly("b");
        assertThat(names()).isEmpty();
    }

    private List<String> names() throws IOException {
        if (!Files.exists(devices.root())) {
            return List.of();
        }
        try (var files = Files.list(devices.root())) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static byte[] overwrite(final Path path, final int offset, final byte[] bytes)
            throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            final byte[] old = new byte[bytes.length];
            file.seek(offset);
            file.readFully(old);
            file.seek(offset);
            file.write(bytes);
            return old;
        }
    }
}
