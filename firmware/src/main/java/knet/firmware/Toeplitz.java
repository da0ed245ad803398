package knet.firmware;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.util.Arrays;
import java.util.HexFormat;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;

/**
 * The Toeplitz hash of receive-side scaling: for every bit of the input that is set, in network
 * order, the 32 bits of the key that begin at the same bit are XORed into the result (Microsoft,
 * "RSS Hashing Types"; Intel 82599 datasheet, section 7.1.2.8).
 *
 * <p>The hash is linear, so the contributions of the bytes can be looked up, one table of 256
 * entries for each position in the input, and XORed. 12 bytes (IPv4 with ports) use 12 KiB of
 * tables, which stay in the first-level cache; 36 bytes use 36 KiB.
 */
public final class Toeplitz {
    /** Bytes of a key: enough for two IPv6 addresses, two ports, and the last 32-bit window. */
    public static final int KEY_LENGTH = 40;

    /** Longest input, bytes: two IPv6 addresses and two ports. */
    public static final int MAX_INPUT_LENGTH = KEY_LENGTH - Integer.BYTES;

    private static final byte[] DEFAULT_KEY =
            HexFormat.of()
                    .parseHex(
                            "6d5a56da255b0ec24167253d43a38fb0d0ca2bcbae7b30b4"
                                    + "77cb2da38030f20c6a42b73bbeac01fa");

    private static final int TABLE_SIZE = 256;
    private static final int TABLE_BYTES = TABLE_SIZE * Integer.BYTES;
    private static final int BYTE_TIMES_FOUR = 0xff << 2;
    private static final long ARRAY_BASE = UnsafeApi.arrayBaseOffset(int[].class);

    private final byte[] key;

    /** Position p's table begins at p * 256. */
    private final int[] tables = new int[MAX_INPUT_LENGTH * TABLE_SIZE];

    /**
     * @throws IllegalArgumentException if the key is not of {@link #KEY_LENGTH} bytes
     */
    public Toeplitz(final byte[] key) {
        if (key.length != KEY_LENGTH) {
            throw new IllegalArgumentException(
                    "a Toeplitz key has " + KEY_LENGTH + " bytes, not " + key.length);
        }
        this.key = key.clone();
        for (int position = 0; position < MAX_INPUT_LENGTH; position++) {
            fillTable(position, key);
        }
    }

    /** The key, in hexadecimal digits. */
    public String keyHex() {
        return HexFormat.of().formatHex(key);
    }

    /** True if the key repeats every 16 bits: moving a port or an address changes nothing. */
    public boolean isSymmetric() {
        return Arrays.equals(key, 2, key.length, key, 0, key.length - 2);
    }

    /**
     * What {@link #hash(Packet, boolean)} of a packet is made of, for an {@link Explanation}.
     *
     * @param withPorts as there
     * @return null if the packet is not IP
     */
    public HashInput input(final Packet packet, final boolean withPorts) {
        return packet.isIp()
                ? HashInput.asItStands(this, packet, withPorts, hash(packet, withPorts))
                : null;
    }

    /** The key of the 82599 datasheet's verification suite (section 7.1.2.8.3). */
    public static byte[] defaultKey() {
        return DEFAULT_KEY.clone();
    }

    /**
     * 0x6d5a repeated: both directions of a flow hash alike, because moving a word of the input by
     * 16 bits does not change its contribution (Woo and Park, "Scalable TCP Session Monitoring with
     * Symmetric Receive-side Scaling", 2012). So the two halves of a hash are equal: 16 bits of
     * entropy.
     */
    public static byte[] symmetricKey() {
        return HexFormat.of().parseHex("6d5a".repeat(KEY_LENGTH / 2));
    }

    private void fillTable(final int position, final byte[] key) {
        // 40 bits of key cover the windows of the eight bits of this byte.
        long window = 0;
        for (int i = 0; i <= Integer.BYTES; i++) {
            window = window << 8 | key[position + i] & 0xff;
        }
        final int base = position * TABLE_SIZE;
        for (int value = 1; value < TABLE_SIZE; value++) {
            final int lowestBit = Integer.numberOfTrailingZeros(value);
            // The top bit of the byte takes the window that begins at the byte.
            final int contribution = (int) (window >>> (lowestBit + 1));
            tables[base + value] = tables[base + (value & (value - 1))] ^ contribution;
        }
    }

    /**
     * Hash of the packet's addresses, and of its ports if wanted.
     *
     * @param withPorts only if {@link Packet#hasPorts()}
     * @return 0 if the packet is not IP
     */
    public int hash(final Packet packet, final boolean withPorts) {
        // Ports of 0 contribute nothing, so leaving them out needs no branch of its own.
        final int ports = withPorts ? packet.ports() : 0;
        final int version = packet.ipVersion();
        if (version == 4) {
            return hashIpv4(
                    packet.buffer().getLong(packet.sourceAddressOffset(), BIG_ENDIAN), ports);
        }
        return version == 6 ? ipv6(packet.buffer(), packet.sourceAddressOffset(), ports) : 0;
    }

    private int ipv6(final DirectBuffer buffer, final int at, final int ports) {
        return hashIpv6(
                buffer.getLong(at, BIG_ENDIAN),
                buffer.getLong(at + 8, BIG_ENDIAN),
                buffer.getLong(at + 16, BIG_ENDIAN),
                buffer.getLong(at + 24, BIG_ENDIAN),
                ports);
    }

    /**
     * Hash of IPv4 addresses and ports.
     *
     * @param addresses source on top
     * @param ports source on top; 0 hashes the addresses alone
     */
    public int hashIpv4(final long addresses, final int ports) {
        final int[] t = tables;
        return eightBytes(t, 0, addresses) ^ fourBytes(t, 8, ports);
    }

    /**
     * Hash of IPv6 addresses, each in two parts of which the first is on top, and ports.
     *
     * @param ports source on top; 0 hashes the addresses alone
     */
    public int hashIpv6(
            final long source,
            final long sourceLow,
            final long destination,
            final long destinationLow,
            final int ports) {
        final int[] t = tables;
        return eightBytes(t, 0, source)
                ^ eightBytes(t, 8, sourceLow)
                ^ eightBytes(t, 16, destination)
                ^ eightBytes(t, 24, destinationLow)
                ^ fourBytes(t, 32, ports);
    }

    /**
     * Hash of any bytes.
     *
     * @throws IllegalArgumentException if there are more than {@link #MAX_INPUT_LENGTH}
     */
    public int hash(final DirectBuffer buffer, final int offset, final int length) {
        if (length < 0 || length > MAX_INPUT_LENGTH) {
            throw new IllegalArgumentException(
                    "a Toeplitz input has 0 to " + MAX_INPUT_LENGTH + " bytes, not " + length);
        }
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash ^= tables[i * TABLE_SIZE + (buffer.getByte(offset + i) & 0xff)];
        }
        return hash;
    }

    private static int eightBytes(final int[] tables, final int position, final long bytes) {
        return fourBytes(tables, position, (int) (bytes >>> 32))
                ^ fourBytes(tables, position + 4, (int) bytes);
    }

    /**
     * Four lookups without range checks, which would cost as much as the lookups: an address is
     * within the tables for every value of the bytes, because positions are constants up to 32. A
     * byte is shifted to where it is four times itself, the offset of an int.
     */
    private static int fourBytes(final int[] tables, final int position, final int bytes) {
        final long base = ARRAY_BASE + (long) position * TABLE_BYTES;
        return UnsafeApi.getInt(tables, base + (bytes >>> 22 & BYTE_TIMES_FOUR))
                ^ UnsafeApi.getInt(tables, base + TABLE_BYTES + (bytes >>> 14 & BYTE_TIMES_FOUR))
                ^ UnsafeApi.getInt(tables, base + 2 * TABLE_BYTES + (bytes >>> 6 & BYTE_TIMES_FOUR))
                ^ UnsafeApi.getInt(tables, base + 3 * TABLE_BYTES + (bytes << 2 & BYTE_TIMES_FOUR));
    }
}
