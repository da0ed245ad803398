package knet.tools.lab.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.Costs;

/**
 * How much more load a machine bears without loss with every processor that it gets: classifiers
 * that keep flows together against those that do not, over how unevenly clients send.
 */
public final class Scaling {
    /** Traffic unless the user has some, without its skew. */
    public static final String TRAFFIC = "proto=udp,size=60,flows=4000";

    /**
     * As many for each processor of a machine of any size: each is watched for as long, over as
     * many time slices, and may be behind by as much.
     */
    public static final int FRAMES_OF_A_PROCESSOR = 3_800;

    /**
     * Of the time of a run: so far may the last queue be behind when the wire ends. Frames at
     * random let queues be behind by tens of frames where nobody has too many, and the more queues
     * there are the longer is the longest.
     */
    public static final double MOST_BEHIND = 0.025;

    private static final int WARM_UP_PARTS = 4;
    private static final int SMALL_FRAME_BYTES = 60;
    private static final double NS_PER_SECOND = 1e9;
    private static final double OF_THE_NIC = 0.99;

    /**
     * Frames without data take less; costs by the byte are left out: more than that is beyond it.
     */
    private static final double BEYOND_IDEAL = 1.1;

    private final List<Traffic> traffics;
    private final Setup base;
    private final List<Way> ways;
    private final List<Integer> processors;

    /**
     * Traffic, under the name of what is varied.
     *
     * @param name as "zipf 1.1"
     */
    public record Traffic(String name, Runner runner) {}

    /**
     * @param base the machine; its way, processors and rate do not matter
     * @param processors numbers of them
     */
    public Scaling(
            final List<Traffic> traffics,
            final Setup base,
            final List<Way> ways,
            final List<Integer> processors) {
        this.traffics = List.copyOf(traffics);
        this.base = base;
        this.ways = List.copyOf(ways);
        this.processors = processors.stream().sorted().toList();
    }

    /**
     * A machine.
     *
     * @param traffic name of what comes in
     * @param lossFree the load that it bears; null if it was not found in time
     */
    public record Cell(Way way, String traffic, int processors, LossFree lossFree) {
        /** True if there is a load that it bears. */
        public boolean isDone() {
            return lossFree != null && lossFree.figures() != null;
        }

        /**
         * What reaches applications without loss, a second: of the whole run to the last frame, so
         * that what is still behind when the wire ends is not counted as borne in time.
         */
        public double perSecond() {
            final Figures figures = lossFree.figures();
            return figures.elapsedNs() <= 0
                    ? 0
                    : figures.consumed() * NS_PER_SECOND / figures.elapsedNs();
        }
    }

    /**
     * What came out.
     *
     * @param cells all that were asked for, by way, then traffic, then number of processors
     * @param isWhole false if it was stopped before its end
     */
    public record Result(Setup base, List<Cell> cells, boolean isWhole) {
        public Result {
            cells = List.copyOf(cells);
        }

        /** Processors of the smallest machine that was asked for. */
        public int smallest() {
            return cells.stream().mapToInt(Cell::processors).min().orElse(1);
        }

        /**
         * How many times the load of the smallest machine it bears in the same way; NaN if that
         * machine or this one was not done.
         */
        public double gain(final Cell cell) {
            final int smallest = smallest();
            for (final Cell first : cells) {
                if (first.processors() == smallest
                        && first.way().equals(cell.way())
                        && first.traffic().equals(cell.traffic())) {
                    return first.isDone() && cell.isDone() && first.perSecond() > 0
                            ? cell.perSecond() / first.perSecond()
                            : Double.NaN;
                }
            }
            return Double.NaN;
        }

        /**
         * The gain over the smallest machine, which counts as its processors; NaN if there is none
         * to tell.
         */
        public double speedup(final Cell cell) {
            return smallest() * gain(cell);
        }

        /** The same for each processor, percent; NaN if there is no speedup to tell. */
        public double efficiencyPercent(final Cell cell) {
            return 100 * speedup(cell) / cell.processors();
        }
    }

    /** Jobs that a sweep will have. */
    public int jobs() {
        return ways.size() * traffics.size() * processors.size();
    }

    /**
     * Does it.
     *
     * @throws IOException if a workload cannot be read
     */
    public Result run(final Sweep sweep) throws IOException {
        sweep.expect(jobs());
        final List<Callable<LossFree>> jobs = new ArrayList<>();
        // The smallest machines first: what was stopped has what speedups are held against.
        for (final int count : processors) {
            for (final Way way : ways) {
                for (final Traffic traffic : traffics) {
                    jobs.add(() -> lossFree(way, traffic, count));
                }
            }
        }
        final List<LossFree> found = sweep.run(jobs);
        final List<Cell> cells = new ArrayList<>();
        final int ofSize = ways.size() * traffics.size();
        for (int i = 0; i < ofSize; i++) {
            final Way way = ways.get(i / traffics.size());
            final Traffic traffic = traffics.get(i % traffics.size());
            for (int size = 0; size < processors.size(); size++) {
                cells.add(
                        new Cell(
                                way,
                                traffic.name(),
                                processors.get(size),
                                found.get(size * ofSize + i)));
            }
        }
        return new Result(base, cells, !sweep.isStopped());
    }

    private LossFree lossFree(final Way way, final Traffic traffic, final int count)
            throws IOException {
        final Setup setup = base.withWay(way).withCpus(count);
        return LossFree.find(
                traffic.runner(),
                setup,
                mostPerSecond(setup),
                rate -> length(rate, count),
                MOST_BEHIND);
    }

    static RunLength length(final double perSecond, final int count) {
        final long frames = (long) FRAMES_OF_A_PROCESSOR * count;
        final long endNs = Math.max(WARM_UP_PARTS, (long) (frames / perSecond * NS_PER_SECOND));
        return new RunLength(frames, endNs / WARM_UP_PARTS, endNs);
    }

    /** More than that cannot be, whatever the frames. */
    private static double mostPerSecond(final Setup setup) {
        final Costs costs = setup.costs().costs();
        final double perSecond =
                BEYOND_IDEAL * setup.cpus() * NS_PER_SECOND / costs.rxNs(SMALL_FRAME_BYTES);
        return Math.min(
                perSecond, OF_THE_NIC * NS_PER_SECOND / Math.max(1, costs.ns(Cost.NIC_PACKET)));
    }
}
