package knet.tools.lab.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import knet.threads.host.OracleFactory;
import knet.tools.bench.Bench;
import knet.tools.bench.BenchSettings;
import knet.tools.bench.Measurement;
import knet.tools.lab.cost.CostModels;
import knet.tools.lab.cost.Costs;
import knet.tools.lab.sim.Machine;
import knet.tools.lab.sim.MachineConfig;
import knet.tools.lab.sim.MachineResult;
import knet.traces.generate.TrafficSpec;
import knet.traces.source.PreloadedCapture;

/**
 * {@code simulated-packets}: frames that a simulated machine takes from the wire to its user
 * threads in a second of real time on one core, against the same frames on the same data path
 * without a simulator; and how that grows with processors and with flows.
 */
public final class SimulatedPacketsBench implements Bench {
    private static final String NAME = "simulated-packets";
    private static final String CPUS = NAME + "-64-cpus";
    private static final String FLOWS = NAME + "-100k-flows";

    private static final long PACKETS = 400_000;

    /** Runs that are not counted: the third is the first whose code is all compiled. */
    private static final int WARM_UPS = 3;

    private static final int FEW_CPUS = 4;
    private static final int MANY_CPUS = 64;
    private static final int RING = 256;
    private static final long MOST_BYTES = 1L << 30;

    /** Offered to each processor, packets a second: some wait for each other, and none is lost. */
    private static final int LOAD = 150_000;

    @Override
    public List<String> names() {
        return List.of(NAME, CPUS, FLOWS);
    }

    @Override
    public List<Measurement> run(final BenchSettings settings) throws Exception {
        final long packets = Math.max(2_000, settings.scaled(PACKETS));
        final PreloadedCapture usual = traffic(1_000, packets);
        final PreloadedCapture few = traffic(100, packets);
        final PreloadedCapture many = traffic(100_000, packets);
        for (int i = 0; i < WARM_UPS; i++) {
            simulate(usual, FEW_CPUS);
            BarePath.mpps(usual, RING);
        }
        final int runs = settings.runs();
        final double[] ours = new double[runs];
        final double[] bare = new double[runs];
        final double[] fourCpus = new double[runs];
        final double[] manyCpus = new double[runs];
        final double[] fewFlows = new double[runs];
        final double[] manyFlows = new double[runs];
        double eventsPerPacket = 0;
        for (int i = 0; i < runs; i++) {
            ours[i] = simulate(usual, FEW_CPUS);
            eventsPerPacket = events;
            bare[i] = BarePath.mpps(usual, RING);
            manyCpus[i] = simulate(usual, MANY_CPUS);
            fourCpus[i] = simulate(usual, FEW_CPUS);
            manyFlows[i] = simulate(many, FEW_CPUS);
            fewFlows[i] = simulate(few, FEW_CPUS);
        }
        return List.of(
                new Measurement(
                        NAME,
                        "Mpps",
                        ours,
                        "same-path-unsimulated",
                        bare,
                        String.format(
                                Locale.ROOT,
                                "knet, %d processors, UDP in 60-byte frames, 1000 flows, %.1f events"
                                        + " a packet",
                                FEW_CPUS,
                                eventsPerPacket)),
                new Measurement(
                        CPUS,
                        "Mpps",
                        manyCpus,
                        "simulated-4-cpus",
                        fourCpus,
                        "64 processors at the same load each"),
                new Measurement(
                        FLOWS,
                        "Mpps",
                        manyFlows,
                        "simulated-100-flows",
                        fewFlows,
                        "4 processors, 100,000 flows"));
    }

    private double events;

    private static PreloadedCapture traffic(final int flows, final long packets)
            throws IOException {
        return PreloadedCapture.load(
                TrafficSpec.parse("flows=" + flows + ",size=60,proto=udp,packets=" + packets)
                        .open(),
                MOST_BYTES);
    }

    private double simulate(final PreloadedCapture traffic, final int cpus) throws IOException {
        final Costs costs = CostModels.load("modern-x86").costs();
        final MachineConfig config =
                MachineConfig.builder("knet", costs)
                        .cpus(cpus)
                        .ringSize(RING)
                        .rate(cpus * LOAD + "pps")
                        .build();
        try (Machine machine = new Machine(config, traffic.source(), OracleFactory.NONE)) {
            final long startNs = System.nanoTime();
            final MachineResult result = machine.run();
            final long elapsedNs = System.nanoTime() - startNs;
            final long frames = result.host().device().frames().offered();
            events = (double) result.events() / frames;
            return 1e3 * frames / elapsedNs;
        }
    }
}
