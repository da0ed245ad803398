package knet.firmware.hardware;

import java.util.List;
import java.util.Optional;

/**
 * An n-tuple filter: what a packet must be to go to a queue.
 *
 * @param flowType {@code tcp4}, {@code udp4}, {@code sctp4}, {@code ip4}, the same with a 6, or
 *     {@code ether}
 * @param fields that must match, none of them twice
 * @param queue that what matches goes to
 * @param location in the order in which filters are tried, from 0
 */
public record NicFilter(String flowType, List<Field> fields, int queue, int location) {
    /** Of Ethernet alone. */
    public static final String ETHER = "ether";

    public NicFilter {
        fields = List.copyOf(fields);
    }

    /**
     * A field and the bits of it that must match. Up to 128 bits: what is shorter is in the low
     * ones.
     *
     * @param name {@code src-ip}, {@code dst-ip}, {@code src-port}, {@code dst-port}, {@code tos},
     *     {@code tclass}, {@code l4proto}, {@code proto}, {@code vlan} (the tag's control
     *     information), {@code dst-mac} or {@code src-mac}
     * @param valueHigh what there must be
     * @param maskHigh bits set where it must
     */
    public record Field(String name, long valueHigh, long valueLow, long maskHigh, long maskLow) {
        /** One of at most 64 bits. */
        public static Field of(final String name, final long value, final long mask) {
            return new Field(name, 0, value, 0, mask);
        }

        private boolean excludes(final Field other) {
            return ((valueHigh ^ other.valueHigh) & maskHigh & other.maskHigh) != 0
                    || ((valueLow ^ other.valueLow) & maskLow & other.maskLow) != 0;
        }
    }

    /** IP version, 4 or 6; 0 for {@link #ETHER}. */
    public int ipVersion() {
        return flowType.endsWith("4") ? 4 : flowType.endsWith("6") ? 6 : 0;
    }

    /** {@code tcp}, {@code udp}, {@code sctp}, or empty for any. */
    public String portProtocol() {
        return flowType.startsWith("ip") || flowType.equals(ETHER)
                ? ""
                : flowType.substring(0, flowType.length() - 1);
    }

    /** The field of that name, if it is one that must match. */
    public Optional<Field> field(final String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /**
     * True if a packet may match both: then their order counts. May be true where none does, if
     * they look at different fields.
     */
    public boolean overlaps(final NicFilter other) {
        final boolean isOneIp =
                ipVersion() == other.ipVersion() || ipVersion() == 0 || other.ipVersion() == 0;
        final boolean isOneProtocol =
                portProtocol().equals(other.portProtocol())
                        || portProtocol().isEmpty()
                        || other.portProtocol().isEmpty();
        return isOneIp
                && isOneProtocol
                && fields.stream()
                        .noneMatch(
                                field ->
                                        other.field(field.name())
                                                .filter(field::excludes)
                                                .isPresent());
    }
}
