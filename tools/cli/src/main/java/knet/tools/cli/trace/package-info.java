/** What {@code knet trace} prints about captures. */
package knet.tools.cli.trace;
