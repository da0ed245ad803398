package knet.tools.cli.firmware;

import java.util.ArrayList;
import java.util.List;
import knet.tools.cli.compare.Comparison;
import knet.tools.cli.lab.Grid;
import knet.tools.cli.lab.Grid.Column;
import knet.tools.cli.lab.Prices;
import knet.tools.lab.experiment.FaultText;
import knet.tools.lab.experiment.Figures;
import knet.tools.lab.experiment.PlannedRuns;
import knet.tools.lab.experiment.PlannedRuns.Run;
import knet.tools.lab.experiment.Setup;
import knet.tools.lab.experiment.SteeringContest;
import knet.tools.lab.experiment.SteeringWords;
import knet.tools.lab.sim.Faults;
import knet.tools.report.JsonText;
import knet.tools.report.PlainText;
import knet.tools.report.Units;
import knet.tools.report.page.Unit;

/**
 * What {@code knet firmware sweep} came to, for people and programs.
 *
 * @param result the runs
 * @param input what came in, one line
 * @param mode in which all were served
 * @param refusals of numbers of queues, by the classifiers
 */
public record SteeringMatrix(
        PlannedRuns.Result result, String input, String mode, List<Refusal> refusals) {
    private static final int SCHEMA = 1;

    public SteeringMatrix {
        refusals = List.copyOf(refusals);
    }

    /**
     * A number of queues that a classifier does not take.
     *
     * @param reason as it says it, one line
     */
    public record Refusal(String firmware, int queues, String reason) {}

    /** The answer and what it rests on. */
    public SteeringWords words() {
        return new SteeringWords(result.runs());
    }

    /** The answer, which is of less weight if it was stopped. */
    String verdict() {
        final String verdict = words().verdict();
        return result.isWhole() ? verdict : "Of the runs that were done: " + verdict;
    }

    /** The classifiers that were run, in the order asked for. */
    List<String> classifiers() {
        return result.runs().stream().map(run -> run.setup().way().firmware()).distinct().toList();
    }

    /** Where the machine differs from what everybody would expect, one line. */
    String machine() {
        return "virtual time, mode "
                + mode
                + ", a processor for each queue, costs "
                + result.base().costs().name()
                + Prices.marks(result.base().costs())
                + ", seed "
                + result.base().seed()
                + settings();
    }

    /** What is not as it is unless said otherwise, with a comma before each. */
    String settings() {
        final Setup base = result.base();
        final StringBuilder text = new StringBuilder();
        if (base.isLossless()) {
            text.append(", on full ").append(onFull());
        }
        if (base.delivery() != null) {
            text.append(", interrupts ").append(Comparison.irq(base.delivery()));
        }
        if (base.rxUsecs() > 0) {
            text.append(", rx-usecs ").append(base.rxUsecs());
        }
        if (base.rxFrames() > 0) {
            text.append(", rx-frames ").append(base.rxFrames());
        }
        return text.toString();
    }

    private String onFull() {
        return result.base().isLossless() ? "wait" : "drop";
    }

    /** What goes wrong on purpose, a line each; empty if nothing does. */
    List<String> faults() {
        final Faults faults = result.base().faults();
        final List<String> lines = new ArrayList<>();
        if (faults.any()) {
            lines.add("faults injected: " + FaultText.words(faults));
        }
        if (faults.lostInterrupts() > 0) {
            lines.add(Comparison.lostInterrupts());
        }
        return lines;
    }

    /** What a reader must know, one sentence each. */
    List<String> notes() {
        final List<String> notes = new ArrayList<>();
        for (final Refusal refusal : refusals) {
            notes.add(
                    refusal.firmware()
                            + " was not run with "
                            + Units.plural(refusal.queues(), "queue")
                            + ": "
                            + refusal.reason());
        }
        for (final Run run : result.runs()) {
            final long faults = run.figures().firmware().faults();
            if (faults > 0) {
                notes.add(
                        run.setup().way().firmware()
                                + " with "
                                + Units.plural(run.setup().cpus(), "queue")
                                + ": "
                                + Units.plural(faults, "call")
                                + " threw or chose a queue that does not exist; the frames went to"
                                + " queue 0");
            }
        }
        if (!result.isWhole()) {
            notes.add(Prices.STOPPED);
        }
        return notes;
    }

    /** Every run. */
    Grid grid() {
        final Grid grid =
                new Grid(
                        "runs",
                        Column.words("firmware", "firmware"),
                        Column.of("queues", "queues", Unit.count()),
                        Column.of("imbalancePercent", "imbalance", Unit.percent()),
                        Column.of("maxOverMean", "max/mean", Unit.ratio()),
                        Column.of("splitFlows", "split", Unit.count()),
                        Column.of("directionsApart", "apart", Unit.count()),
                        Column.of("reordered", "reordered", Unit.count()),
                        Column.of("lost", "lost", Unit.count()),
                        Column.of("flowsMoved", "moved", Unit.count()),
                        Column.of("consumed", "to app", Unit.count()),
                        Column.of("p50Ns", "p50", Unit.time()),
                        Column.of("p99Ns", "p99", Unit.time()),
                        Column.hidden("p999Ns", Unit.time()),
                        Column.hidden("maxNs", Unit.time()),
                        Column.hidden("flows", Unit.count()),
                        Column.hidden("jain", Unit.ratio()),
                        Column.hidden("offered", Unit.count()),
                        Column.hidden("delivered", Unit.count()),
                        Column.hidden("dropped", Unit.count()),
                        Column.hidden("socketFull", Unit.count()),
                        Column.hidden("framesPerSecond", Unit.ratio()),
                        Column.hidden("notificationsPerFrame", Unit.ratio()),
                        Column.hidden("lockWaits", Unit.count()),
                        Column.hidden("cacheElsewhere", Unit.count()),
                        Column.hidden("spraying", Unit.count()),
                        Column.hidden("faults", Unit.count()));
        result.runs().forEach(run -> add(run, grid));
        return grid;
    }

    private static void add(final Run run, final Grid grid) {
        final Figures figures = run.figures();
        final boolean hasLatency = figures.latency().count() > 0;
        grid.row(
                PlainText.printable(run.setup().way().firmware()),
                run.setup().cpus(),
                figures.steering().imbalancePercent(),
                figures.steering().maxOverMean(),
                SteeringContest.split(figures),
                SteeringContest.apart(figures),
                figures.steering().reordered(),
                figures.lost(),
                figures.firmware().flowsMoved(),
                figures.consumed(),
                hasLatency ? figures.latency().p50() : null,
                hasLatency ? figures.latency().p99() : null,
                hasLatency ? figures.latency().p999() : null,
                hasLatency ? figures.latency().max() : null,
                figures.steering().flows(),
                figures.steering().jain(),
                figures.offered(),
                figures.delivered(),
                figures.droppedTotal(),
                figures.socketFull(),
                figures.consumedPerSecond(),
                figures.notificationsPerFrame(),
                figures.locks().waits(),
                figures.caches().elsewhere(),
                figures.firmware().isSpraying(),
                figures.firmware().faults());
    }

    /** For people: the answer first. */
    public String table() {
        return new SteeringTable(this).text();
    }

    /** The contract for programs: schema 1. */
    public String json() {
        final SteeringWords words = words();
        return JsonText.of(
                json -> {
                    json.writeStartObject();
                    json.writeNumberField("schema", SCHEMA);
                    json.writeStringField("verdict", verdict());
                    JsonText.strings(json, "reasons", words.reasons());
                    json.writeStringField("input", input);
                    json.writeStringField("mode", mode);
                    json.writeStringField("rate", result.base().rate());
                    json.writeNumberField("ring", result.base().ringSize());
                    json.writeStringField("onFull", onFull());
                    json.writeStringField("irq", Comparison.irq(result.base().delivery()));
                    json.writeNumberField("rxUsecs", result.base().rxUsecs());
                    json.writeNumberField("rxFrames", result.base().rxFrames());
                    if (result.base().faults().any()) {
                        json.writeStringField("faults", FaultText.words(result.base().faults()));
                    } else {
                        json.writeNullField("faults");
                    }
                    json.writeNumberField("seed", result.base().seed());
                    json.writeStringField("costs", result.base().costs().name());
                    json.writeStringField("reference", SteeringContest.REFERENCE);
                    json.writeBooleanField("complete", result.isWhole());
                    grid().writeTo(json);
                    json.writeArrayFieldStart("refused");
                    for (final Refusal refusal : refusals) {
                        json.writeStartObject();
                        json.writeStringField("firmware", refusal.firmware());
                        json.writeNumberField("queues", refusal.queues());
                        json.writeStringField("reason", refusal.reason());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    Prices.writeTo(result.base().costs(), json);
                    json.writeEndObject();
                });
    }

    /** One line a run. */
    public String csv() {
        return grid().csv();
    }

    /**
     * For a browser.
     *
     * @param command as typed
     */
    public String html(final String command) {
        return new SteeringPage(this).html(command);
    }
}
