/** Where the frames go that the host sends, and where received ones are copied to on demand. */
package knet.nic.transmit;
