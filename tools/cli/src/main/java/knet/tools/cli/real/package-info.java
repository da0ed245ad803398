/** The real clock: what it measured, for browsers; the ways of knet compare as real runs. */
package knet.tools.cli.real;
