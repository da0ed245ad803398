package knet.tools.cli.firmware;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import knet.tools.lab.experiment.Figures;
import knet.tools.lab.experiment.PlannedRuns.Run;
import knet.tools.lab.experiment.SteeringContest;
import knet.tools.lab.experiment.SteeringWords;
import knet.tools.report.PlainText;
import knet.tools.report.TextTable;
import knet.tools.report.Units;

/** A sweep on a terminal: the answer, then a block for each number of queues. */
final class SteeringTable {
    /** With the figures beside them, names of that length fill 140 columns. */
    private static final int LONGEST_NAME = 50;

    private static final String[] HEADS = {
        "<",
        "imbalance",
        "max/mean",
        "split",
        "apart",
        "reordered",
        "lost",
        "moved",
        "to app",
        "p50",
        "p99"
    };

    private final SteeringMatrix matrix;
    private final Map<String, String> names;

    SteeringTable(final SteeringMatrix matrix) {
        this.matrix = matrix;
        this.names = shortNames(matrix.classifiers());
    }

    String text() {
        final SteeringWords words = matrix.words();
        final StringBuilder text = new StringBuilder(matrix.verdict()).append('\n');
        words.reasons().forEach(reason -> text.append(reason).append('\n'));
        text.append('\n').append(matrix.input()).append('\n').append(matrix.machine()).append('\n');
        matrix.faults().forEach(line -> text.append(line).append('\n'));
        for (final SteeringContest contest : words.contests()) {
            text.append('\n').append(block(contest));
        }
        text.append('\n');
        names.forEach(
                (full, name) -> {
                    final String printable = PlainText.printable(full);
                    if (!printable.equals(name)) {
                        text.append(name).append(" is ").append(printable).append('\n');
                    }
                });
        legend().forEach(line -> text.append(line).append('\n'));
        final List<String> notes = matrix.notes();
        text.append(notes.isEmpty() ? "" : "\n");
        notes.forEach(note -> text.append(PlainText.printable(note)).append('\n'));
        return text.toString();
    }

    private static List<String> legend() {
        return List.of(
                "imbalance: (max - min) / min of the queues' frames, - if a queue got none; max/mean:"
                        + " of the busiest queue",
                "split: flows one direction of which met several queues; apart: flows whose two"
                        + " directions met different ones",
                "reordered: frames that the host saw behind a later one of their flow; moved: flows"
                        + " moved by the classifier, - if it never does",
                "lost: dropped by the NIC, or by a full socket; to app: frames whose data a user"
                        + " thread has read; p50, p99: until then");
    }

    private String block(final SteeringContest contest) {
        final String[] heads = HEADS.clone();
        heads[0] += Units.plural(contest.queues(), "queue");
        final TextTable table = new TextTable(heads);
        for (final Run run : contest.runs()) {
            final Figures figures = run.figures();
            final boolean hasLatency = figures.latency().count() > 0;
            final Double imbalance = figures.steering().imbalancePercent();
            final Double most = figures.steering().maxOverMean();
            final Long moved = figures.firmware().flowsMoved();
            table.row(
                    names.get(run.setup().way().firmware()),
                    imbalance == null ? "-" : Units.ratio(imbalance) + "%",
                    most == null ? "-" : Units.ratio(most),
                    Units.count(SteeringContest.split(figures)),
                    Units.count(SteeringContest.apart(figures)),
                    Units.count(figures.steering().reordered()),
                    Units.count(figures.lost()),
                    moved == null ? "-" : Units.count(moved),
                    Units.count(figures.consumed()),
                    hasLatency ? Units.time(figures.latency().p50()) : "-",
                    hasLatency ? Units.time(figures.latency().p99()) : "-");
        }
        return table.toString();
    }

    /** Long specifications by a part of themselves and a number. */
    private static Map<String, String> shortNames(final List<String> classifiers) {
        final Map<String, String> names = new LinkedHashMap<>();
        final List<String> given = new ArrayList<>();
        for (final String full : classifiers) {
            String name = PlainText.printable(full);
            if (name.length() > LONGEST_NAME) {
                given.add(full);
                final String number = "... #" + given.size();
                name = name.substring(0, LONGEST_NAME - number.length()) + number;
            }
            names.put(full, name);
        }
        return names;
    }
}
