package knet.tools.lab.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What each processor ran when, and when notifications were raised, in a window of a run. */
public final class Timeline {
    /**
     * What is to be recorded.
     *
     * @param fromNs virtual time at which it begins
     * @param toNs virtual time at which it ends
     * @param mostSpans it ends earlier when it has so many
     */
    public record Window(long fromNs, long toNs, int mostSpans) {
        public Window {
            if (fromNs < 0 || toNs <= fromNs || mostSpans < 1) {
                throw new IllegalArgumentException(
                        "a window from " + fromNs + " to " + toNs + " ns, " + mostSpans + " spans");
            }
        }
    }

    /** What happened to a notification. */
    public enum Kind {
        /** It was raised. */
        RAISED,
        /** A frame came for a queue that is polled: nothing was raised. */
        SUPPRESSED,
        /** It was put off by moderation, and is raised now. */
        MODERATED,
        /** It was raised and never arrived: a fault that was asked for. */
        LOST
    }

    /**
     * A piece of work.
     *
     * @param what ran: an agent, "interrupt", "user"
     * @param steps that it consists of
     */
    public record Span(int cpu, Level level, String what, long startNs, long endNs, int steps) {}

    /** Something that happened to a queue's notification. */
    public record Instant(int queue, Kind kind, long timeNs) {}

    private final Window window;

    /** Of each processor, its last span. */
    private final int[] lastOf;

    private final List<Span> spans = new ArrayList<>();
    private final List<Instant> instants = new ArrayList<>();
    private boolean isFull;
    private long endNs;

    Timeline(final Window window, final int cpus) {
        this.window = window;
        this.lastOf = new int[cpus];
        Arrays.fill(lastOf, -1);
    }

    boolean isOpen(final long nowNs) {
        return !isFull && nowNs >= window.fromNs() && nowNs < window.toNs();
    }

    /** A step of a task; steps of the same task that follow each other become one span. */
    void span(
            final int cpu,
            final Level level,
            final String what,
            final long startNs,
            final long endOfStepNs) {
        if (isFull || endOfStepNs <= window.fromNs() || startNs >= window.toNs()) {
            return;
        }
        endNs = Math.max(endNs, endOfStepNs);
        final int lastIndex = lastOf[cpu];
        if (lastIndex >= 0) {
            final Span last = spans.get(lastIndex);
            if (last.endNs() == startNs && last.level() == level && last.what().equals(what)) {
                spans.set(
                        lastIndex,
                        new Span(cpu, level, what, last.startNs(), endOfStepNs, last.steps() + 1));
                return;
            }
        }
        lastOf[cpu] = spans.size();
        spans.add(new Span(cpu, level, what, startNs, endOfStepNs, 1));
        isFull = spans.size() + instants.size() >= window.mostSpans();
    }

    void instant(final int queue, final Kind kind, final long nowNs) {
        if (isOpen(nowNs)) {
            instants.add(new Instant(queue, kind, nowNs));
            isFull = spans.size() + instants.size() >= window.mostSpans();
        }
    }

    /** Where it really begins. */
    public long fromNs() {
        return window.fromNs();
    }

    /** Where it really ends: with what was recorded last. */
    public long toNs() {
        return Math.max(window.fromNs() + 1, Math.min(window.toNs(), endNs));
    }

    /** True if it ended because there was too much to record. */
    public boolean isFull() {
        return isFull;
    }

    /** Of each processor in the order of time. */
    public List<Span> spans() {
        return Collections.unmodifiableList(spans);
    }

    /** In the order of time. */
    public List<Instant> instants() {
        return Collections.unmodifiableList(instants);
    }
}
