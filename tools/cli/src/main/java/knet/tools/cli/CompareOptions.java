package knet.tools.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import knet.driver.abi.DeviceDescriptor;
import knet.threads.mode.Delivery;
import knet.tools.lab.experiment.FaultText;
import knet.tools.lab.experiment.Setup;
import knet.tools.lab.sim.Faults;
import knet.traces.pace.Pacer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The machine that all rows of a comparison have in common. */
final class CompareOptions {
    private static final int MOST_USECS = 1_000_000;
    private static final String OF_THE_MODE = "mode";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            defaultValue = "original",
            description =
                    "original, xN (x2, x0.5), Npps (10kpps, 1.5Mpps), Nbps (100Mbps) or max"
                            + " (default: ${DEFAULT-VALUE}).")
    private String rate;

    @Option(
            names = "--ring",
            paramLabel = "N",
            defaultValue = "1024",
            description =
                    "Descriptors of a receive ring, a power of two (default: ${DEFAULT-VALUE}).")
    private int ring;

    @Option(
            names = "--on-full",
            defaultValue = "drop",
            description =
                    "What the NIC does at a full ring: ${COMPLETION-CANDIDATES} (default:"
                            + " ${DEFAULT-VALUE}).")
    private OnFull onFull;

    @Option(
            names = "--rx-usecs",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Put a notification off by so many microseconds (default: ${DEFAULT-VALUE}).")
    private int rxUsecs;

    @Option(
            names = "--rx-frames",
            paramLabel = "N",
            defaultValue = "0",
            description = "But not for more frames than that (default: ${DEFAULT-VALUE}).")
    private int rxFrames;

    @Option(
            names = "--irq",
            paramLabel = "DELIVERY",
            defaultValue = OF_THE_MODE,
            description =
                    "Processor that takes an interrupt: mode (each mode's own), round-robin, fixed"
                            + " (always the first), per-queue (default: ${DEFAULT-VALUE}).")
    private String irq;

    @Option(
            names = "--fault",
            paramLabel = "FAULT,...",
            description =
                    "What goes wrong: lost-interrupts=0.01 (a share), nic-stall=5ms/100ms (5 ms in"
                            + " every 100), slow-cpu=2:3 (processor 2 takes three times as long).")
    private String fault;

    /** A machine with all of this. */
    Setup applyTo(final Setup setup) {
        Arguments.powerOfTwo(
                spec,
                "--ring",
                ring,
                DeviceDescriptor.MIN_RING_SIZE,
                DeviceDescriptor.MAX_RING_SIZE);
        Arguments.between(spec, "--rx-usecs", rxUsecs, 0, MOST_USECS);
        Arguments.between(spec, "--rx-frames", rxFrames, 0, DeviceDescriptor.MAX_RING_SIZE);
        try {
            Pacer.parse(rate);
        } catch (final IllegalArgumentException e) {
            throw Arguments.bad(spec, "--rate: " + e.getMessage());
        }
        return setup.withSizes(ring, Setup.DEFAULT_FRAMES)
                .withRate(rate)
                .withLossless(onFull == OnFull.wait)
                .withModeration(rxUsecs, rxFrames)
                .withDelivery(delivery())
                .withFaults(faults(setup.cpus()));
    }

    private Delivery delivery() {
        if (irq.equals(OF_THE_MODE)) {
            return null;
        }
        for (final Delivery delivery : Delivery.values()) {
            if (spelling(delivery).equals(irq)) {
                return delivery;
            }
        }
        final List<String> all =
                Arrays.stream(Delivery.values()).map(CompareOptions::spelling).toList();
        throw Arguments.bad(
                spec, "--irq must be mode, " + String.join(", ", all) + ", not '" + irq + "'");
    }

    private static String spelling(final Delivery delivery) {
        return delivery.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Faults faults(final int cpus) {
        try {
            return fault == null ? Faults.NONE : FaultText.parse(fault, cpus);
        } catch (final IllegalArgumentException e) {
            throw Arguments.bad(spec, "--fault: " + e.getMessage());
        }
    }
}
