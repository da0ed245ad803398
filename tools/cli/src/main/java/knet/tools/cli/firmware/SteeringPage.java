package knet.tools.cli.firmware;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import knet.tools.cli.lab.Grid;
import knet.tools.cli.lab.Prices;
import knet.tools.lab.experiment.Figures;
import knet.tools.lab.experiment.PlannedRuns.Run;
import knet.tools.lab.experiment.SteeringContest;
import knet.tools.lab.experiment.SteeringWords;
import knet.tools.report.page.Answer;
import knet.tools.report.page.Axis;
import knet.tools.report.page.Figure;
import knet.tools.report.page.HeatMap;
import knet.tools.report.page.Origin;
import knet.tools.report.page.Page;
import knet.tools.report.page.Prose;
import knet.tools.report.page.Section;
import knet.tools.report.page.Unit;

/**
 * A sweep for a browser: the answer, and a heat map of each figure that tells classifiers apart.
 */
final class SteeringPage {
    private final SteeringMatrix matrix;
    private final List<Run> runs;
    private final List<Integer> queues;

    SteeringPage(final SteeringMatrix matrix) {
        this.matrix = matrix;
        this.runs = matrix.result().runs();
        this.queues = runs.stream().map(run -> run.setup().cpus()).distinct().sorted().toList();
    }

    /**
     * A figure of every run.
     *
     * @param key in the JSON
     * @param value null if a run has none
     */
    private record Measure(
            String heading,
            String see,
            String key,
            Unit unit,
            Axis.Scale scale,
            Function<Figures, Number> value) {}

    private static final List<Measure> MEASURES =
            List.of(
                    new Measure(
                            "99th percentile of latency",
                            "From arrival at the NIC until a user thread has read the data: the"
                                    + " less the better. Equal steps of colour are equal ratios.",
                            "p99Ns",
                            Unit.time(),
                            Axis.Scale.LOG,
                            figures ->
                                    figures.latency().count() == 0
                                            ? null
                                            : figures.latency().p99()),
                    new Measure(
                            "Balance",
                            "Frames of the busiest queue over the mean: 1 is even. The busiest queue"
                                    + " is the first to be late, and to lose.",
                            "maxOverMean",
                            Unit.ratio(),
                            Axis.Scale.LOG,
                            figures -> figures.steering().maxOverMean()),
                    new Measure(
                            "Lost frames",
                            "Dropped by the NIC, or by a socket that was full.",
                            "lost",
                            Unit.count(),
                            Axis.Scale.LOG,
                            Figures::lost),
                    new Measure(
                            "Reordered packets",
                            "Frames that the host saw behind a later one of their flow: TCP takes"
                                    + " them for losses.",
                            "reordered",
                            Unit.count(),
                            Axis.Scale.LOG,
                            figures -> figures.steering().reordered()),
                    new Measure(
                            "Split flows",
                            "Flows one direction of which met several queues: their state goes from"
                                    + " cache to cache, behind a lock.",
                            "splitFlows",
                            Unit.count(),
                            Axis.Scale.LOG,
                            SteeringContest::split),
                    new Measure(
                            "Flows moved",
                            "By the classifier's own counter; a dash where it never moves one.",
                            "flowsMoved",
                            Unit.count(),
                            Axis.Scale.LOG,
                            figures -> figures.firmware().flowsMoved()));

    String html(final String command) {
        final SteeringWords words = matrix.words();
        return new Page(
                        "knet firmware sweep",
                        answer(words),
                        new Origin(
                                matrix.input() + ", mode " + matrix.mode() + matrix.settings(),
                                command,
                                matrix.result().base().seed(),
                                Prices.table(matrix.result().base().costs())),
                        warnings(),
                        sections(),
                        matrix.json())
                .toHtml();
    }

    private List<String> warnings() {
        final List<String> warnings = new ArrayList<>(matrix.faults());
        warnings.addAll(matrix.notes());
        return warnings;
    }

    /** The verdict; what comes behind its semicolon in smaller letters, before the reasons. */
    private Answer answer(final SteeringWords words) {
        final String[] parts = matrix.verdict().split("; ", 2);
        final List<String> lead = new ArrayList<>(words.reasons());
        if (parts.length > 1) {
            lead.add(0, Character.toUpperCase(parts[1].charAt(0)) + parts[1].substring(1));
        }
        return Answer.of(parts.length > 1 ? parts[0] + "." : parts[0], String.join(" ", lead));
    }

    private List<Section> sections() {
        final List<Section> sections = new ArrayList<>();
        if (runs.isEmpty()) {
            return sections;
        }
        final List<String> nothing = new ArrayList<>();
        for (final Measure measure : MEASURES) {
            if (runs.stream().anyMatch(run -> isTelling(measure.value().apply(run.figures())))) {
                sections.add(new Section(measure.heading(), measure.see(), map(measure)));
            } else {
                nothing.add(measure.heading());
            }
        }
        sections.add(new Section("Every run", "", matrix.grid().table("Every run")));
        final List<String> words = new ArrayList<>();
        if (!nothing.isEmpty()) {
            words.add("No run has any: " + String.join(", ", nothing) + ".");
        }
        words.add(
                "Each run has a processor for each queue, and the whole input once. NIC, classifier,"
                        + " rings, network threads, IP and TCP are the code of a replay, in virtual"
                        + " time; processors, interrupts and what a step costs are simulated. What"
                        + " the classifier itself costs is not: see knet firmware bench.");
        words.add(
                "Split: one direction of a flow met several queues. Apart: only its two directions"
                        + " met different ones, which matters to who sees both, as a firewall.");
        sections.add(new Section("What this is", "", new Prose(words)));
        return sections;
    }

    private static boolean isTelling(final Number value) {
        return value != null && value.doubleValue() > 0;
    }

    private HeatMap map(final Measure measure) {
        final List<HeatMap.Row> rows = new ArrayList<>();
        for (final String classifier : matrix.classifiers()) {
            final List<Figure> values = new ArrayList<>();
            for (final int count : queues) {
                values.add(figure(measure, classifier, count));
            }
            rows.add(new HeatMap.Row(classifier, values));
        }
        return new HeatMap(
                measure.heading(),
                "classifier",
                "queues",
                measure.unit(),
                measure.scale(),
                queues.stream().map(String::valueOf).toList(),
                rows);
    }

    private Figure figure(final Measure measure, final String classifier, final int count) {
        for (int i = 0; i < runs.size(); i++) {
            final Run run = runs.get(i);
            if (run.setup().cpus() == count && run.setup().way().firmware().equals(classifier)) {
                final Number value = measure.value().apply(run.figures());
                return value == null
                        ? Figure.NONE
                        : Figure.of("runs." + i + "." + measure.key(), Grid.rounded(value));
            }
        }
        return Figure.NONE;
    }
}
