/**
 * What a classifier's decisions come down to in terms of what a real NIC can be set to: the hash's
 * key, fields and function, the indirection table, and filters. How a tool spells that is for the
 * tool to say.
 */
package knet.firmware.hardware;
