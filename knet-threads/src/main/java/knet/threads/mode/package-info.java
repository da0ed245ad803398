/**
 * Modes: which agent serves which queue, and how the NIC notifies. A mode is wiring of the parts in
 * {@link knet.threads.agent}, one small class each; {@link knet.threads.mode.Modes} lists them.
 */
package knet.threads.mode;
