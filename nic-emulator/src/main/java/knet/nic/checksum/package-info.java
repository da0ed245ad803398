/** Receive checksum verification: the verdict that the NIC leaves in the descriptor. */
package knet.nic.checksum;
