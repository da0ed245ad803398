package knet.tools.lab.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import knet.threads.host.OracleFactory;
import knet.tools.lab.cost.CostModels;
import knet.tools.lab.cost.Costs;
import knet.traces.Captures;
import knet.traces.FrameSource;
import knet.traces.generate.TrafficSpec;

/** Runs of simulated machines, for tests. */
final class Machines {
    private static final Path SAMPLE = Path.of("../../traces/samples/web-64-clients.pcap");

    private Machines() {}

    static Costs costs(final String model) {
        try {
            return CostModels.load(model).costs();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sample of the repository: 5,759 frames, data in 2,192 of them. */
    static MachineResult sample(final String mode, final Consumer<MachineConfig.Builder> changes) {
        try {
            return run(mode, Captures.open(SAMPLE), changes);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Synthetic traffic, as {@code knet trace generate} has it. */
    static MachineResult generated(
            final String mode,
            final String traffic,
            final Consumer<MachineConfig.Builder> changes) {
        return run(mode, TrafficSpec.parse(traffic).open(), changes);
    }

    private static MachineResult run(
            final String mode,
            final FrameSource source,
            final Consumer<MachineConfig.Builder> changes) {
        final MachineConfig.Builder config =
                MachineConfig.builder(mode, costs("modern-x86")).cpus(4);
        changes.accept(config);
        try (Machine machine = new Machine(config.build(), source, OracleFactory.NONE)) {
            return machine.run();
        }
    }
}
