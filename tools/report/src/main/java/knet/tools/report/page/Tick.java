package knet.tools.report.page;

/**
 * A mark on an axis.
 *
 * @param value in the axis's unit
 * @param label what stands at it
 */
record Tick(double value, String label) {}
