/** See ARCHITECTURE.md. */
package knet.tools.stress;
