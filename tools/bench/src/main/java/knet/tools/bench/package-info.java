/** See ARCHITECTURE.md. */
package knet.tools.bench;
