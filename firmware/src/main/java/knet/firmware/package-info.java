/**
 * Firmware: the classifiers that a NIC runs, the header parser they see a packet through, and the
 * way they are found and configured.
 *
 * <p>A classifier is one class. This one is whole:
 *
 * <pre>{@code
 * public class PortSpread implements Classifier {
 *     private final int shift;
 *
 *     public PortSpread(Parameters parameters) {
 *         shift = parameters.intValue("shift", 0, 0, 15, "low bits of the source port to drop");
 *     }
 *
 *     public int classify(Packet packet, QueueState queues) {
 *         return packet.hasPorts() ? (packet.sourcePort() >> shift) % queues.count() : 0;
 *     }
 * }
 * }</pre>
 *
 * <p>It is asked for as {@code org.example.PortSpread:shift=4} if it is on the class path, as
 * {@code my.jar!org.example.PortSpread:shift=4} if it is in a jar, and as {@code
 * port-spread:shift=4} once {@code META-INF/services/knet.firmware.Classifier} lists it.
 *
 * <ul>
 *   <li>{@link knet.firmware.Classifier}: what to implement. {@link knet.firmware.Packet} and
 *       {@link knet.firmware.QueueState} are what it sees, {@link knet.firmware.FirmwareContext}
 *       what it is told at start, {@link knet.firmware.FirmwareCounter} what it publishes.
 *   <li>{@link knet.firmware.Toeplitz} and {@link knet.firmware.IndirectionTable}: parts to build
 *       with; more of them, flow hashes and tables of flows, in {@code knet.firmware.parts}.
 *   <li>{@link knet.firmware.FirmwareCatalog}: finds and makes classifiers from a {@link
 *       knet.firmware.FirmwareSpec}.
 *   <li>{@link knet.firmware.Decisions}: runs one without a device.
 *   <li>{@code knet.firmware.hardware}: how a classifier says what a real NIC would be set to.
 *   <li>{@code knet.firmware.check}: checks of what any classifier owes.
 * </ul>
 *
 * <p>Depends on no other module: what a researcher writes needs this one alone.
 */
package knet.firmware;
