package knet.nic.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import knet.firmware.FirmwareSpec;

/**
 * Which firmware ran from which frame on, and how it spread them. The NIC thread's; something is
 * written when the firmware is exchanged, not for a frame.
 */
public final class FirmwareHistory {
    /** A user who saves a file ever so often does not fill the memory. */
    static final int MOST_PERIODS = 200;

    private final List<Period> periods = new ArrayList<>();
    private long[] framesBefore;
    private long left;

    /**
     * A firmware's time.
     *
     * @param fromFrame the first frame that it decided on, numbered from 0
     * @param toFrame the last one; one less than {@code fromFrame} if there was none
     * @param firmware its specification
     * @param frames that the queues have got of it
     * @param most that one of the queues has got
     */
    public record Period(long fromFrame, long toFrame, String firmware, long frames, long most) {}

    /**
     * Begins a period.
     *
     * @param fromFrame the first frame of it
     * @param firmware that decides from now on
     * @param failures calls of the one before that failed
     * @param framesPerQueue that the queues have got so far
     * @return what begins, and what came of the period that ends, in one line for people
     */
    public String begin(
            final long fromFrame,
            final String firmware,
            final long failures,
            final long... framesPerQueue) {
        final Period before = periods.isEmpty() ? null : periods.get(periods.size() - 1);
        final String notice =
                "from frame "
                        + fromFrame
                        + " on "
                        + FirmwareSpec.shown(firmware)
                        + (before == null
                                ? ""
                                : "; before it "
                                        + FirmwareSpec.shown(before.firmware())
                                        + ": "
                                        + spread(
                                                ended(before, fromFrame, framesPerQueue),
                                                framesPerQueue.length)
                                        + failed(failures));
        if (before != null) {
            periods.set(periods.size() - 1, ended(before, fromFrame, framesPerQueue));
        }
        framesBefore = framesPerQueue.clone();
        if (periods.size() == MOST_PERIODS) {
            periods.remove(1); // The first tells what the run began with.
            left++;
        }
        periods.add(new Period(fromFrame, fromFrame - 1, firmware, 0, 0));
        return notice;
    }

    private Period ended(
            final Period period, final long beforeFrame, final long... framesPerQueue) {
        long sum = 0;
        long most = 0;
        for (int queue = 0; queue < framesPerQueue.length; queue++) {
            final long frames = framesPerQueue[queue] - framesBefore[queue];
            sum += frames;
            most = Math.max(most, frames);
        }
        return new Period(period.fromFrame(), beforeFrame - 1, period.firmware(), sum, most);
    }

    private static String failed(final long failures) {
        return failures == 0
                ? ""
                : String.format(Locale.ROOT, ", %,d failure%s", failures, failures == 1 ? "" : "s");
    }

    private static String spread(final Period period, final int queues) {
        return String.format(Locale.ROOT, "%,d frames", period.frames())
                + (period.frames() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", max/mean %.2f",
                                (double) period.most() * queues / period.frames()));
    }

    /**
     * In their order; the last one goes on.
     *
     * @param frames taken from the wire so far
     * @param framesPerQueue that the queues have got so far
     */
    public List<Period> periods(final long frames, final long... framesPerQueue) {
        final List<Period> all = new ArrayList<>(periods);
        if (!all.isEmpty()) {
            final int last = all.size() - 1;
            all.set(last, ended(all.get(last), frames, framesPerQueue));
        }
        return List.copyOf(all);
    }

    /** Periods that are not in the list, between its first and its second: it is bounded. */
    public long left() {
        return left;
    }
}
