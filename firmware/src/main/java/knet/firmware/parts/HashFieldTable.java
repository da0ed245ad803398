package knet.firmware.parts;

import java.util.LinkedHashMap;
import java.util.Map;
import knet.firmware.Packet;
import knet.firmware.Parameters;
import knet.firmware.Protocols;

/** The {@link HashFields} of each kind of packet: {@code ethtool -N DEV rx-flow-hash tcp4 sdfn}. */
final class HashFieldTable {
    private static final int TCP = 0;
    private static final int UDP = 1;
    private static final int SCTP = 2;
    private static final int NO_PORTS = 3;
    private static final int TYPES = 4;
    private static final String[] NAMES = {"tcp", "udp", "sctp", "ip"};

    /** IPv4's first, then IPv6's. */
    private final int[] fields = new int[2 * TYPES];

    private final boolean isPaired;

    private HashFieldTable(final int... fields) {
        System.arraycopy(fields, 0, this.fields, 0, fields.length);
        boolean isEachPaired = true;
        for (final int f : fields) {
            isEachPaired &= HashFields.isPaired(f);
        }
        this.isPaired = isEachPaired;
    }

    /** All that a packet has. */
    static HashFieldTable all() {
        final int all = HashFields.ALL;
        final int addresses = HashFields.ADDRESSES;
        return new HashFieldTable(all, all, all, addresses, all, all, all, addresses);
    }

    /** Reads the parameter {@code udp} and one for each kind: {@code tcp4} to {@code ip6}. */
    static HashFieldTable of(final Parameters parameters) {
        final boolean isUdpWithoutPorts =
                parameters
                        .choice(
                                "udp",
                                "4tuple",
                                "what of UDP is hashed: 2tuple is the addresses alone, so that"
                                        + " fragments of a flow meet the rest of it",
                                "4tuple",
                                "2tuple")
                        .equals("2tuple");
        final int[] fields = new int[2 * TYPES];
        for (int i = 0; i < fields.length; i++) {
            final int type = i % TYPES;
            final boolean hasPorts = type != NO_PORTS;
            final int allowed = hasPorts ? HashFields.ALL : HashFields.ADDRESSES;
            final String byDefault = type == UDP && isUdpWithoutPorts || !hasPorts ? "sd" : "sdfn";
            fields[i] =
                    parameters.parsed(
                            name(i),
                            "fields",
                            byDefault,
                            hasPorts ? "some of sdfn, or none" : "some of sd, or none",
                            help(type),
                            text -> HashFields.parse(text, allowed));
        }
        return new HashFieldTable(fields);
    }

    private static String help(final int type) {
        return type == NO_PORTS
                ? "fields hashed of what has no ports, fragments included"
                : "fields hashed, as ethtool -N DEV rx-flow-hash: s and d are the addresses, f and n"
                        + " the ports";
    }

    int of(final Packet packet) {
        return fields[index(packet.ipVersion(), packet.hasPorts() ? packet.protocol() : 0)];
    }

    int of(final FlowKey key) {
        return fields[index(key.ipVersion(), key.hasPorts() ? key.protocol() : 0)];
    }

    private static int index(final int ipVersion, final int protocol) {
        final int type;
        switch (protocol) {
            case Protocols.TCP -> type = TCP;
            case Protocols.UDP -> type = UDP;
            case Protocols.SCTP -> type = SCTP;
            default -> type = NO_PORTS;
        }
        return ipVersion == 4 ? type : TYPES + type;
    }

    /** Letters of the fields, by flow type. */
    Map<String, String> letters() {
        final Map<String, String> letters = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i++) {
            letters.put(name(i), HashFields.letters(fields[i]));
        }
        return letters;
    }

    private static String name(final int index) {
        return NAMES[index % TYPES] + (index < TYPES ? '4' : '6');
    }

    /** True if of every packet what is taken of one end is taken of the other. */
    boolean isPaired() {
        return isPaired;
    }
}
