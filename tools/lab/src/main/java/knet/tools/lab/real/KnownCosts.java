package knet.tools.lab.real;

import knet.tools.lab.cost.CostModel;

/** Costs of an earlier calibration. */
record KnownCosts(CostModel model, long coreDistanceNs) implements CostSupply {
    @Override
    public void prepare() {
        // They are there.
    }

    @Override
    public void between() {
        // They stay.
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
