package knet.tools.lab.real;

import java.util.ArrayList;
import java.util.List;
import knet.tools.bench.LineLatency;
import knet.tools.lab.cost.Cost;

/** Does rounds, and keeps those that nobody disturbed, if there are enough of them. */
final class Rounds {
    /** Share of the processors that others may use in a round that counts. */
    private static final double DISTURBED = 0.1;

    private static final int LEAST = 3;
    private static final int MOST = 200;

    private final List<Measure> measures;
    private final LineLatency lines;
    private final List<Round> rounds = new ArrayList<>();
    private final List<Samples> samples = new ArrayList<>();

    Rounds(final List<Measure> measures, final LineLatency lines) {
        this.measures = measures;
        this.lines = lines;
    }

    void warmUp(final long untilNs) {
        do {
            one(new Samples());
        } while (System.nanoTime() - untilNs < 0);
    }

    void measure(final long untilNs) {
        while (rounds.size() < MOST && (rounds.size() < LEAST || System.nanoTime() - untilNs < 0)) {
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
        return countQuiet() >= LEAST;
    }

    private int countQuiet() {
        int quiet = 0;
        for (int i = 0; i < rounds.size(); i++) {
            quiet += isQuiet(i) ? 1 : 0;
        }
        return quiet;
    }

    List<Round> all() {
        return rounds;
    }

    /** Rounds whose figures count. */
    int countingRounds() {
        return areEnoughQuiet() ? countQuiet() : rounds.size();
    }

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
