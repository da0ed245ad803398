/**
 * The device interface: what a real NIC documents in the register chapter of its datasheet.
 *
 * <p>Every shared-memory structure has one {@code *Descriptor} class that gives its layout, the
 * single writer of each field and the order of publication. The NIC and the host share nothing
 * else. Neither side trusts a length, an index or an offset that it reads here.
 *
 * <p>May depend on Agrona, the JDK and, for waking a sleeper ({@link knet.driver.abi.Wake}), JNA.
 */
package knet.driver.abi;
