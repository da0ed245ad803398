package knet.threads.tcp;

import static java.nio.ByteOrder.BIG_ENDIAN;

import knet.driver.RxFrame;
import knet.driver.abi.RxDescriptor;
import knet.threads.app.ByteCounts;
import knet.threads.stack.DeliveryListener;
import knet.threads.stack.NetStack;
import knet.threads.stack.StackConfig;
import org.agrona.concurrent.UnsafeBuffer;

/** A stream of giants whose bytes are only counted, so that gigabytes go by in no time. */
final class CountingBench {
    private static final int GIANT = 60_000;
    private static final int SEQUENCE_OFFSET = 14 + 20 + 4;

    private final ByteCounts counts = new ByteCounts(false);
    private final NetStack stack =
            new NetStack(StackConfig.defaults().withApplication(counts), DeliveryListener.NONE);

    /** Sends at least so many bytes, every third segment late; returns how many. */
    long streamOf(final long bytes) {
        final Sender sender = new Sender(0);
        deliver(new UnsafeBuffer(sender.syn()), 0, 0);
        final UnsafeBuffer segment = new UnsafeBuffer(sender.data(0, new byte[GIANT]));
        final int segments = (int) (bytes / GIANT / 3 + 1) * 3;
        for (int i = 0; i < segments; i += 3) {
            deliver(segment, i + 1, (long) i * GIANT);
            deliver(segment, i + 2, (i + 2L) * GIANT);
            deliver(segment, i + 3, (i + 1L) * GIANT);
        }
        return (long) segments * GIANT;
    }

    private void deliver(final UnsafeBuffer bytes, final int arrival, final long offset) {
        bytes.putInt(SEQUENCE_OFFSET, (int) (arrival == 0 ? 0 : 1 + offset), BIG_ENDIAN);
        final RxFrame frame = new RxFrame();
        frame.wrap(
                bytes,
                0,
                bytes.capacity(),
                RxDescriptor.L4_CHECKSUM_CHECKED | RxDescriptor.L4_CHECKSUM_GOOD,
                0,
                arrival,
                arrival,
                arrival,
                0);
        stack.onFrame(frame);
    }

    long delivered() {
        return counts.results().get("streamBytes");
    }
}
