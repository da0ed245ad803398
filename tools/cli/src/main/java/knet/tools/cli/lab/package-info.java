/**
 * {@code knet lab}: what experiments came to, as a table, as JSON and CSV, and as a page. The
 * experiments themselves are in {@link knet.tools.lab.experiment}.
 */
package knet.tools.cli.lab;
