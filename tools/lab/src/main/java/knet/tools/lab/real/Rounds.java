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

    /** Rounds so far. */
    int count() {
        return rounds.size();
    }

    /** All of them, in order. */
    List<Round> all() {
        return rounds;
    }

    /** Of the rounds from that one on, those whose figures count: undisturbed, if enough are. */
    List<Integer> counting(final int from) {
        final List<Integer> all = new ArrayList<>();
        final List<Integer> quiet = new ArrayList<>();
        for (int i = from; i < rounds.size(); i++) {
            all.add(i);
            if (!(rounds.get(i).foreignLoad() > DISTURBED)) {
                quiet.add(i);
            }
        }
        return quiet.size() >= ENOUGH ? quiet : all;
    }

    /** What the rounds that count, from that one on, have found. */
    Samples samples(final int from) {
        final Samples together = new Samples();
        for (final int round : counting(from)) {
            for (final Cost cost : Cost.values()) {
                for (final double ns : samples.get(round).of(cost)) {
                    together.add(cost, ns);
                }
            }
        }
        return together;
    }
}
