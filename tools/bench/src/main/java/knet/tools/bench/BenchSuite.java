package knet.tools.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** All benchmarks, in the order of a packet's way. */
public final class BenchSuite {
    private final List<Bench> benches = new ArrayList<>();

    /**
     * @param more of other parts of the program, which come last
     */
    public BenchSuite(final Bench... more) {
        benches.addAll(
                List.of(
                        new TraceReadBench(),
                        new ClassifyBench(),
                        new RingBench(),
                        new PathBench(),
                        new WakeupBench(),
                        new IdleBench()));
        benches.addAll(List.of(more));
    }

    /** Every name that can be asked for. */
    public List<String> names() {
        return benches.stream().flatMap(bench -> bench.names().stream()).toList();
    }

    /**
     * Runs those whose name is wanted.
     *
     * @param done takes each measurement as it is ready
     * @throws Exception with a one-line message if something cannot be measured here
     */
    public List<Measurement> run(
            final BenchSettings settings,
            final Predicate<String> wanted,
            final java.util.function.Consumer<Measurement> done)
            throws Exception {
        final List<Measurement> all = new ArrayList<>();
        for (final Bench bench : benches) {
            if (bench.names().stream().noneMatch(wanted)) {
                continue;
            }
            settings.progress().accept("measuring " + String.join(", ", bench.names()));
            for (final Measurement measurement : bench.run(settings)) {
                if (wanted.test(measurement.name())) {
                    all.add(measurement);
                    done.accept(measurement);
                }
            }
        }
        return all;
    }
}
