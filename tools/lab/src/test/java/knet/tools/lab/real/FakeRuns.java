package knet.tools.lab.real;

import java.util.stream.DoubleStream;

/** Real runs as they might have been. */
final class FakeRuns {
    private FakeRuns() {}

    /** A run at saturation with a throughput. */
    static RealRun of(final double framesPerSecond, final double foreignLoad) {
        return new RealRun(new RunFigures(framesPerSecond, 0.5, 2_000, 0), 0, 0, foreignLoad, 0);
    }

    /** Paced runs whose latencies are these, in a set of their own. */
    static RunSet paced(
            final double offered,
            final double foreignLoad,
            final long lateNs,
            final double... latenciesNs) {
        return new RunSet(
                DoubleStream.of(latenciesNs)
                        .mapToObj(
                                ns ->
                                        new RealRun(
                                                new RunFigures(offered, 0.5, ns, 0),
                                                0,
                                                offered,
                                                foreignLoad,
                                                lateNs))
                        .toList());
    }
}
