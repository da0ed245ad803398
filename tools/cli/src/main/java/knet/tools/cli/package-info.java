/** See ARCHITECTURE.md. */
package knet.tools.cli;
