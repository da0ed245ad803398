package knet.driver.abi;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A device's register and counter file, mapped. Accessors are named after their memory order, or
 * are Volatile where nothing is said: registers are not on the packet path. Layout: {@link
 * DeviceDescriptor}.
 */
public final class DeviceMemory implements AutoCloseable {
    private final Path directory;
    private final MappedFile file;
    private final UnsafeBuffer buffer;
    private final DeviceConfig config;
    private final long deviceId;
    private final int wake;
    private final List<QueueMemory> queuesInMemory = new ArrayList<>();

    private DeviceMemory(final Path directory, final MappedFile file) {
        this.directory = directory;
        this.file = file;
        this.buffer = file.buffer();
        FileChecks.magic(file.path(), buffer, DeviceDescriptor.MAGIC);
        try {
            this.config =
                    new DeviceConfig(
                            buffer.getInt(DeviceDescriptor.QUEUES_OFFSET),
                            buffer.getInt(DeviceDescriptor.RX_RING_SIZE_OFFSET),
                            buffer.getInt(DeviceDescriptor.TX_RING_SIZE_OFFSET),
                            buffer.getInt(DeviceDescriptor.BUFFER_SIZE_OFFSET),
                            buffer.getInt(DeviceDescriptor.RX_BUFFERS_OFFSET));
        } catch (final DeviceException e) {
            throw new DeviceException(file.path() + ": damaged: " + e.getMessage(), e);
        }
        this.deviceId = buffer.getLong(DeviceDescriptor.DEVICE_ID_OFFSET);
        this.wake = buffer.getInt(DeviceDescriptor.WAKE_OFFSET);
        if (wake < DeviceDescriptor.WAKE_FUTEX || wake > DeviceDescriptor.WAKE_PARK) {
            throw new DeviceException(file.path() + ": damaged: unknown kind of wake: " + wake);
        }
    }

    /**
     * Maps the register file of a device and checks it.
     *
     * @param directory of the device, see {@link DeviceDirectory#path}
     * @throws DeviceException if it is missing, cut, damaged, or of another version
     */
    public static DeviceMemory open(final Path directory) {
        final MappedFile file =
                MappedFile.open(
                        directory.resolve(DeviceDescriptor.FILE_NAME),
                        DeviceDescriptor.FILE_LENGTH);
        try {
            return new DeviceMemory(directory, file);
        } catch (final RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * A new device without files, for a NIC and a host in one process: a simulator, or a test.
     * Nobody sleeps on it but by parking.
     */
    public static DeviceMemory inMemory(final String name, final DeviceConfig config) {
        final Path directory = Path.of(name);
        final MappedFile file =
                MappedFile.inMemory(
                        directory.resolve(DeviceDescriptor.FILE_NAME),
                        DeviceDescriptor.FILE_LENGTH);
        DeviceFiles.initDevice(file.buffer(), config, 0, DeviceDescriptor.WAKE_PARK);
        final DeviceMemory device = new DeviceMemory(directory, file);
        for (int i = 0; i < config.queues(); i++) {
            device.queuesInMemory.add(QueueMemory.inMemory(i, config));
        }
        return device;
    }

    /** True if the device has no files, and so no owner but this process. */
    public boolean isInMemory() {
        return !queuesInMemory.isEmpty();
    }

    /** Maps the file of a queue and checks it. The caller closes it. */
    public QueueMemory openQueue(final int queue) {
        if (isInMemory()) {
            return queuesInMemory.get(queue);
        }
        return QueueMemory.open(
                directory.resolve(QueueDescriptor.fileName(queue)), queue, config, deviceId);
    }

    /** The device's directory. */
    public Path directory() {
        return directory;
    }

    /** The device's name. */
    public String name() {
        return directory.getFileName().toString();
    }

    public DeviceConfig config() {
        return config;
    }

    public long deviceId() {
        return deviceId;
    }

    /** One of WAKE_*: how a sleeper is woken. */
    public int wake() {
        return wake;
    }

    /** The whole file. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    public long nicPid() {
        return buffer.getLongVolatile(DeviceDescriptor.NIC_PID_OFFSET);
    }

    public void nicPid(final long pid) {
        buffer.putLongVolatile(DeviceDescriptor.NIC_PID_OFFSET, pid);
    }

    public long nicEpoch() {
        return buffer.getLongVolatile(DeviceDescriptor.NIC_EPOCH_OFFSET);
    }

    public void nicEpoch(final long epoch) {
        buffer.putLongVolatile(DeviceDescriptor.NIC_EPOCH_OFFSET, epoch);
    }

    public long nicHeartbeatNs() {
        return buffer.getLongVolatile(DeviceDescriptor.NIC_HEARTBEAT_NS_OFFSET);
    }

    public void nicHeartbeatNs(final long nowNs) {
        buffer.putLongRelease(DeviceDescriptor.NIC_HEARTBEAT_NS_OFFSET, nowNs);
    }

    /** One of NIC_STATE_*; anything else means that the memory was overwritten. */
    public int nicState() {
        return buffer.getIntVolatile(DeviceDescriptor.NIC_STATE_OFFSET);
    }

    public void nicState(final int state) {
        buffer.putIntVolatile(DeviceDescriptor.NIC_STATE_OFFSET, state);
    }

    public int nicFeatures() {
        return buffer.getIntVolatile(DeviceDescriptor.NIC_FEATURES_OFFSET);
    }

    public void nicFeatures(final int features) {
        buffer.putIntVolatile(DeviceDescriptor.NIC_FEATURES_OFFSET, features);
    }

    public long wirePosition() {
        return buffer.getLongVolatile(DeviceDescriptor.WIRE_POSITION_OFFSET);
    }

    public void wirePositionRelease(final long frames) {
        buffer.putLongRelease(DeviceDescriptor.WIRE_POSITION_OFFSET, frames);
    }

    /** WIRE_POSITION at which the wire named in WIRE began. */
    public long wireBase() {
        return buffer.getLongVolatile(DeviceDescriptor.WIRE_BASE_OFFSET);
    }

    public void wireBase(final long frames) {
        buffer.putLongVolatile(DeviceDescriptor.WIRE_BASE_OFFSET, frames);
    }

    /** Number from 1 of the frame whose classification hung; 0: none. */
    public long firmwareHung() {
        return buffer.getLongVolatile(DeviceDescriptor.FIRMWARE_HUNG_OFFSET);
    }

    public void firmwareHung(final long frame) {
        buffer.putLongVolatile(DeviceDescriptor.FIRMWARE_HUNG_OFFSET, frame);
    }

    public long hostPid() {
        return buffer.getLongVolatile(DeviceDescriptor.HOST_PID_OFFSET);
    }

    public void hostPid(final long pid) {
        buffer.putLongVolatile(DeviceDescriptor.HOST_PID_OFFSET, pid);
    }

    public long hostEpoch() {
        return buffer.getLongVolatile(DeviceDescriptor.HOST_EPOCH_OFFSET);
    }

    public void hostEpoch(final long epoch) {
        buffer.putLongVolatile(DeviceDescriptor.HOST_EPOCH_OFFSET, epoch);
    }

    public long hostHeartbeatNs() {
        return buffer.getLongVolatile(DeviceDescriptor.HOST_HEARTBEAT_NS_OFFSET);
    }

    public void hostHeartbeatNs(final long nowNs) {
        buffer.putLongRelease(DeviceDescriptor.HOST_HEARTBEAT_NS_OFFSET, nowNs);
    }

    public int hostState() {
        return buffer.getIntVolatile(DeviceDescriptor.HOST_STATE_OFFSET);
    }

    public void hostState(final int state) {
        buffer.putIntVolatile(DeviceDescriptor.HOST_STATE_OFFSET, state);
    }

    public int interruptMode() {
        return buffer.getIntVolatile(DeviceDescriptor.INTERRUPT_MODE_OFFSET);
    }

    public void interruptMode(final int mode) {
        buffer.putIntVolatile(DeviceDescriptor.INTERRUPT_MODE_OFFSET, mode);
    }

    public int rxUsecs() {
        return buffer.getIntVolatile(DeviceDescriptor.RX_USECS_OFFSET);
    }

    public void rxUsecs(final int microseconds) {
        buffer.putIntVolatile(DeviceDescriptor.RX_USECS_OFFSET, microseconds);
    }

    public int rxFrames() {
        return buffer.getIntVolatile(DeviceDescriptor.RX_FRAMES_OFFSET);
    }

    public void rxFrames(final int frames) {
        buffer.putIntVolatile(DeviceDescriptor.RX_FRAMES_OFFSET, frames);
    }

    public int onFull() {
        return buffer.getIntVolatile(DeviceDescriptor.ON_FULL_OFFSET);
    }

    public void onFull(final int onFull) {
        buffer.putIntVolatile(DeviceDescriptor.ON_FULL_OFFSET, onFull);
    }

    public boolean adaptiveRx() {
        return buffer.getIntVolatile(DeviceDescriptor.ADAPTIVE_RX_OFFSET) == 1;
    }

    public void adaptiveRx(final boolean adaptive) {
        buffer.putIntVolatile(DeviceDescriptor.ADAPTIVE_RX_OFFSET, adaptive ? 1 : 0);
    }

    public int doorbell() {
        return buffer.getIntVolatile(DeviceDescriptor.DOORBELL_OFFSET);
    }

    /** Host alone, any of its threads: atomic. */
    public void addDoorbell() {
        buffer.getAndAddInt(DeviceDescriptor.DOORBELL_OFFSET, 1);
    }

    public boolean isDoorbellWaiting() {
        return buffer.getIntVolatile(DeviceDescriptor.DOORBELL_WAITING_OFFSET) != 0;
    }

    /** NIC alone. Volatile: a full fence comes before the NIC's next look at the rings. */
    public void doorbellWaiting(final boolean waiting) {
        buffer.putIntVolatile(DeviceDescriptor.DOORBELL_WAITING_OFFSET, waiting ? 1 : 0);
    }

    /** True once the NIC has taken the queue out of service. */
    public boolean isNicQuarantined(final int queue) {
        return bit(DeviceDescriptor.NIC_QUARANTINED_OFFSET, queue);
    }

    /** NIC alone. */
    public void nicQuarantine(final int queue) {
        setBit(DeviceDescriptor.NIC_QUARANTINED_OFFSET, queue);
    }

    /** True once the host has taken the queue out of service. */
    public boolean isHostQuarantined(final int queue) {
        return bit(DeviceDescriptor.HOST_QUARANTINED_OFFSET, queue);
    }

    /** Host alone, any of its threads: atomic. */
    public void hostQuarantine(final int queue) {
        setBit(DeviceDescriptor.HOST_QUARANTINED_OFFSET, queue);
    }

    private boolean bit(final int offset, final int queue) {
        return (buffer.getIntVolatile(offset + (queue >>> 5) * 4) >>> (queue & 31) & 1) != 0;
    }

    private void setBit(final int offset, final int queue) {
        final int word = offset + (queue >>> 5) * 4;
        int old;
        do {
            old = buffer.getIntVolatile(word);
        } while (!buffer.compareAndSetInt(word, old, old | 1 << (queue & 31)));
    }

    /** The firmware's specification, as the NIC wrote it; "" if it has not. */
    public String firmware() {
        return text(DeviceDescriptor.FIRMWARE_OFFSET, DeviceDescriptor.FIRMWARE_LENGTH);
    }

    public void firmware(final String specification) {
        text(DeviceDescriptor.FIRMWARE_OFFSET, DeviceDescriptor.FIRMWARE_LENGTH, specification);
    }

    /** The wire's specification, as the NIC wrote it; "" if it has not. */
    public String wire() {
        return text(DeviceDescriptor.WIRE_OFFSET, DeviceDescriptor.WIRE_LENGTH);
    }

    public void wire(final String specification) {
        text(DeviceDescriptor.WIRE_OFFSET, DeviceDescriptor.WIRE_LENGTH, specification);
    }

    private String text(final int offset, final int fieldLength) {
        final int length = buffer.getIntVolatile(offset);
        final byte[] bytes = new byte[Math.max(0, Math.min(length, fieldLength - 4))];
        buffer.getBytes(offset + 4, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void text(final int offset, final int fieldLength, final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        final int length = Math.min(bytes.length, fieldLength - 4);
        buffer.putBytes(offset + 4, bytes, 0, length);
        buffer.putIntVolatile(offset, length);
    }

    /** False if the file is gone or has been cut: touching the mapping may then fault. */
    public boolean isIntact() {
        return file.isIntact();
    }

    /** Unmaps the file. Call it when every agent that uses the memory has ended. */
    @Override
    public void close() {
        file.close();
    }
}
