/**
 * Firmware: the classifiers that a NIC runs, the header parser they see a packet through, and the
 * way they are found and configured.
 *
 * <p>Depends on no other module: what a researcher writes needs this one alone.
 */
package knet.firmware;
