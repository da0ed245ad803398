/**
 * Memory-order tests of the device interface under jcstress: the real ring ends and the real
 * interrupt unit of both sides, on memory that two threads race over. What they must never observe
 * is listed as FORBIDDEN; jcstress forces the interleavings and the compilers.
 *
 * <p>Run by {@code mvn verify -pl tools/stress -am -Dknet.jcstress=quick}.
 */
package knet.tools.stress.jcstress;
