package knet.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import knet.driver.abi.DeviceDescriptor;
import knet.firmware.FirmwareException;
import knet.firmware.FirmwareSpec;
import knet.threads.mode.Mode;
import knet.threads.mode.Modes;
import knet.tools.lab.cost.CostModels;
import knet.tools.lab.experiment.Factor;
import knet.tools.lab.experiment.Measure;
import knet.tools.lab.experiment.Plan;
import knet.tools.lab.experiment.Way;
import knet.tools.lab.sim.MachineConfig;
import knet.tools.report.Units;
import knet.traces.pace.Pacer;

/**
 * What a file for {@code knet lab run} asks for.
 *
 * @param costs name or file of the prices
 * @param x what curves are drawn over; empty if nothing with numbers varies
 * @param traffic what comes in; empty if the file does not say
 */
record SweepPlan(
        SweepFile file,
        Plan plan,
        String costs,
        long seed,
        Optional<Factor> x,
        List<Measure> ys,
        List<String> traffic) {
    static final String TRAFFIC = "traffic";

    /** More take a machine for hours. */
    static final int MOST_RUNS = 2_000;

    private static final String MODES = "modes";
    private static final String FIRMWARE = "firmware";
    private static final String COSTS = "costs";
    private static final String SEED = "seed";
    private static final String X = "x";
    private static final String Y = "y";
    private static final int MOST_USECS = 1_000_000;

    /** Keys that a file may have. */
    static final List<String> KEYS =
            Stream.of(List.of(MODES, FIRMWARE), Factor.keys(), List.of(COSTS, SEED, TRAFFIC, X, Y))
                    .flatMap(List::stream)
                    .toList();

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if something in it is wrong; one line of text that says
     *     where
     */
    static SweepPlan read(final Path path) throws IOException {
        return of(SweepFile.read(path, KEYS));
    }

    /** The same for lines that have been read. */
    static SweepPlan of(final SweepFile file) throws IOException {
        final List<Mode> modes = modes(file);
        final List<String> classifiers =
                file.distinct(
                        FIRMWARE,
                        WayOptions.split(String.join(",", elements(file, FIRMWARE, "flow-hash"))));
        final Plan plan =
                new Plan(
                        Way.all(modes, classifiers),
                        file.integers(Factor.CPUS.key(), "4", 1, MachineConfig.MAX_CPUS),
                        rates(file),
                        file.integers(Factor.RX_USECS.key(), "0", 0, MOST_USECS),
                        file.integers(
                                Factor.RX_FRAMES.key(), "0", 0, DeviceDescriptor.MAX_RING_SIZE),
                        rings(file));
        if (plan.runs() > MOST_RUNS) {
            throw new IllegalArgumentException(
                    file.name()
                            + ": asks for "
                            + Units.plural(plan.runs(), "run")
                            + ", and there may be "
                            + Units.count(MOST_RUNS)
                            + ": every value of a list goes with every one of all others");
        }
        checkClassifiers(file, classifiers, plan);
        final Optional<Factor> x = x(file, plan);
        return new SweepPlan(file, plan, costs(file), seed(file), x, measures(file), traffic(file));
    }

    /** As {@link SweepFile#list}, but elements may be there twice: those of a specification. */
    private static List<String> elements(
            final SweepFile file, final String key, final String usual) {
        final List<String> elements = new ArrayList<>();
        for (final String element : file.get(key, usual).split(",", -1)) {
            if (element.isBlank()) {
                throw file.wrong(key, "between two commas, or beside one, there is nothing");
            }
            elements.add(element.strip());
        }
        return elements;
    }

    private static List<Mode> modes(final SweepFile file) {
        final String all = Modes.all().stream().map(Mode::name).collect(Collectors.joining(","));
        final List<Mode> modes = new ArrayList<>();
        for (final String name : file.list(MODES, all)) {
            try {
                modes.add(Modes.byName(name));
            } catch (final IllegalArgumentException e) {
                throw file.wrong(MODES, e.getMessage());
            }
        }
        return modes;
    }

    private static void checkClassifiers(
            final SweepFile file, final List<String> classifiers, final Plan plan) {
        for (final int cpus : plan.cpus()) {
            for (final String text : classifiers) {
                try {
                    OwnFirmware.create(FirmwareSpec.parse(text), cpus);
                } catch (final FirmwareException e) {
                    throw file.wrong(FIRMWARE, e.getMessage());
                }
            }
        }
    }

    private static List<String> rates(final SweepFile file) {
        final List<String> rates = file.list(Factor.RATE.key(), "original");
        for (final String rate : rates) {
            try {
                Pacer.parse(rate);
            } catch (final IllegalArgumentException e) {
                throw file.wrong(Factor.RATE.key(), e.getMessage());
            }
        }
        return rates;
    }

    private static List<Integer> rings(final SweepFile file) {
        final List<Integer> rings =
                file.integers(
                        Factor.RING.key(),
                        "1024",
                        DeviceDescriptor.MIN_RING_SIZE,
                        DeviceDescriptor.MAX_RING_SIZE);
        for (final int ring : rings) {
            if (Integer.bitCount(ring) != 1) {
                throw file.wrong(Factor.RING.key(), "must be a power of two, not " + ring);
            }
        }
        return rings;
    }

    private static String costs(final SweepFile file) throws IOException {
        final String costs = file.get(COSTS, "piii-550");
        try {
            CostModels.load(costs).costs();
            return costs;
        } catch (final IllegalArgumentException e) {
            throw file.wrong(COSTS, e.getMessage());
        }
    }

    private static long seed(final SweepFile file) {
        try {
            return Long.parseLong(file.get(SEED, "1"));
        } catch (final NumberFormatException e) {
            throw file.wrong(SEED, "'" + file.get(SEED, "") + "' is no whole number");
        }
    }

    private static Optional<Factor> x(final SweepFile file, final Plan plan) {
        final Optional<Factor> x;
        if (file.has(X)) {
            final String key = file.get(X, "");
            x = Factor.of(key);
            if (x.isEmpty()) {
                throw file.wrong(
                        X,
                        "must be one of "
                                + String.join(", ", Factor.keys())
                                + ", not '"
                                + key
                                + "'");
            }
        } else {
            x = Stream.of(Factor.values()).filter(plan::varies).findFirst();
        }
        if (x.equals(Optional.of(Factor.RATE))
                && plan.rates().stream()
                        .anyMatch(rate -> Pacer.parse(rate).framesPerSecond().isEmpty())) {
            if (file.has(X)) {
                throw file.wrong(X, "rate needs all rates in frames a second, as 10kpps");
            }
            return Optional.empty();
        }
        return x;
    }

    private static List<Measure> measures(final SweepFile file) {
        final List<Measure> measures = new ArrayList<>();
        for (final String key : file.list(Y, "throughput,p99")) {
            measures.add(
                    Measure.of(key)
                            .orElseThrow(
                                    () ->
                                            file.wrong(
                                                    Y,
                                                    "no '"
                                                            + key
                                                            + "'; there are "
                                                            + String.join(", ", Measure.keys()))));
        }
        return measures;
    }

    /** A specification has commas of its own; names of files are separated by them. */
    private static List<String> traffic(final SweepFile file) {
        if (!file.has(TRAFFIC)) {
            return List.of();
        }
        final String text = file.get(TRAFFIC, "");
        return text.matches("(generate|store):.*") ? List.of(text) : elements(file, TRAFFIC, "");
    }
}
