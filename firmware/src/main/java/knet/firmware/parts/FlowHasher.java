package knet.firmware.parts;

import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import knet.firmware.HashInput;
import knet.firmware.Packet;
import knet.firmware.Parameters;
import knet.firmware.Toeplitz;

/**
 * A packet's flow hash: which headers (outer or inner), which of their fields, what is done to them
 * to make both directions alike, and the function. Each of the four is a parameter of the
 * classifier that hashes with this.
 *
 * <p>Leaves the hash with the packet. What is not IP has hash 0. Used by one thread.
 */
public final class FlowHasher {
    private static final Map<String, byte[]> KEYS =
            Map.of("default", Toeplitz.defaultKey(), "symmetric", Toeplitz.symmetricKey());

    private final HashFunction function;
    private final String keyDigits;
    private final Toeplitz toeplitz;
    private final Symmetry symmetry;
    private final HashFieldTable fields;
    private final boolean isInner;

    /** Toeplitz over all that there is, as it stands: needs no key of the flow. */
    private final boolean isPlain;

    private final FlowKey key = new FlowKey();
    private final byte[] bytes = new byte[FlowKey.MAX_LENGTH];
    private final Checksum crc;

    private FlowHasher(
            final HashFunction function,
            final byte[] toeplitzKey,
            final Symmetry symmetry,
            final HashFieldTable fields,
            final boolean isInner) {
        this.function = function;
        this.keyDigits = HexFormat.of().formatHex(toeplitzKey);
        this.toeplitz = new Toeplitz(toeplitzKey);
        this.symmetry = symmetry;
        this.fields = fields;
        this.isInner = isInner;
        this.isPlain = function == HashFunction.TOEPLITZ && symmetry == Symmetry.NONE;
        this.crc = function == HashFunction.CRC32C ? new CRC32C() : new CRC32();
    }

    /**
     * Reads the parameters {@code hash}, {@code key}, {@code xfrm} and {@code inner}.
     *
     * @param symmetry what {@code xfrm} is unless the user says otherwise
     */
    public static FlowHasher of(final Parameters parameters, final Symmetry symmetry) {
        final HashFunction function = function(parameters);
        final byte[] key = key(parameters);
        return new FlowHasher(
                function,
                key,
                symmetry(parameters, symmetry),
                HashFieldTable.all(),
                inner(parameters));
    }

    /**
     * As {@link #of}, and the fields of each protocol, in the order of {@code flow-hash}.
     *
     * @throws knet.firmware.FirmwareException if the fields do not suit a symmetric hash
     */
    public static FlowHasher withFields(final Parameters parameters) {
        final byte[] key = key(parameters);
        final HashFieldTable fields = HashFieldTable.of(parameters);
        final boolean isInner = inner(parameters);
        final HashFunction function = function(parameters);
        final Symmetry symmetry = symmetry(parameters, Symmetry.NONE);
        if (symmetry != Symmetry.NONE && !fields.isPaired()) {
            // As ethtool: a field of one end says nothing of a flow without that of the other.
            throw parameters.refusal(
                    "a symmetric hash takes fields in pairs: s with d, and f with n");
        }
        return new FlowHasher(function, key, symmetry, fields, isInner);
    }

    private static byte[] key(final Parameters parameters) {
        return parameters.bytes(
                "key",
                Toeplitz.KEY_LENGTH,
                "default",
                KEYS,
                "the Toeplitz hash's key; symmetric hashes both directions of a flow alike");
    }

    private static boolean inner(final Parameters parameters) {
        return parameters.booleanValue(
                "inner",
                false,
                "follow GRE, IP in IP, VXLAN, Geneve and GTP-U inward and hash what they carry");
    }

    private static HashFunction function(final Parameters parameters) {
        return parameters.enumValue("hash", HashFunction.TOEPLITZ, "the hash function");
    }

    private static Symmetry symmetry(final Parameters parameters, final Symmetry defaultValue) {
        return parameters.enumValue(
                "xfrm",
                defaultValue,
                "what is done to source and destination before they are hashed, so that both"
                        + " directions hash alike");
    }

    /** True if both directions of every flow have the same hash. */
    public boolean isSymmetric() {
        return fields.isPaired()
                && (symmetry != Symmetry.NONE
                        || function == HashFunction.TOEPLITZ && toeplitz.isSymmetric());
    }

    /** What a NIC would be set to. */
    public RssHash settings() {
        return new RssHash(keyDigits, function, symmetry, fields.letters(), isInner);
    }

    /** The view of a packet whose headers are hashed. */
    public Packet headers(final Packet packet) {
        return isInner ? packet.inner() : packet;
    }

    /**
     * Hashes a packet and leaves the hash with it.
     *
     * @return 0 if it is not IP
     */
    public int hash(final Packet packet) {
        final Packet headers = headers(packet);
        if (!headers.isIp()) {
            return 0;
        }
        final int hash;
        final int taken = fields.of(headers);
        if (isPlain && (taken == HashFields.ALL || taken == HashFields.ADDRESSES)) {
            hash = toeplitz.hash(headers, taken == HashFields.ALL);
        } else {
            key.load(headers);
            hash = hash(key, taken);
        }
        leave(packet, hash);
        return hash;
    }

    /**
     * Hashes a packet whose key was taken already, and leaves the hash with it.
     *
     * @param ofHeaders the key of {@link #headers}, as it was loaded or {@link FlowKey#sort}ed
     */
    public int hash(final Packet packet, final FlowKey ofHeaders) {
        final int hash = hash(ofHeaders);
        leave(packet, hash);
        return hash;
    }

    /** The hash of a flow's packets, without one. */
    public int hash(final FlowKey flow) {
        key.set(flow);
        return hash(key, fields.of(flow));
    }

    private void leave(final Packet packet, final int hash) {
        if (isInner) {
            packet.hashOfInner(hash);
        } else {
            packet.hash(hash);
        }
    }

    /**
     * Hashes a packet as {@link #hash(Packet)} does, and tells what the hash is made of.
     *
     * @return null if it is not IP
     */
    public HashInput explain(final Packet packet) {
        final Packet headers = headers(packet);
        if (!headers.isIp()) {
            return null;
        }
        final int taken = fields.of(headers);
        key.load(headers);
        key.keep(taken);
        final HashInputParts parts = new HashInputParts(packet, headers, taken, key);
        symmetry.apply(key);
        return new HashInput(
                HashInputParts.name(function),
                function == HashFunction.TOEPLITZ ? toeplitz.keyHex() : "",
                HashInputParts.name(symmetry),
                isInner,
                isSymmetric(),
                parts.words(),
                parts.after(symmetry, key),
                hash(packet));
    }

    /** Consumes the key. */
    private int hash(final FlowKey flow, final int taken) {
        flow.keep(taken);
        symmetry.apply(flow);
        if (function == HashFunction.TOEPLITZ) {
            return flow.ipVersion() == 4
                    ? toeplitz.hashIpv4(flow.sourceLow << 32 | flow.destinationLow, flow.ports)
                    : toeplitz.hashIpv6(
                            flow.source,
                            flow.sourceLow,
                            flow.destination,
                            flow.destinationLow,
                            flow.ports);
        }
        final int length = flow.putBytes(bytes);
        if (function == HashFunction.XXH32) {
            return XxHash32.hash(bytes, length, 0);
        }
        crc.reset();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
