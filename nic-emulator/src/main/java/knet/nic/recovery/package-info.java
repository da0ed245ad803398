/**
 * What a NIC does before it takes its first frame: find out from the rings and the ledgers what the
 * NIC before it had done, and bring the counters in line.
 */
package knet.nic.recovery;
