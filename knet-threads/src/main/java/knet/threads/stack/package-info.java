/**
 * The protocol stack of one network thread: a frame goes in, and is taken to completion through
 * Ethernet, IP, reassembly, UDP or TCP, to the application, in one call.
 *
 * <p>{@link knet.threads.stack.NetStack} is single-threaded and has no lock; {@link
 * knet.threads.stack.ShardedStack} is for classifiers that spray the packets of a flow over queues.
 * No class here owns a thread, sleeps or reads a clock: time comes with the frames.
 *
 * <p>May depend on knet.driver and Agrona only.
 */
package knet.threads.stack;
