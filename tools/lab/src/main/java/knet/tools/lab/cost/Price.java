package knet.tools.lab.cost;

/**
 * What a model says of one cost.
 *
 * @param ns nanoseconds, for RX_BYTE and USER_BYTE nanoseconds per byte
 * @param mark where the figure comes from
 * @param source the source, the way of measuring, what it was fitted to, or why it is assumed
 */
public record Price(double ns, Mark mark, String source) {}
