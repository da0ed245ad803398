package knet.tools.lab.real;

import java.util.ArrayList;
import java.util.List;
import knet.tools.bench.LineLatency;
import knet.tools.lab.cost.Cost;

/** Does rounds, and keeps those that nobody disturbed, if there are enough of them. */
final class Rounds {
    /** Share of the processors that others may use in a round that counts. */
    private static final double DISTURBED = 0.1;

    /** Fewer undisturbed rounds are no better than all. */
    private static final int ENOUGH = 3;

    private static final int MOST = 1_000;

    private final List<Measure> measures;
    private final LineLatency lines;
    private final List<Round> rounds = new ArrayList<>();
    private final List<Samples> samples = new ArrayList<>();

    /**
     * @param measures may be filled after this
     * @param lines tells the cores' distance
     */
    Rounds(final List<Measure> measures, final LineLatency lines) {
        this.measures = measures;
        this.lines = lines;
    }

    /** Rounds that do not count, until then; at least one. */
    void warmUp(final long untilNs) {
        do {
            one(new Samples());
        } while (System.nanoTime() - untilNs < 0);
    }

    /**
     * Rounds that count, until then.
     *
     * @param least at least so many
     */
    void measure(final long untilNs, final int least) {
        final int enough = rounds.size() + least;
        while (rounds.size() < MOST
                && (rounds.size() < enough || System.nanoTime() - untilNs < 0)) {
            final ForeignLoad load = ForeignLoad.watch(ProcessHandle.current().pid());
            final long distanceNs = lines.sample();
            final Samples found = new Samples();
            one(found);
            rounds.add(new Round(distanceNs, load.share()));
            samples.add(found);
        }
    }

    private void one(final Samples found) {
        measures.forEach(measure -> measure.round(found));
    }

    private boolean isQuiet(final int round) {
        return !(rounds.get(round).foreignLoad() > DISTURBED);
    }

    private boolean areEnoughQuiet() {
        return countQuiet() >= ENOUGH;
    }

    private int countQuiet() {
        int quiet = 0;
        for (int i = 0; i < rounds.size(); i++) {
            quiet += isQuiet(i) ? 1 : 0;
        }
        return quiet;
    }

    /** All of them, in order. */
    List<Round> all() {
        return rounds;
    }

    /** Rounds whose figures count. */
    int countingRounds() {
        return areEnoughQuiet() ? countQuiet() : rounds.size();
    }

    /** What the rounds that count have found. */
    Samples samples() {
        final boolean onlyQuiet = areEnoughQuiet();
        final Samples together = new Samples();
        for (int i = 0; i < rounds.size(); i++) {
            if (!onlyQuiet || isQuiet(i)) {
                for (final Cost cost : Cost.values()) {
                    for (final double ns : samples.get(i).of(cost)) {
                        together.add(cost, ns);
                    }
                }
            }
        }
        return together;
    }
}
