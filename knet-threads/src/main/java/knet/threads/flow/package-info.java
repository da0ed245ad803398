/**
 * Flows: one table look-up per packet finds the directed flow, which carries its accounting and its
 * transport state; after the run the tables of all threads are merged into the measures of a
 * steering decision.
 *
 * <p>May depend on knet.threads.ip and knet.threads.tcp only.
 */
package knet.threads.flow;
