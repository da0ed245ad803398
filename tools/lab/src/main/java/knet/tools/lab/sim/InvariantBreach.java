package knet.tools.lab.sim;

/** Something that must hold in every run does not: a defect of the program, never of its input. */
public final class InvariantBreach extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * @param what does not hold
     */
    InvariantBreach(final String what) {
        super(what);
    }

    private InvariantBreach(final String message, final InvariantBreach cause) {
        super(message, cause);
    }

    /** The same with the run that it happened in, so that it can be made to happen again. */
    InvariantBreach in(final MachineConfig config, final long nowNs) {
        return new InvariantBreach(
                "invariant broken at "
                        + nowNs
                        + " ns (seed "
                        + config.seed()
                        + ", mode "
                        + config.mode().name()
                        + ", "
                        + config.firmware()
                        + ", "
                        + config.cpus()
                        + " processors, rate "
                        + config.rate()
                        + "): "
                        + getMessage(),
                this);
    }
}
