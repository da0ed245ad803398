package knet.tools.lab.real;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import knet.tools.lab.cost.CostModel;
import knet.tools.lab.cost.ThisMachine;

/** Costs that are measured between real runs. */
final class MeasuredCosts implements CostSupply {
    private static final long WARM_UP_NS = TimeUnit.SECONDS.toNanos(4);
    private static final long BETWEEN_NS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final int LEAST_ROUNDS = 3;

    private final Processors processors;
    private final BoundThread thread = new BoundThread();
    private final List<CostModel> moments = new ArrayList<>();
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
    public int between() throws IOException {
        final CalibrationResult now =
                thread.call(
                        () -> {
                            final int from = calibrator.rounds();
                            calibrator.measure(BETWEEN_NS, LEAST_ROUNDS);
                            return calibrator.result(from);
                        });
        moments.add(now.model());
        return moments.size() - 1;
    }

    private CalibrationResult result() throws IOException {
        if (result == null) {
            result = thread.call(() -> calibrator.result(0));
        }
        return result;
    }

    @Override
    public CostModel model(final int moment) {
        return moments.get(moment);
    }

    @Override
    public boolean isMeasuredBetween() {
        return true;
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
