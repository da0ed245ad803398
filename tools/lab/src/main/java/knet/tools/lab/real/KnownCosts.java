package knet.tools.lab.real;

import knet.tools.lab.cost.CostModel;

/** Costs of an earlier calibration. */
record KnownCosts(CostModel model, long coreDistanceNs) implements CostSupply {
    @Override
    public void prepare() {
        // They are there.
    }

    @Override
    public int between() {
        return 0; // They stay.
    }

    @Override
    public CostModel model(final int moment) {
        return model;
    }

    @Override
    public boolean isMeasuredBetween() {
        return false;
    }

    @Override
    public String title() {
        return model.name();
    }

    @Override
    public void close() {
        // Nothing but memory.
    }
}
