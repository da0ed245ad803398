/**
 * Captures: reading, writing, storing, generating and pacing them. Everything that comes out of
 * this module is an Ethernet frame, whatever the capture's link type.
 *
 * <p>Depends on no other module.
 */
package knet.traces;
