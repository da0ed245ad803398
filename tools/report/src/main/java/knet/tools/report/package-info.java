/** See ARCHITECTURE.md. */
package knet.tools.report;
