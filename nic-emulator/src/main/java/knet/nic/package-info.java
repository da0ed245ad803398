/** See ARCHITECTURE.md. */
package knet.nic;
