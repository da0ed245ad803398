/**
 * The NIC's ends of a queue pair: receive ring (DMA and publication) and transmit ring. They check
 * everything that the host wrote before they use it, and quarantine a queue whose memory fails.
 */
package knet.nic.ring;
