package knet.nic.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import knet.firmware.FirmwareSpec;

/**
 * Which firmware ran from which frame on, and how it spread them. The NIC thread's; something is
 * written when the firmware is exchanged, not for a frame. It can be kept outside the process, so
 * that the NIC that takes over from one that died goes on with it.
 */
public final class FirmwareHistory {
    /** A user who saves a file ever so often does not fill the memory. */
    public static final int MOST_PERIODS = 200;

    private final List<Period> periods;
    private final Consumer<Kept> keeper;
    private long[] framesBefore;
    private long left;
    private long swaps;
    private boolean hasBegun;

    /**
     * A firmware's time.
     *
     * @param fromFrame the first frame that it decided on, numbered from 0
     * @param toFrame the last one; one less than {@code fromFrame} if there was none
     * @param firmware its specification
     * @param hung whether it ended because a call of the firmware did not return
     * @param framesPerQueue frames of it that the queues have got, by queue; empty if it goes on
     */
    public record Period(
            long fromFrame,
            long toFrame,
            String firmware,
            boolean hung,
            List<Long> framesPerQueue) {
        public Period {
            framesPerQueue = List.copyOf(framesPerQueue);
        }

        /** Frames that the queues have got of it. */
        public long frames() {
            return framesPerQueue.stream().mapToLong(Long::longValue).sum();
        }

        /** Frames that the queue with the most has got. */
        public long most() {
            return framesPerQueue.stream().mapToLong(Long::longValue).max().orElse(0);
        }
    }

    /**
     * All that another process needs to go on.
     *
     * @param periods in their order; the last one goes on
     * @param framesBefore what the queues had got when the last one began
     * @param left periods that are not in the list, behind its first
     * @param swaps how often the firmware was exchanged for another one
     */
    public record Kept(List<Period> periods, List<Long> framesBefore, long left, long swaps) {
        /** Of a device whose first NIC this is. */
        public static final Kept NOTHING = new Kept(List.of(), List.of(), 0, 0);

        public Kept {
            periods = List.copyOf(periods);
            framesBefore = List.copyOf(framesBefore);
        }
    }

    /** Begins with nothing, and keeps nothing. */
    public FirmwareHistory() {
        this(Kept.NOTHING, kept -> {});
    }

    /**
     * Goes on where another process was.
     *
     * @param earlier what the other process had kept
     * @param keeper takes the history whenever a period has begun
     */
    public FirmwareHistory(final Kept earlier, final Consumer<Kept> keeper) {
        this.periods = new ArrayList<>(earlier.periods());
        this.framesBefore = earlier.framesBefore().stream().mapToLong(Long::longValue).toArray();
        this.left = earlier.left();
        this.swaps = earlier.swaps();
        this.keeper = keeper;
    }

    /**
     * Says why the process before ended: this firmware did not return. To be called before {@link
     * #begin}.
     *
     * @param firmware that hung; another one than ran if it hung at its start
     * @param toFrame the last frame that was decided on
     * @param frames taken from the wire so far
     * @param framesPerQueue that the queues have got so far
     */
    public void endByHang(
            final String firmware,
            final long toFrame,
            final long frames,
            final long... framesPerQueue) {
        if (periods.isEmpty()) {
            return; // That process kept nothing, so nobody knows where it began.
        }
        final int last = periods.size() - 1;
        final Period open = ended(periods.get(last), frames, framesPerQueue);
        // A register holds its name, which cuts a long one.
        if (open.firmware().startsWith(firmware)) {
            periods.set(
                    last,
                    new Period(
                            open.fromFrame(),
                            Math.max(open.fromFrame() - 1, Math.min(toFrame, frames - 1)),
                            open.firmware(),
                            true,
                            open.framesPerQueue()));
        } else {
            periods.set(last, open);
            framesBefore = framesPerQueue.clone();
            add(new Period(frames, frames - 1, firmware, true, List.of()));
        }
    }

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
        final boolean isExchange = hasBegun && !QueueZero.NAME.equals(firmware);
        if (!hasBegun && before != null && !before.hung() && before.firmware().equals(firmware)) {
            hasBegun = true;
            return "from frame " + fromFrame + " on again " + FirmwareSpec.shown(firmware);
        }
        hasBegun = true;
        swaps += isExchange ? 1 : 0;
        String notice = "from frame " + fromFrame + " on " + FirmwareSpec.shown(firmware);
        if (before != null) {
            final Period ended = ended(before, fromFrame, framesPerQueue);
            periods.set(periods.size() - 1, ended);
            notice +=
                    "; before it "
                            + FirmwareSpec.shown(before.firmware())
                            + ": "
                            + spread(ended, framesPerQueue.length)
                            + failed(failures);
        }
        framesBefore = framesPerQueue.clone();
        add(new Period(fromFrame, fromFrame - 1, firmware, false, List.of()));
        keeper.accept(new Kept(periods, boxed(framesBefore), left, swaps));
        return notice;
    }

    private void add(final Period period) {
        if (periods.size() == MOST_PERIODS) {
            periods.remove(1); // The first tells what the run began with.
            left++;
        }
        periods.add(period);
    }

    private Period ended(
            final Period period, final long beforeFrame, final long... framesPerQueue) {
        if (period.hung()) {
            return period;
        }
        final long[] frames = framesPerQueue.clone();
        for (int queue = 0; queue < Math.min(frames.length, framesBefore.length); queue++) {
            frames[queue] -= framesBefore[queue];
        }
        return new Period(
                period.fromFrame(), beforeFrame - 1, period.firmware(), false, boxed(frames));
    }

    private static List<Long> boxed(final long... numbers) {
        return LongStream.of(numbers).boxed().toList();
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

    /**
     * How often the firmware was exchanged for another one that was handed in: neither the first
     * one of a process counts, nor what goes to queue 0 in place of one that failed.
     */
    public long swaps() {
        return swaps;
    }
}
