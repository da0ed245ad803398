package knet.driver.abi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes the files of a new device, and deletes those of an old one. */
final class DeviceFiles {
    private static final int CHUNK_BYTES = 1 << 20;

    private DeviceFiles() {}

    /** Makes a directory that its owner alone may enter. */
    static void createDirectory(final Path directory) throws IOException {
        Files.createDirectory(directory, permissions(directory, "rwx------"));
    }

    /** Fills an empty directory with the files of a device. */
    static void create(
            final Path directory, final DeviceConfig config, final long deviceId, final int wake)
            throws IOException {
        createFile(directory.resolve(DeviceDescriptor.NIC_LOCK_FILE_NAME), 0);
        createFile(directory.resolve(DeviceDescriptor.HOST_LOCK_FILE_NAME), 0);
        for (int queue = 0; queue < config.queues(); queue++) {
            createQueue(directory, queue, config, deviceId);
        }
        final Path path = directory.resolve(DeviceDescriptor.FILE_NAME);
        createFile(path, DeviceDescriptor.FILE_LENGTH);
        try (MappedFile file = MappedFile.open(path, DeviceDescriptor.FILE_LENGTH)) {
            initDevice(file.buffer(), config, deviceId, wake);
        }
    }

    /** Fills in the creator's fields of a zeroed register file. */
    static void initDevice(
            final UnsafeBuffer buffer,
            final DeviceConfig config,
            final long deviceId,
            final int wake) {
        buffer.putInt(DeviceDescriptor.VERSION_OFFSET, DeviceDescriptor.VERSION);
        buffer.putInt(DeviceDescriptor.QUEUES_OFFSET, config.queues());
        buffer.putInt(DeviceDescriptor.RX_RING_SIZE_OFFSET, config.rxRingSize());
        buffer.putInt(DeviceDescriptor.TX_RING_SIZE_OFFSET, config.txRingSize());
        buffer.putInt(DeviceDescriptor.BUFFER_SIZE_OFFSET, config.bufferSize());
        buffer.putInt(DeviceDescriptor.RX_BUFFERS_OFFSET, config.rxBuffers());
        buffer.putLong(DeviceDescriptor.DEVICE_ID_OFFSET, deviceId);
        buffer.putInt(DeviceDescriptor.WAKE_OFFSET, wake);
        CounterFile.create(buffer, config.queues());
        buffer.putLongRelease(DeviceDescriptor.MAGIC_OFFSET, DeviceDescriptor.MAGIC);
    }

    private static void createQueue(
            final Path directory, final int queue, final DeviceConfig config, final long deviceId)
            throws IOException {
        final Path path = directory.resolve(QueueDescriptor.fileName(queue));
        createFile(path, config.queueFileLength());
        try (MappedFile file = MappedFile.open(path, config.queueFileLength())) {
            initQueue(file.buffer(), queue, deviceId);
        }
    }

    /** Fills in the creator's fields of a zeroed queue file. */
    static void initQueue(final UnsafeBuffer buffer, final int queue, final long deviceId) {
        buffer.putInt(QueueDescriptor.VERSION_OFFSET, DeviceDescriptor.VERSION);
        buffer.putInt(QueueDescriptor.QUEUE_INDEX_OFFSET, queue);
        buffer.putLong(QueueDescriptor.DEVICE_ID_OFFSET, deviceId);
        buffer.putInt(QueueDescriptor.NOTIFICATION_OFFSET, NotificationDescriptor.POLLED);
        buffer.putLongRelease(QueueDescriptor.MAGIC_OFFSET, QueueDescriptor.MAGIC);
    }

    /**
     * Allocates by writing: a hole in a file of a full file system would be a bus error later, on
     * the packet path.
     */
    private static void createFile(final Path path, final int length) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        path,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        permissions(path, "rw-------"))) {
            final ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(length, CHUNK_BYTES));
            for (long written = 0; written < length; ) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), length - written));
                written += channel.write(zeros, written);
            }
        }
    }

    private static FileAttribute<?>[] permissions(final Path path, final String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Deletes a directory and what is in it, following no link. */
    static void delete(final Path directory) throws IOException {
        Files.walkFileTree(
                directory,
                EnumSet.noneOf(java.nio.file.FileVisitOption.class),
                4,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(
                            final Path file, final BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            final Path visited, final IOException e) throws IOException {
                        Files.deleteIfExists(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
