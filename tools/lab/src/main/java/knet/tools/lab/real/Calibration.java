package knet.tools.lab.real;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * Measures what things cost on this machine, with the product's own NIC, rings, agents, stack and
 * wake-ups, on two processors. Everything is measured once a round; of the rounds the medians
 * count.
 */
public final class Calibration {
    /** Rounds before what runs is compiled: this share of the time. */
    private static final double WARM_UP = 0.3;

    private static final int LEAST_ROUNDS = 3;

    private final Processors processors;
    private final long budgetNs;
    private final Consumer<String> progress;

    /**
     * @param processors to use
     * @param budgetNs time to take, about; whatever it is, there are some rounds
     * @param progress takes one line now and then
     */
    public Calibration(
            final Processors processors, final long budgetNs, final Consumer<String> progress) {
        this.processors = processors;
        this.budgetNs = budgetNs;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @throws IOException if files cannot be written, shared memory for instance
     * @throws NotMeasurable if this machine does not allow it
     */
    public CalibrationResult run() throws IOException {
        try (BoundThread thread = new BoundThread()) {
            return thread.call(this::measure);
        }
    }

    private CalibrationResult measure() throws IOException {
        progress.accept("preparing frames, rings and threads");
        try (Calibrator calibrator = new Calibrator(processors)) {
            progress.accept("warming up");
            final long warmUpNs = (long) (WARM_UP * budgetNs);
            calibrator.warmUp(warmUpNs);
            progress.accept("measuring");
            calibrator.measure(budgetNs - warmUpNs, LEAST_ROUNDS);
            return calibrator.result(0);
        }
    }
}
