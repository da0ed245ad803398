/**
 * Micro-benchmarks under JMH. Each has a {@code main} that runs it with the allocation profiler;
 * run them from the root of the repository, where their default captures are found.
 */
package knet.tools.stress.jmh;
