/**
 * Experiments in virtual time: many runs of simulated machines, on all cores, and what follows from
 * them.
 *
 * <p>A {@link knet.tools.lab.experiment.Setup} says what machine, a {@link
 * knet.tools.lab.experiment.Workload} what comes in, a {@link knet.tools.lab.experiment.Runner}
 * brings them together, and a {@link knet.tools.lab.experiment.Sweep} does that for many setups at
 * a time. No result depends on how many workers there were, nor on any clock but the virtual one.
 */
package knet.tools.lab.experiment;
