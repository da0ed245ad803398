package knet.driver.abi;

import java.util.Arrays;
import org.agrona.concurrent.AtomicBuffer;

/**
 * How a sleeper is woken on a device: blocking without CPU use, both ways between NIC and host. The
 * kind is chosen when the device is made and is the same for both sides.
 */
public final class Wake {
    /** System property that overrides the choice: futex, socket or park. */
    public static final String PROPERTY = "knet.wake";

    private static final String[] NAMES = {"", "futex", "socket", "park"};

    private Wake() {}

    /**
     * The best kind that this machine offers, or what {@link #PROPERTY} asks for.
     *
     * @return one of {@link DeviceDescriptor}'s WAKE_*
     * @throws DeviceException if the property asks for a kind that is not known or not to be had
     */
    public static int best() {
        final String asked = System.getProperty(PROPERTY);
        if (asked == null) {
            return Futex.isAvailable() ? DeviceDescriptor.WAKE_FUTEX : DeviceDescriptor.WAKE_SOCKET;
        }
        final int kind = Arrays.asList(NAMES).indexOf(asked);
        if (kind < DeviceDescriptor.WAKE_FUTEX) {
            throw new DeviceException("-D" + PROPERTY + " must be futex, socket or park: " + asked);
        }
        check(kind);
        return kind;
    }

    /** The name of a kind, for reports. */
    public static String name(final int kind) {
        return NAMES[kind];
    }

    /** Rung by the NIC when it has raised the queue's notification. */
    public static Bell notification(final DeviceMemory device, final QueueMemory queue) {
        return bell(
                device,
                queue.buffer(),
                QueueDescriptor.NOTIFICATION_OFFSET,
                "notify-" + queue.index());
    }

    /** Rung by the NIC at every raise of INTERRUPT_MODE_UNMASKED. */
    public static Bell raises(final DeviceMemory device, final QueueMemory queue) {
        return bell(
                device, queue.buffer(), QueueDescriptor.RAISES_OFFSET, "raise-" + queue.index());
    }

    /** Rung by the host after filling transmit rings. */
    public static Bell doorbell(final DeviceMemory device) {
        return bell(device, device.buffer(), DeviceDescriptor.DOORBELL_OFFSET, "doorbell");
    }

    private static Bell bell(
            final DeviceMemory device,
            final AtomicBuffer buffer,
            final int offset,
            final String name) {
        return switch (check(device.wake())) {
            case DeviceDescriptor.WAKE_FUTEX -> new FutexBell(buffer, offset);
            case DeviceDescriptor.WAKE_SOCKET ->
                    new SocketBell(buffer, offset, device.directory(), name);
            default -> new ParkBell(buffer, offset);
        };
    }

    /** A way to wait on all of these at a time. */
    public static BellGroup group(final Bell... bells) {
        if (Futex.hasWaitv()
                && bells.length <= FutexGroup.MAX_BELLS
                && Arrays.stream(bells).allMatch(FutexBell.class::isInstance)) {
            return new FutexGroup(bells);
        }
        if (Arrays.stream(bells).allMatch(SocketBell.class::isInstance)) {
            return new SocketGroup(bells);
        }
        return new ParkGroup(bells);
    }

    private static int check(final int kind) {
        if (kind == DeviceDescriptor.WAKE_FUTEX && !Futex.isAvailable()) {
            throw new DeviceException(
                    "this process cannot use futexes (" + Futex.whyNot() + "); the device does");
        }
        return kind;
    }
}
