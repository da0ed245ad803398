package knet.tools.lab.real;

/**
 * A round of a calibration.
 *
 * @param coreDistanceNs how long a cache line took from core to core
 * @param foreignLoad share of the processors that others used meanwhile, NaN if unknown
 */
public record Round(long coreDistanceNs, double foreignLoad) {}
