/**
 * {@code knet bench}: throughput and latency of this build on this machine, as medians of several
 * runs and as ratios against a reference run in the same minute.
 *
 * <p>May depend on every module but the command line.
 */
package knet.tools.bench;
