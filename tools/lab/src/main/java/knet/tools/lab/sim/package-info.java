/**
 * Virtual time: simulated processors that give the very agents of the product their turns, and a
 * clock that moves from one event to the next.
 *
 * <p>What is simulated is the machine: processors, interrupt delivery, scheduling, the cost of each
 * step. NIC, rings, notifications, network threads and protocols are the product's own.
 */
package knet.tools.lab.sim;
