package knet.tools.lab.real;

import java.io.IOException;
import knet.tools.lab.cost.CostModel;

/**
 * Where the costs of a validation come from: an earlier calibration, or rounds of one between the
 * real runs, for a machine that changes from minute to minute. Those rounds measure costs one by
 * one, as every calibration does; they see nothing of the runs.
 */
public interface CostSupply extends AutoCloseable {
    /** Before the real runs. */
    void prepare() throws IOException;

    /**
     * Between two of them.
     *
     * @return what to ask {@link #model(int)} for, to get the costs of this moment
     */
    int between() throws IOException;

    /** The costs of a moment. */
    CostModel model(int moment) throws IOException;

    /** The costs over all. */
    CostModel model() throws IOException;

    /** True if costs were measured at every moment anew. */
    boolean isMeasuredBetween();

    /** How long a cache line took from core to core when they were measured; 0 if unknown. */
    long coreDistanceNs() throws IOException;

    /** What a reader is told of them. */
    String title();

    @Override
    void close();

    /**
     * Those of an earlier calibration.
     *
     * @param coreDistanceNs of that; 0 if unknown
     */
    static CostSupply of(final CostModel model, final long coreDistanceNs) {
        return new KnownCosts(model, coreDistanceNs);
    }

    /** Measured between the runs. */
    static CostSupply measured(final Processors processors) {
        return new MeasuredCosts(processors);
    }
}
