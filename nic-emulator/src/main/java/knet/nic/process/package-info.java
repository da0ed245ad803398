/**
 * The NIC as a process: its configuration, the runner that gives the agent a thread, a clock and
 * ways to sleep, the watchdog, and the launcher that supervises it from another process.
 */
package knet.nic.process;
