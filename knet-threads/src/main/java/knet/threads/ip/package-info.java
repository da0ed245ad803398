/**
 * Internet layer input: link encapsulations, IPv4 (RFC 791) and IPv6 (RFC 8200) validation,
 * extension headers, checksums, and reassembly of fragments (RFC 815, RFC 5722).
 *
 * <p>May depend on knet.driver.abi and Agrona only.
 */
package knet.threads.ip;
