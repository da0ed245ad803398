/**
 * The agents of the host: who polls a queue, in which portions, when its notification is re-armed,
 * and when a processor may sleep.
 *
 * <p>An agent is a pure state machine. It owns no thread, no sleep and no clock: a runner calls
 * {@link knet.threads.agent.NetAgent#doWork} with the time, and the agent says what it wants next.
 * On the real clock a runner is a thread that blocks on the notification word; in virtual time it
 * is a simulated processor. Which agents serve which queues is the business of a {@link
 * knet.threads.mode.Mode}.
 *
 * <p>May depend on {@code knet.driver}, Agrona and the JDK.
 */
package knet.threads.agent;
