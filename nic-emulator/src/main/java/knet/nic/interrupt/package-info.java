/**
 * The interrupt unit: when a queue's host thread is notified, and when it is left alone. Knows no
 * clock and no thread: time is passed in, waking is an {@link knet.nic.interrupt.InterruptLine}.
 */
package knet.nic.interrupt;
