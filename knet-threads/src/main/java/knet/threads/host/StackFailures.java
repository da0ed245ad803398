package knet.threads.host;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import knet.driver.RxFrame;

/**
 * Frames over which a protocol or the application threw an exception: a defect, counted and told.
 */
final class StackFailures {
    private final AtomicLong count = new AtomicLong();
    private final AtomicReference<String> first = new AtomicReference<>();
    private final AtomicReference<RuntimeException> firstCause = new AtomicReference<>();

    void onFailure(final RxFrame frame, final RuntimeException e) {
        if (count.incrementAndGet() == 1) {
            remember(
                    "frame "
                            + Integer.toUnsignedString(frame.arrival())
                            + " of queue "
                            + frame.queue(),
                    e);
        }
    }

    /** Over a datagram that another thread handed over. */
    void onFailure(final int processor, final RuntimeException e) {
        if (count.incrementAndGet() == 1) {
            remember("a datagram handed to processor " + processor, e);
        }
    }

    private void remember(final String what, final RuntimeException e) {
        firstCause.set(e);
        first.set(what + ": " + e);
    }

    long count() {
        return count.get();
    }

    /** The first one in one line; null if there was none. */
    String first() {
        return first.get();
    }

    /** The first one's exception, for those who want its trace; null if there was none. */
    RuntimeException firstCause() {
        return firstCause.get();
    }
}
