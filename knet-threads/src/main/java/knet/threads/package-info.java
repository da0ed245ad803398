/** See ARCHITECTURE.md. */
package knet.threads;
