package knet.tools.lab.real;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import knet.tools.lab.cost.CostModel;
import knet.tools.lab.cost.ThisMachine;

/** Costs that are measured between real runs. */
final class MeasuredCosts implements CostSupply {
    private static final long WARM_UP_NS = TimeUnit.SECONDS.toNanos(4);
    private static final long BETWEEN_NS = TimeUnit.MILLISECONDS.toNanos(300);

    private final Processors processors;
    private final BoundThread thread = new BoundThread();
    private Calibrator calibrator;
    private CalibrationResult result;

    MeasuredCosts(final Processors processors) {
        this.processors = processors;
    }

    @Override
    public void prepare() throws IOException {
        thread.call(
                () -> {
                    calibrator = new Calibrator(processors);
                    calibrator.warmUp(WARM_UP_NS);
                    return calibrator;
                });
    }

    @Override
    public void between() throws IOException {
        thread.call(
                () -> {
                    calibrator.measure(BETWEEN_NS, 1);
                    return calibrator;
                });
    }

    private CalibrationResult result() throws IOException {
        if (result == null) {
            result = thread.call(() -> calibrator.result());
        }
        return result;
    }

    @Override
    public CostModel model() throws IOException {
        return result().model();
    }

    @Override
    public long coreDistanceNs() throws IOException {
        return result().coreDistanceNs();
    }

    @Override
    public String title() {
        return ThisMachine.NAME + ", measured between the runs";
    }

    @Override
    public void close() {
        try {
            thread.call(
                    () -> {
                        if (calibrator != null) {
                            calibrator.close();
                        }
                        return calibrator;
                    });
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            thread.close();
        }
    }
}
