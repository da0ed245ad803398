package knet.firmware.builtin;

import java.util.Map;
import knet.firmware.Classifier;
import knet.firmware.Firmware;
import knet.firmware.IndirectionTable;
import knet.firmware.Packet;
import knet.firmware.Parameters;
import knet.firmware.Protocols;
import knet.firmware.QueueState;
import knet.firmware.Toeplitz;

/**
 * Receive-side scaling as NICs do it: a Toeplitz hash over the addresses, and the ports if there
 * are any, whose low bits choose an entry of an indirection table. Fragments hash on the addresses
 * alone, because only the first has ports. What is not IP goes to queue 0 with hash 0.
 */
@Firmware(
        name = "flow-hash",
        help = "RSS: Toeplitz hash of addresses and ports, masked into an indirection table",
        rule = "indirection[hash & (table - 1)], indirection[i] = i % queues")
public final class FlowHash implements Classifier {
    private static final Map<String, byte[]> KEYS =
            Map.of("default", Toeplitz.defaultKey(), "symmetric", Toeplitz.symmetricKey());

    private final Toeplitz toeplitz;
    private final boolean isUdpWithoutPorts;
    private final boolean isInner;
    private final IndirectionTable table;

    public FlowHash(final Parameters parameters) {
        toeplitz =
                new Toeplitz(
                        parameters.bytes(
                                "key",
                                Toeplitz.KEY_LENGTH,
                                "default",
                                KEYS,
                                "the hash's key; symmetric hashes both directions of a flow alike"));
        isUdpWithoutPorts =
                parameters
                        .choice(
                                "udp",
                                "4tuple",
                                "what of UDP is hashed: 2tuple is the addresses alone, so that"
                                        + " fragments of a flow meet the rest of it",
                                "4tuple",
                                "2tuple")
                        .equals("2tuple");
        isInner =
                parameters.booleanValue(
                        "inner",
                        false,
                        "follow GRE, IP in IP, VXLAN, Geneve and GTP-U inward and hash what they"
                                + " carry");
        table =
                new IndirectionTable(
                        parameters.powerOfTwo(
                                "table",
                                IndirectionTable.DEFAULT_SIZE,
                                1,
                                IndirectionTable.MAX_SIZE,
                                "entries of the indirection table"),
                        parameters.queues());
    }

    @Override
    public int classify(final Packet packet, final QueueState queues) {
        final Packet headers = isInner ? packet.inner() : packet;
        if (!headers.isIp()) {
            return 0;
        }
        final boolean withPorts =
                headers.hasPorts() && !(isUdpWithoutPorts && headers.protocol() == Protocols.UDP);
        final int hash = toeplitz.hash(headers, withPorts);
        if (isInner) {
            packet.hashOfInner(hash);
        } else {
            packet.hash(hash);
        }
        return table.queue(hash);
    }

    /** The table in use: may be changed between two frames. */
    public IndirectionTable table() {
        return table;
    }
}
