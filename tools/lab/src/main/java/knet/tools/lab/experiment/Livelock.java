package knet.tools.lab.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import knet.driver.abi.DeviceDescriptor;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.Costs;

/**
 * Offered load against what reaches the application: Figure 1 of the KNET paper, section 3, after
 * Mogul and Ramakrishnan, "Eliminating receive livelock in an interrupt-driven kernel", ACM TOCS
 * 15(3), 1997.
 */
public final class Livelock {
    /** Traffic unless the user has some: datagrams that all carry data, so few that any cost. */
    public static final String TRAFFIC = "proto=udp,size=60,flows=10000";

    private static final int POINTS = 16;

    /** Beyond the rate at which interrupt routines alone take every processor. */
    private static final double BEYOND_SATURATION = 1.25;

    /** At least, and at most, so many times what processors could do without any overhead. */
    private static final double LEAST_OVERLOAD = 2.5;

    private static final double MOST_OVERLOAD = 8;
    private static final double OF_THE_NIC = 0.99;
    private static final int SMALL_FRAME_BYTES = 60;
    private static final double NS_PER_SECOND = 1e9;

    private final Runner runner;
    private final Setup base;
    private final List<Way> ways;
    private final double mostPerSecond;

    /**
     * @param base the machine; its way and rate do not matter
     */
    public Livelock(final Runner runner, final Setup base, final List<Way> ways) {
        this.runner = runner;
        this.base = base;
        this.ways = List.copyOf(ways);
        this.mostPerSecond = mostPerSecond(base, this.ways);
    }

    /**
     * What came out.
     *
     * @param base the machine
     * @param workload names of what came in
     * @param mostPerSecond end of the range of loads
     * @param isNicBound the range ends there because the NIC takes no more
     * @param isWhole false if it was stopped before its end
     */
    public record Result(
            Setup base,
            List<String> workload,
            double mostPerSecond,
            boolean isNicBound,
            List<LoadCurve> curves,
            boolean isWhole) {
        public Result {
            workload = List.copyOf(workload);
            curves = List.copyOf(curves);
        }
    }

    /**
     * Where a sweep should end: beyond the load at which interrupt routines alone would take every
     * processor, where there are such routines, and well beyond what the processors could do if
     * nothing but the stack and the application cost anything.
     */
    static double mostPerSecond(final Setup base, final List<Way> ways) {
        final Costs costs = base.costs().costs();
        final double idealPerSecond =
                base.cpus()
                        * NS_PER_SECOND
                        / (costs.rxNs(SMALL_FRAME_BYTES) + costs.userNs(SMALL_FRAME_BYTES));
        double most = LEAST_OVERLOAD * idealPerSecond;
        if (ways.stream().anyMatch(Livelock::interruptsForEveryFrame)) {
            final double routineNs =
                    Math.max(1, costs.ns(Cost.INTERRUPT) + costs.ns(Cost.INTERRUPT_PACKET));
            most = Math.max(most, BEYOND_SATURATION * base.cpus() * NS_PER_SECOND / routineNs);
        }
        most = Math.min(most, MOST_OVERLOAD * idealPerSecond);
        return Math.min(most, nicPerSecond(costs));
    }

    /** What the NIC takes; it would be late for more. */
    private static double nicPerSecond(final Costs costs) {
        return OF_THE_NIC * NS_PER_SECOND / Math.max(1, costs.ns(Cost.NIC_PACKET));
    }

    private static boolean interruptsForEveryFrame(final Way way) {
        return way.mode().interruptMode() == DeviceDescriptor.INTERRUPT_MODE_UNMASKED;
    }

    /** Jobs that a sweep will have. */
    public int jobs() {
        return ways.size() * (POINTS + 1);
    }

    /**
     * Does it.
     *
     * @throws IOException if the workload cannot be read
     */
    public Result run(final Sweep sweep) throws IOException {
        sweep.expect(jobs());
        final List<List<LoadCurve.Point>> points = points(sweep);
        final List<LossFree> lossFree = lossFree(sweep, points);
        final List<LoadCurve> curves = new ArrayList<>();
        for (int i = 0; i < ways.size(); i++) {
            curves.add(new LoadCurve(ways.get(i), points.get(i), lossFree.get(i)));
        }
        return new Result(
                base,
                runner.workload().names(),
                mostPerSecond,
                mostPerSecond == nicPerSecond(base.costs().costs()),
                curves,
                !sweep.isStopped());
    }

    /** Of each way, by rising load. */
    private List<List<LoadCurve.Point>> points(final Sweep sweep) throws IOException {
        final List<Callable<LoadCurve.Point>> jobs = new ArrayList<>();
        // By rising load, so that what was stopped has the left part of every curve.
        for (int load = 1; load <= POINTS; load++) {
            final double rate = mostPerSecond * load / POINTS;
            for (final Way way : ways) {
                jobs.add(() -> new LoadCurve.Point(rate, runner.steady(base.withWay(way), rate)));
            }
        }
        final List<LoadCurve.Point> done = sweep.run(jobs);
        final List<List<LoadCurve.Point>> points = new ArrayList<>();
        for (int i = 0; i < ways.size(); i++) {
            final List<LoadCurve.Point> ofWay = new ArrayList<>();
            for (int load = 1; load <= POINTS; load++) {
                final LoadCurve.Point point = done.get((load - 1) * ways.size() + i);
                if (point != null) {
                    ofWay.add(point);
                }
            }
            points.add(ofWay);
        }
        return points;
    }

    /** Of each way, between the last clean point and the first one with loss. */
    private List<LossFree> lossFree(final Sweep sweep, final List<List<LoadCurve.Point>> points)
            throws IOException {
        final List<Callable<LossFree>> jobs = new ArrayList<>();
        for (int i = 0; i < ways.size(); i++) {
            final List<LoadCurve.Point> ofWay = points.get(i);
            final Setup setup = base.withWay(ways.get(i));
            jobs.add(() -> lossFree(setup, ofWay));
        }
        return sweep.run(jobs);
    }

    private LossFree lossFree(final Setup setup, final List<LoadCurve.Point> points)
            throws IOException {
        double cleanPerSecond = 0;
        Figures clean = null;
        for (final LoadCurve.Point point : points) {
            if (!LossFree.isFreeOfLoss(point.figures())) {
                return LossFree.find(runner, setup, cleanPerSecond, point.offeredPerSecond());
            }
            cleanPerSecond = point.offeredPerSecond();
            clean = point.figures();
        }
        return new LossFree(cleanPerSecond, true, clean);
    }
}
