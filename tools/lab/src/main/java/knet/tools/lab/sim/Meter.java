package knet.tools.lab.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What happens between two instants of a run: without its beginning, while queues fill, and its
 * end, while they drain.
 */
public final class Meter implements Actor {
    private static final long END = 1;

    private final Cpu[] cpus;
    private final UserTask[] users;
    private final LongSupplier offered;
    private final long fromNs;
    private final long toNs;
    private Reading first;
    private Reading last;
    private long firstNs;
    private long lastNs;

    Meter(
            final Cpu[] cpus,
            final UserTask[] users,
            final LongSupplier offered,
            final long fromNs,
            final long toNs) {
        if (fromNs < 0 || toNs <= fromNs) {
            throw new IllegalArgumentException("metering from " + fromNs + " to " + toNs + " ns");
        }
        this.cpus = cpus;
        this.users = users;
        this.offered = offered;
        this.fromNs = fromNs;
        this.toNs = toNs;
    }

    /**
     * What was counted.
     *
     * @param offered frames that the NIC has taken
     * @param consumed frames whose data a user thread consumed
     * @param consumedBytes of those frames
     * @param busyNs time on each account of each processor, in the order of {@link Level}
     */
    public record Reading(long offered, long consumed, long consumedBytes, List<long[]> busyNs) {
        public Reading {
            busyNs = List.copyOf(busyNs);
        }

        private Reading minus(final Reading before) {
            final List<long[]> differences = new ArrayList<>();
            for (int cpu = 0; cpu < busyNs.size(); cpu++) {
                final long[] difference = busyNs.get(cpu).clone();
                for (int level = 0; level < difference.length; level++) {
                    difference[level] -= before.busyNs.get(cpu)[level];
                }
                differences.add(difference);
            }
            return new Reading(
                    offered - before.offered,
                    consumed - before.consumed,
                    consumedBytes - before.consumedBytes,
                    differences);
        }
    }

    void start(final EventQueue events) {
        first = read(0);
        events.add(fromNs, this, 0);
        events.add(toNs, this, END);
    }

    @Override
    public void onEvent(final long nowNs, final long what) {
        if (what == END) {
            end(nowNs);
        } else {
            first = read(nowNs);
            firstNs = nowNs;
        }
    }

    /** The run is over, perhaps earlier than was thought. */
    void end(final long nowNs) {
        if (last == null) {
            last = read(nowNs);
            lastNs = nowNs;
        }
    }

    /** A step that goes on counts with the part that lies before. */
    private Reading read(final long nowNs) {
        long consumed = 0;
        long bytes = 0;
        for (final UserTask user : users) {
            consumed += user.consumed();
            bytes += user.consumedBytes();
        }
        final List<long[]> busyNs = new ArrayList<>();
        for (final Cpu cpu : cpus) {
            final long[] accounts = new long[Level.values().length];
            for (final Level level : Level.values()) {
                accounts[level.ordinal()] = cpu.busyNs(level, nowNs);
            }
            busyNs.add(accounts);
        }
        return new Reading(offered.getAsLong(), consumed, bytes, busyNs);
    }

    /** What happened in between; only after the run. */
    public Reading reading() {
        return last.minus(first);
    }

    /** How long that was, nanoseconds: less than was asked for if the run ended before. */
    public long ns() {
        return lastNs - firstNs;
    }
}
