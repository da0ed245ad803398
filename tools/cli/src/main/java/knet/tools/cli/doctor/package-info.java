/** What a machine offers to knet, and what to do about what is missing. */
package knet.tools.cli.doctor;
