package knet.tools.stress.soak;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import knet.driver.abi.Bell;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.QueueMemory;
import knet.driver.abi.Wake;
import knet.nic.interrupt.InterruptLine;
import knet.nic.interrupt.InterruptUnit;
import knet.nic.interrupt.QueueInterrupt;
import knet.nic.registers.HostRegisters;
import knet.nic.registers.NicCounters;
import knet.nic.ring.Quarantine;
import knet.nic.ring.RxRing;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The NIC's process of the soak: bursts of numbered frames with pauses between them, through the
 * real ring, interrupt unit and wake.
 */
final class SoakNic {
    private static final int MAX_BURST = 200;
    private static final int MAX_PAUSE_NS = 300_000;
    private static final int FRAME_BYTES = 64;

    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[FRAME_BYTES]);
    private final DeviceMemory device;
    private final RxRing ring;
    private final InterruptUnit interrupts;
    private final HostRegisters host;

    private SoakNic(final DeviceMemory device, final QueueMemory queue, final InterruptLine line) {
        this.device = device;
        final Quarantine quarantine = new Quarantine();
        ring = new RxRing(queue, quarantine, 0, 0, 0);
        interrupts =
                new InterruptUnit(
                        new QueueInterrupt[] {
                            new QueueInterrupt(
                                    queue, ring, quarantine, NicCounters.of(device), line)
                        });
        host = new HostRegisters(device);
    }

    /** Arguments: the directory of devices, the device's name, the number of frames, a seed. */
    public static void main(final String[] args) {
        final DeviceMemory device = DeviceDirectory.at(Path.of(args[0])).open(args[1]);
        final QueueMemory queue = device.openQueue(0);
        while (device.hostState() != DeviceDescriptor.HOST_STATE_UP) {
            LockSupport.parkNanos(1_000_000);
        }
        new SoakNic(device, queue, line(device, queue))
                .run(Integer.parseInt(args[2]), new Random(Long.parseLong(args[3])));
    }

    private static InterruptLine line(final DeviceMemory device, final QueueMemory queue) {
        final Bell notification = Wake.notification(device, queue);
        final Bell raises = Wake.raises(device, queue);
        return new InterruptLine() {
            @Override
            public void wakeNotification(final int index) {
                notification.ring();
            }

            @Override
            public void wakeRaises(final int index) {
                raises.ring();
            }
        };
    }

    private void run(final int frames, final Random random) {
        host.refresh();
        interrupts.configure(host);
        for (int sent = 0; sent < frames; ) {
            final int end = Math.min(frames, sent + 1 + random.nextInt(MAX_BURST));
            while (sent < end) {
                final int batch = Math.min(end - sent, 1 + random.nextInt(32));
                for (int i = 0; i < batch; i++) {
                    write(sent + i);
                }
                sent += batch;
                publish();
            }
            // A third of the pauses are too short for the host to fall asleep properly.
            final long untilNs = System.nanoTime() + random.nextInt(MAX_PAUSE_NS);
            if (random.nextInt(3) > 0) {
                LockSupport.parkNanos(untilNs - System.nanoTime());
            }
            interrupts.poll(System.nanoTime());
        }
        while (interrupts.nextDeadlineNs() != InterruptUnit.NO_DEADLINE) {
            interrupts.poll(System.nanoTime());
        }
        device.nicState(DeviceDescriptor.NIC_STATE_WIRE_DONE);
    }

    private void write(final int number) {
        frame.putLong(0, number);
        frame.putLong(FRAME_BYTES - 8, ~number);
        while (ring.write(frame, 0, FRAME_BYTES, 0, 0, number, number, 0, false)
                == RxRing.Result.RING_FULL) {
            // What is staged is not visible: the host could not make room.
            publish();
            interrupts.poll(System.nanoTime());
            Thread.yield();
        }
    }

    private void publish() {
        final int staged = ring.stagedFrames();
        if (staged > 0) {
            ring.publish();
            interrupts.published(0, staged);
            interrupts.signal(System.nanoTime());
        }
    }
}
