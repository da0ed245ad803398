package knet.tools.lab.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import knet.threads.mode.Delivery;
import knet.threads.mode.Mode;
import knet.threads.mode.Modes;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.CostModel;
import knet.tools.lab.cost.Mark;
import knet.tools.lab.cost.Price;

/**
 * The paper's model beside simulated machines: how much quicker all processors are than one that
 * runs the network's stack for all (NAPI with its interrupts on one processor), over p and Ta/Te.
 */
public final class ModelCheck {
    /** Traffic unless the user has some: many flows, so that hashing spreads them evenly. */
    public static final String TRAFFIC = "proto=udp,size=60,flows=20000";

    /** Ratios Ta/Te unless the user has some; 55/45 and 75/25 are the paper's. */
    public static final List<Double> RATIOS = List.of(0.25, 0.5, 1.0, 55.0 / 45, 2.0, 3.0, 6.0);

    /** Te: what a frame takes in the network. */
    private static final double EVENT_NS = 10_000;

    /** Not a price, but how long threads take turns: short, so that runs may be short. */
    private static final double SLICE_NS = 5_000_000;

    private static final int FRAMES = 256;
    private static final double LEAST_OF_MODEL = 0.4;
    private static final double MOST_OF_MODEL = 1.1;
    private static final int PROBE_FRAMES = 20_000;
    private static final String PROBE_RATE = "1kpps";

    private final Runner runner;
    private final Setup base;
    private final List<Mode> modes;
    private final List<Integer> processors;
    private final List<Double> ratios;

    /**
     * @param base the machine; of its costs all but rx-packet, rx-byte, user-packet, user-byte and
     *     time-slice are kept
     * @param modes that run the stack on all processors
     * @param ratios Ta/Te
     */
    public ModelCheck(
            final Runner runner,
            final Setup base,
            final List<Mode> modes,
            final List<Integer> processors,
            final List<Double> ratios) {
        this.runner = runner;
        this.base = base;
        this.modes = List.copyOf(modes);
        this.processors = List.copyOf(processors);
        this.ratios = List.copyOf(ratios);
    }

    /** Prices of the model alone: nothing but the stack and the application costs anything. */
    public static CostModel nothingElse() {
        final Map<Cost, Price> prices = new EnumMap<>(Cost.class);
        for (final Cost cost : Cost.values()) {
            prices.put(cost, new Price(0, Mark.CITED, "KNET paper, section 2: it is neglected"));
        }
        final String least = "the least there is: the paper neglects it";
        prices.put(Cost.EMPTY_POLL, new Price(1, Mark.ASSUMED, least));
        prices.put(Cost.NIC_PACKET, new Price(1, Mark.ASSUMED, least));
        prices.put(Cost.TIME_SLICE, new Price(SLICE_NS, Mark.ASSUMED, "turns of threads"));
        return new CostModel("model", prices);
    }

    /** A model with Te and Ta in it. */
    static CostModel with(
            final CostModel others, final double eventNs, final double applicationNs) {
        final String source = "KNET paper, section 2: Te and Ta are what is varied";
        return others.with(Cost.RX_PACKET, new Price(eventNs, Mark.ASSUMED, source))
                .with(Cost.RX_BYTE, new Price(0, Mark.ASSUMED, source))
                .with(Cost.USER_PACKET, new Price(applicationNs, Mark.ASSUMED, source))
                .with(Cost.USER_BYTE, new Price(0, Mark.ASSUMED, source))
                .with(Cost.TIME_SLICE, new Price(SLICE_NS, Mark.ASSUMED, "turns of threads"));
    }

    /**
     * A pair of machines.
     *
     * @param mode of the one that runs the stack on all processors
     * @param model what the paper says of them
     * @param single the one stack processor; null if it was not run
     * @param parallel all processors; null if it was not run
     */
    public record Cell(Mode mode, double ratio, SpeedupModel model, Peak single, Peak parallel) {
        /** True if both have been run. */
        public boolean isDone() {
            return single != null && parallel != null;
        }

        /** How much quicker the simulated machines are. */
        public double speedup() {
            return parallel.consumedPerSecond() / single.consumedPerSecond();
        }

        /** Of the simulated speedup from the paper's, percent. */
        public double deviationPercent() {
            return 100 * (speedup() / model.speedup() - 1);
        }

        /** Of the simulated speedup from that with user threads that stay, percent. */
        public double boundDeviationPercent() {
            return 100 * (speedup() / model.boundSpeedup() - 1);
        }

        /**
         * Of the busy time of a machine, what neither the stack (Te) nor the application (Ta) took,
         * percent.
         */
        public double othersPercent(final Peak peak) {
            final Figures figures = peak.figures();
            double busyNs = 0;
            for (final var cpu : figures.cpus()) {
                busyNs += cpu.busyNs();
            }
            final double modelNs =
                    figures.delivered() * EVENT_NS + figures.consumed() * model.applicationNs();
            return busyNs == 0 ? 0 : Math.max(0, 100 * (1 - modelNs / busyNs));
        }

        /** How much more than its share the busiest queue of all processors has got, percent. */
        public double imbalancePercent() {
            final Double most = parallel.figures().steering().maxOverMean();
            return most == null ? 0 : 100 * (most - 1);
        }
    }

    /**
     * What came out.
     *
     * @param dataShare of the frames, those that carry data for an application: a request takes Te
     *     for each frame and Ta for each of these
     */
    public record Result(
            Setup base,
            List<String> workload,
            double dataShare,
            List<Cell> cells,
            boolean isWhole) {
        public Result {
            workload = List.copyOf(workload);
            cells = List.copyOf(cells);
        }
    }

    private record Key(int processors, double ratio) {}

    private List<Key> keys() {
        final List<Key> keys = new ArrayList<>();
        for (final int count : processors) {
            for (final double ratio : ratios) {
                keys.add(new Key(count, ratio));
            }
        }
        return keys;
    }

    /**
     * Does it.
     *
     * @throws IOException if the workload cannot be read, or brings applications nothing
     */
    public Result run(final Sweep sweep) throws IOException {
        final List<Key> keys = keys();
        sweep.expect(1 + keys.size() * (1 + modes.size()));
        final Callable<Figures> first = this::probe;
        final Figures probe = sweep.run(List.of(first)).get(0);
        if (probe == null) {
            return new Result(base, runner.workload().names(), 1, List.of(), false);
        }
        if (probe.consumed() == 0) {
            throw new IOException(
                    String.join(", ", runner.workload().names())
                            + ": none of the frames carries data for an application");
        }
        final double dataShare = (double) probe.consumed() / probe.offered();
        final List<Peak> peaks = sweep.run(jobs(keys, dataShare));
        final List<Cell> cells = new ArrayList<>();
        for (int m = 0; m < modes.size(); m++) {
            for (int k = 0; k < keys.size(); k++) {
                cells.add(
                        new Cell(
                                modes.get(m),
                                keys.get(k).ratio(),
                                model(keys.get(k), dataShare),
                                peaks.get(k * (1 + modes.size())),
                                peaks.get(k * (1 + modes.size()) + 1 + m)));
            }
        }
        return new Result(base, runner.workload().names(), dataShare, cells, !sweep.isStopped());
    }

    /** At a load so low that nothing is lost: how many frames carry data. */
    private Figures probe() throws IOException {
        final Setup setup = setup(modes.get(0), new Key(1, 0), 1).withRate(PROBE_RATE);
        return runner.first(setup, PROBE_FRAMES);
    }

    /**
     * Of every key the single stack processor, then of each mode all processors: what was stopped
     * has whole pairs.
     */
    private List<Callable<Peak>> jobs(final List<Key> keys, final double dataShare) {
        final Mode single = Modes.byName("napi");
        final List<Callable<Peak>> jobs = new ArrayList<>();
        for (final Key key : keys) {
            jobs.add(
                    peak(
                            setup(single, key, dataShare).withDelivery(Delivery.FIXED),
                            model(key, dataShare).singlePerSecond() / dataShare));
            for (final Mode mode : modes) {
                jobs.add(
                        peak(
                                setup(mode, key, dataShare),
                                model(key, dataShare).parallelPerSecond() / dataShare));
            }
        }
        return jobs;
    }

    private Callable<Peak> peak(final Setup setup, final double modelPerSecond) {
        return () ->
                Peak.find(
                        runner,
                        setup,
                        LEAST_OF_MODEL * modelPerSecond,
                        MOST_OF_MODEL * modelPerSecond);
    }

    /** A request is a frame with data, and its part of those without. */
    private static SpeedupModel model(final Key key, final double dataShare) {
        final double eventNs = EVENT_NS / dataShare;
        return new SpeedupModel(key.processors(), eventNs, key.ratio() * eventNs);
    }

    private Setup setup(final Mode mode, final Key key, final double dataShare) {
        final String firmware = base.way().firmware();
        return base.withWay(new Way(mode, firmware))
                .withCpus(key.processors())
                .withSizes(FRAMES, FRAMES)
                .withCosts(with(base.costs(), EVENT_NS, key.ratio() * EVENT_NS / dataShare));
    }
}
