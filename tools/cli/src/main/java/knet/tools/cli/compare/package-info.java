/** {@code knet compare}: the same trace under several modes and classifiers, side by side. */
package knet.tools.cli.compare;
