package knet.firmware.parts;

/**
 * Which fields of a packet its flow hash takes, in the letters of {@code ethtool -N DEV
 * rx-flow-hash}: s and d for the addresses, f and n for the first and the second two bytes behind
 * the IP header, which are the ports. A field that is not taken counts as 0, so that the others
 * keep their places in the hash's input.
 */
public final class HashFields {
    public static final int SOURCE = 1;
    public static final int DESTINATION = 1 << 1;
    public static final int SOURCE_PORT = 1 << 2;
    public static final int DESTINATION_PORT = 1 << 3;

    /** All four. */
    public static final int ALL = SOURCE | DESTINATION | SOURCE_PORT | DESTINATION_PORT;

    /** The two addresses. */
    public static final int ADDRESSES = SOURCE | DESTINATION;

    private static final String LETTERS = "sdfn";

    private HashFields() {}

    /**
     * Reads letters, in any order, or {@code none}: then the hash is one of nothing, for all alike.
     *
     * @param allowed fields that there are
     * @throws IllegalArgumentException if there is none, or one that is unknown, repeated or not
     *     allowed
     */
    public static int parse(final String letters, final int allowed) {
        if (letters.equals("none")) {
            return 0;
        }
        int fields = 0;
        for (int i = 0; i < letters.length(); i++) {
            final int bit = LETTERS.indexOf(letters.charAt(i));
            if (bit < 0) {
                throw new IllegalArgumentException("'" + letters.charAt(i) + "' is none of sdfn");
            }
            final int field = 1 << bit;
            if ((fields & field) != 0) {
                throw new IllegalArgumentException("'" + letters.charAt(i) + "' comes twice");
            }
            if ((allowed & field) == 0) {
                throw new IllegalArgumentException("there are no ports");
            }
            fields |= field;
        }
        if (fields == 0) {
            throw new IllegalArgumentException("nothing to hash");
        }
        return fields;
    }

    /** The letters of fields, in the order {@code sdfn}; empty for none. */
    static String letters(final int fields) {
        final StringBuilder letters = new StringBuilder();
        for (int bit = 0; bit < LETTERS.length(); bit++) {
            if ((fields & 1 << bit) != 0) {
                letters.append(LETTERS.charAt(bit));
            }
        }
        return letters.toString();
    }

    /** True if what is taken of one end is taken of the other. */
    static boolean isPaired(final int fields) {
        final boolean hasSource = (fields & SOURCE) != 0;
        final boolean hasDestination = (fields & DESTINATION) != 0;
        final boolean hasSourcePort = (fields & SOURCE_PORT) != 0;
        final boolean hasDestinationPort = (fields & DESTINATION_PORT) != 0;
        return hasSource == hasDestination && hasSourcePort == hasDestinationPort;
    }

    /** The bits of both ports that are taken, the source's on top. */
    static int portsMask(final int fields) {
        return ((fields & SOURCE_PORT) != 0 ? 0xffff_0000 : 0)
                | ((fields & DESTINATION_PORT) != 0 ? 0xffff : 0);
    }
}
