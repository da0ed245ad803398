/**
 * Puts a run together: what the host is told of the firmware, and what the report says at its end.
 */
package knet.tools.cli.run;
