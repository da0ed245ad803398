package knet.tools.lab.real;

import java.io.IOException;
import knet.threads.app.ByteCounts;
import knet.threads.host.OracleFactory;
import knet.threads.stack.StackConfig;
import knet.tools.lab.cost.CostModel;
import knet.tools.lab.sim.Machine;
import knet.tools.lab.sim.MachineConfig;
import knet.tools.lab.sim.MachineResult;
import knet.traces.Captures;

/** The same runs on a simulated machine: one processor, and the NIC as another. */
final class VirtualRuns {
    private final Traffic traffic;

    VirtualRuns(final Traffic traffic) {
        this.traffic = traffic;
    }

    /**
     * One run.
     *
     * @param setup what is run
     * @param costs what things cost
     */
    RunFigures run(final RunSetup setup, final CostModel costs) throws IOException {
        final MachineConfig config =
                MachineConfig.builder(setup.mode(), costs.costs())
                        .cpus(1)
                        .firmware(setup.firmware())
                        .rate(setup.rate())
                        .lossless(setup.isLossless())
                        .stack(StackConfig.defaults().withApplication(new ByteCounts(false)))
                        .build();
        try (Machine machine =
                new Machine(config, Captures.open(traffic.file()), OracleFactory.NONE)) {
            final MachineResult result = machine.run();
            return RunFigures.of(result.host().device(), result.latency());
        }
    }
}
