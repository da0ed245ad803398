/** The NIC's view of the register file and the counter region: plain loads and ordered stores. */
package knet.nic.registers;
