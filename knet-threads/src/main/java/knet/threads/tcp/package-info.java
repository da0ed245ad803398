/**
 * TCP (RFC 9293) as a state machine without I/O: a segment and the time go in, bytes in order come
 * out. Split by role; what is here is the receiving half of a connection.
 *
 * <p>May depend on knet.threads.ip and Agrona only.
 */
package knet.threads.tcp;
