/**
 * The host process on the real clock: opens devices, gives every network thread a runner, watches
 * the NIC, and collects the result. The only package of this module that owns threads and reads a
 * clock.
 */
package knet.threads.host;
