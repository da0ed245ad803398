/**
 * Parts to build classifiers with: flow hashes and what goes into them, tables of flows, a sketch
 * that finds heavy ones, and the rule that moves a flow without reordering it. The built-in
 * classifiers are made of these, and anybody's may be.
 *
 * <ul>
 *   <li>{@link knet.firmware.parts.FlowHasher}: a packet's flow hash, by the parameters that users
 *       know from {@code ethtool}.
 *   <li>{@link knet.firmware.parts.FlowTable}: flows to slots, exactly, in bounded memory; {@link
 *       knet.firmware.parts.SteeringTable}: flows to queues, upon it.
 *   <li>{@link knet.firmware.parts.DrainRule}: when a flow may move.
 *   <li>{@link knet.firmware.parts.CountMinSketch}, {@link knet.firmware.parts.FlowLimit}: heavy
 *       flows.
 *   <li>{@link knet.firmware.parts.MaglevTable}: a lookup table that changes little when a queue
 *       comes or goes.
 * </ul>
 *
 * <p>All memory is allocated when a part is made; nothing is allocated per packet. Depends on
 * {@link knet.firmware} alone.
 */
package knet.firmware.parts;
