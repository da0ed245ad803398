/**
 * What all layers of the stack use: counters, sets of queues, policies.
 *
 * <p>May depend on nothing but the JDK.
 */
package knet.threads.base;
