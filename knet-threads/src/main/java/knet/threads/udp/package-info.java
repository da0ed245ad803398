/**
 * UDP input (RFC 768): length and checksum checks.
 *
 * <p>May depend on knet.threads.ip and Agrona only.
 */
package knet.threads.udp;
