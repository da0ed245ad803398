/**
 * The command line: {@code knet COMMAND}. Wires the other modules together for a user, checks what
 * the user hands in, and prints results on stdout, everything else on stderr.
 *
 * <p>Exit codes: 0 done, 1 the work failed (one line on stderr), 2 bad arguments, 130 ended by
 * Ctrl-C after the report of what was done so far.
 */
package knet.tools.cli;
