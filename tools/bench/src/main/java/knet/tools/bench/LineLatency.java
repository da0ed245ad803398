package knet.tools.bench;

import java.util.Locale;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How long a cache line takes from one core to another, one way, at the moment of a run. On a
 * virtual machine that changes while it runs, by which real cores its processors have been given:
 * where it is a multiple, so is everything that two cores share.
 */
public final class LineLatency {
    private static final int ROUNDS = 10_000;
    private static final int TRIES = 5;
    private static final int PING = 0;
    private static final int PONG = 256;

    private final UnsafeBuffer words = new UnsafeBuffer(BufferUtil.allocateDirectAligned(512, 64));
    private final Runnable onEchoThread;
    private long minNs = Long.MAX_VALUE;
    private long maxNs;

    public LineLatency() {
        this(() -> {});
    }

    /**
     * @param onEchoThread run first by the second thread: may pin it to a processor
     */
    public LineLatency(final Runnable onEchoThread) {
        this.onEchoThread = onEchoThread;
    }

    /**
     * Measures once, for some milliseconds, on two threads: the caller's and another.
     *
     * @return nanoseconds, one way
     */
    public long sample() {
        words.setMemory(0, words.capacity(), (byte) 0);
        final Thread echo = new Thread(this::echo, "knet-line-echo");
        echo.setDaemon(true);
        echo.start();
        long bestNs = Long.MAX_VALUE;
        long number = 0;
        for (int i = 0; i < TRIES; i++) {
            final long startNs = System.nanoTime();
            for (int round = 0; round < ROUNDS; round++) {
                words.putLongRelease(PING, ++number);
                await(PONG, number);
            }
            bestNs = Math.min(bestNs, (System.nanoTime() - startNs) / (2 * ROUNDS));
        }
        minNs = Math.min(minNs, bestNs);
        maxNs = Math.max(maxNs, bestNs);
        return bestNs;
    }

    private void echo() {
        onEchoThread.run();
        for (long number = 1; number <= (long) TRIES * ROUNDS; number++) {
            await(PING, number);
            words.putLongRelease(PONG, number);
        }
    }

    private void await(final int offset, final long number) {
        final Spin spin = new Spin();
        while (words.getLongAcquire(offset) != number) {
            spin.idle();
        }
    }

    /** What was found, as part of a note. */
    String note() {
        final String span =
                minNs == maxNs
                        ? Long.toString(minNs)
                        : String.format(Locale.ROOT, "%d to %d", minNs, maxNs);
        return "; a cache line took " + span + " ns from core to core";
    }
}
