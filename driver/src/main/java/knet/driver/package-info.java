/**
 * The host's side of the device: opening it, taking frames from receive rings, filling transmit
 * rings, arming notifications and waiting for them without CPU use.
 *
 * <p>Depends on no other module; {@link knet.driver.abi} is what it shares with the NIC.
 */
package knet.driver;
