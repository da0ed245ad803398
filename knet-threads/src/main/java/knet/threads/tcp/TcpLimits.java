package knet.threads.tcp;

import knet.threads.base.Budget;

/**
 * Bounds of TCP input in one stack.
 *
 * @param streamHeldBytes most memory that one stream holds behind gaps, bytes
 * @param heldBudget memory that all streams together hold behind gaps
 * @param arrivalSkew how many frames of the wire a frame may be overtaken by on its way here; 0 if
 *     the segments of a directed tuple come in the order of the wire
 */
public record TcpLimits(int streamHeldBytes, Budget heldBudget, int arrivalSkew) {}
