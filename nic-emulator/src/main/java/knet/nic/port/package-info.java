/** The NIC's port: frames come in from a wire at their time, and go out to one. */
package knet.nic.port;
