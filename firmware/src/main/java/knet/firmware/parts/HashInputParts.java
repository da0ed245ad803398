package knet.firmware.parts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import knet.firmware.HashInput;
import knet.firmware.Packet;

/**
 * Which field each byte came from that {@link FlowHasher} hashes: the bytes are those of its key,
 * before and after what makes both directions alike.
 */
final class HashInputParts {
    private static final String[] FIELDS = {
        "source address", "destination address", "source port", "destination port"
    };
    private static final int[] BITS = {
        HashFields.SOURCE,
        HashFields.DESTINATION,
        HashFields.SOURCE_PORT,
        HashFields.DESTINATION_PORT
    };

    private final boolean hasPorts;
    private final int taken;
    private final int[] offsets;
    private final int[] lengths;
    private final byte[] before = new byte[FlowKey.MAX_LENGTH];

    /**
     * @param key of the headers, without the fields that are not taken
     */
    HashInputParts(final Packet packet, final Packet headers, final int taken, final FlowKey key) {
        final int address = headers.addressLength();
        final int source = headers.sourceAddressOffset() - packet.offset();
        final int ports = headers.l4Offset() - packet.offset();
        this.hasPorts = headers.hasPorts();
        this.taken = taken;
        this.offsets = new int[] {source, source + address, ports, ports + Short.BYTES};
        this.lengths = new int[] {address, address, Short.BYTES, Short.BYTES};
        key.putBytes(before);
    }

    /** The fields that count, in words. */
    String words() {
        return HashInput.words(isTaken(0), isTaken(1), isTaken(2), isTaken(3));
    }

    private boolean isTaken(final int field) {
        return (taken & BITS[field]) != 0 && (field < 2 || hasPorts);
    }

    /**
     * The bytes that are hashed.
     *
     * @param key after the transform
     */
    List<HashInput.Part> after(final Symmetry symmetry, final FlowKey key) {
        final byte[] after = new byte[FlowKey.MAX_LENGTH];
        final int length = key.putBytes(after);
        final boolean isTurned = symmetry == Symmetry.SORTED && !Arrays.equals(before, after);
        final List<HashInput.Part> parts = new ArrayList<>();
        int at = 0;
        for (int field = 0; field < FIELDS.length && at < length; field++) {
            final String hex = HexFormat.of().formatHex(after, at, at + lengths[field]);
            parts.add(part(field, symmetry, isTurned, hex));
            at += lengths[field];
        }
        return parts;
    }

    private HashInput.Part part(
            final int field, final Symmetry symmetry, final boolean isTurned, final String hex) {
        final int other = field ^ 1;
        if (field >= 2 && !hasPorts) {
            return new HashInput.Part("no ports: 0", -1, 0, hex);
        }
        return switch (symmetry) {
            case SYMMETRIC_XOR -> joined(field, "^", hex);
            case SYMMETRIC_OR_XOR -> joined(field, field % 2 == 0 ? "|" : "^", hex);
            case SORTED ->
                    own(isTurned ? other : field, isTurned ? ", the smaller end first" : "", hex);
            default -> own(field, "", hex);
        };
    }

    private HashInput.Part own(final int field, final String note, final String hex) {
        return isTaken(field)
                ? new HashInput.Part(FIELDS[field] + note, offsets[field], lengths[field], hex)
                : new HashInput.Part(FIELDS[field] + " left out: 0", -1, 0, hex);
    }

    private HashInput.Part joined(final int field, final String operator, final String hex) {
        final int first = field & ~1;
        return isTaken(field)
                ? new HashInput.Part(
                        FIELDS[first] + " " + operator + " " + FIELDS[first + 1],
                        offsets[first],
                        2 * lengths[first],
                        hex)
                : new HashInput.Part(FIELDS[field] + " left out: 0", -1, 0, hex);
    }

    /** As the user writes it. */
    static String name(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
