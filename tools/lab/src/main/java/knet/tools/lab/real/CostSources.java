package knet.tools.lab.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.Mark;

/** Puts the figures of a calibration together: how each was measured, or why it was not. */
final class CostSources {
    private static final Path TIME_SLICE = Path.of("/sys/kernel/debug/sched/base_slice_ns");
    private static final double USUAL_TIME_SLICE_NS = 3e6;

    private static final Map<Cost, String> MEASURED = new EnumMap<>(Cost.class);
    private static final Map<Cost, String> NOTHING = new EnumMap<>(Cost.class);

    static {
        MEASURED.put(
                Cost.NIC_PACKET,
                "NicAgent in turns of 64 UDP frames of 60 to 1514 bytes, into a ring that the other"
                        + " processor has read: the line at no bytes");
        MEASURED.put(Cost.NIC_BYTE, "slope of that line");
        MEASURED.put(Cost.NIC_TURN, "NicAgent in turns of 1 frame and of 64");
        MEASURED.put(
                Cost.NIC_NOTIFY,
                "word and bell, for the one who rings; a thread asleep on the other processor for"
                        + " 5 us");
        MEASURED.put(
                Cost.NIC_NOTIFY_EARLY,
                "the same for a thread that has armed, and is on its way to sleep");
        MEASURED.put(Cost.WAKE_LATENCY, "from before the bell to running, after a sleep of 5 us");
        MEASURED.put(
                Cost.FALL_ASLEEP,
                "frames that come up to 4 us after arming: until when they still meet a thread"
                        + " awake");
        MEASURED.put(
                Cost.WAKE_EARLY,
                "the whole way of those threads, to sleep and back, without fall-asleep");
        MEASURED.put(
                Cost.SOFTIRQ,
                "as wake-latency: on the real clock a poller of any mode is a thread, which the NIC"
                        + " wakes");
        MEASURED.put(
                Cost.CONTEXT_SWITCH,
                "two threads of one processor wake each other in turn; half of that, without the"
                        + " bell");
        MEASURED.put(
                Cost.INTERRUPT_PACKET,
                "interrupt part of mode interrupt, from a ring that the other processor has"
                        + " written");
        MEASURED.put(Cost.CLASSIFY_PACKET, "flow-hash on frames of 60 bytes in memory");
        MEASURED.put(
                Cost.RX_PACKET,
                "network thread in polls of 64 frames, UDP and TCP of 60 to 1514 bytes, application"
                        + " included, from a ring that the other processor has written: the line at"
                        + " no bytes");
        MEASURED.put(Cost.RX_BYTE, "slope of that line");
        MEASURED.put(Cost.RX_POLL, "network thread in polls of 1 frame and of 64");
        MEASURED.put(Cost.EMPTY_POLL, "busy-poll of an empty ring, clock read included");
        MEASURED.put(
                Cost.FLOW_MISS,
                "ring of TCP handled where the last one was handled, and where it was not; by"
                        + " distinct flow");
        MEASURED.put(
                Cost.REMOTE_BYTE, "64 KiB read that the other processor has written, or this one");
        MEASURED.put(Cost.LOCK, "a ReentrantLock of one thread");
        NOTHING.put(
                Cost.INTERRUPT,
                "there is none on the real clock: the NIC wakes the thread (nic-notify,"
                        + " wake-latency)");
        NOTHING.put(Cost.WAKE, "the NIC wakes the thread, and pays for it: nic-notify");
        NOTHING.put(Cost.IPI, "the NIC wakes the thread where it is: nic-notify");
        NOTHING.put(
                Cost.USER_PACKET,
                "the application runs inside the network thread: a part of rx-packet");
        NOTHING.put(Cost.USER_BYTE, "as user-packet");
    }

    private CostSources() {}

    /**
     * One figure for every cost.
     *
     * @param samples of the rounds that count
     * @throws NotMeasurable if they miss a cost
     */
    static List<CostFigure> figures(final Samples samples) {
        final List<CostFigure> figures = new ArrayList<>();
        for (final Cost cost : Cost.values()) {
            figures.add(figure(cost, samples.of(cost)));
        }
        return figures;
    }

    private static CostFigure figure(final Cost cost, final double[] rounds) {
        if (cost == Cost.TIME_SLICE) {
            return timeSlice();
        }
        if (NOTHING.containsKey(cost)) {
            return new CostFigure(cost, new double[] {0}, Mark.ASSUMED, NOTHING.get(cost));
        }
        if (rounds.length == 0) {
            throw new NotMeasurable(
                    "no round has come to a figure for "
                            + cost.key()
                            + ": others use too much of this machine");
        }
        return new CostFigure(cost, rounds, Mark.MEASURED, MEASURED.get(cost));
    }

    private static CostFigure timeSlice() {
        try {
            final double ns = Double.parseDouble(Files.readString(TIME_SLICE).strip());
            if (ns >= 1) {
                return new CostFigure(
                        Cost.TIME_SLICE,
                        new double[] {ns},
                        Mark.CITED,
                        "base_slice_ns of this kernel's scheduler");
            }
        } catch (final IOException | NumberFormatException e) {
            // Only root may read it, and only where debugfs is.
        }
        return new CostFigure(
                Cost.TIME_SLICE,
                new double[] {USUAL_TIME_SLICE_NS},
                Mark.ASSUMED,
                "base slice of Linux 6; this kernel does not tell its own");
    }
}
