package knet.threads.ip;

import static java.nio.ByteOrder.BIG_ENDIAN;

import knet.driver.abi.RxDescriptor;
import knet.threads.base.Counters;
import org.agrona.DirectBuffer;

/**
 * Validates an IPv6 header and walks the extension headers (RFC 8200): hop-by-hop options, routing,
 * destination options, authentication (RFC 4302), at most {@value #MAX_EXTENSION_HEADERS}; a
 * fragment header (section 4.5) ends the walk unless the fragment is a whole datagram (RFC 6946).
 */
final class Ipv6Input {
    static final int MAX_EXTENSION_HEADERS = 16;
    private static final int HEADER = 40;
    private static final int NEXT_HEADER_OFFSET = 6;
    private static final int PAD1 = 0;
    private static final int JUMBO_PAYLOAD = 0xC2;
    private static final int HOME_ADDRESS = 0xC9;

    private final Counters<IpCounter> counters;
    private boolean lengthMissing;

    Ipv6Input(final Counters<IpCounter> counters) {
        this.counters = counters;
    }

    /** Returns null if the packet is good, else why it is to be discarded. */
    IpCounter parse(final IpPacket packet) {
        final DirectBuffer buffer = packet.buffer;
        final int offset = packet.networkOffset;
        final int present = packet.networkEnd - offset;
        if (present < HEADER) {
            return IpCounter.HEADER_CUT;
        }
        final int word0 = buffer.getInt(offset, BIG_ENDIAN);
        if (word0 >>> 28 != 6) {
            return IpCounter.BAD_VERSION;
        }
        final int word1 = buffer.getInt(offset + 4, BIG_ENDIAN);
        final int declared = word1 >>> 16;
        packet.protocol = word1 >>> 8 & 0xff;
        packet.trafficClass = word0 >>> 20 & 0xff;
        packet.sourceHigh = buffer.getLong(offset + 8, BIG_ENDIAN);
        packet.sourceLow = buffer.getLong(offset + 16, BIG_ENDIAN);
        packet.destinationHigh = buffer.getLong(offset + 24, BIG_ENDIAN);
        packet.destinationLow = buffer.getLong(offset + 32, BIG_ENDIAN);
        packet.payloadOffset = offset + HEADER;
        packet.payloadLength = present - HEADER;
        packet.missingLength = 0;
        lengthMissing = false;
        if (declared > 0) {
            if (!applyLength(packet, declared)) {
                return IpCounter.BAD_TOTAL_LENGTH;
            }
        } else if (packet.protocol == Protocol.HOP_BY_HOP) {
            // The length comes with the jumbo payload option (RFC 2675).
            lengthMissing = true;
        } else if (packet.protocol == Protocol.TCP && packet.payloadLength > 0xffff) {
            packet.giant = true;
        } else {
            packet.payloadLength = 0;
        }
        if (!isUpperLayer(packet.protocol)) {
            final IpCounter discard = walk(packet);
            if (discard != null) {
                return discard;
            }
        }
        packet.truncated =
                packet.missingLength > 0 || packet.giant && packet.hasFlag(RxDescriptor.TRUNCATED);
        return null;
    }

    /** Cuts the payload to the declared length; false if a frame that is not truncated lacks it. */
    private static boolean applyLength(final IpPacket packet, final long declared) {
        if (declared > packet.payloadLength) {
            if (!packet.hasFlag(RxDescriptor.TRUNCATED)) {
                return false;
            }
            packet.missingLength =
                    (int) Math.min(Integer.MAX_VALUE, declared - packet.payloadLength);
        } else {
            packet.payloadLength = (int) declared;
        }
        return true;
    }

    private static boolean isUpperLayer(final int protocol) {
        return protocol == Protocol.TCP || protocol == Protocol.UDP || protocol == Protocol.ICMPV6;
    }

    private IpCounter walk(final IpPacket packet) {
        final DirectBuffer buffer = packet.buffer;
        packet.fragmentAnnounced = packet.networkOffset + NEXT_HEADER_OFFSET;
        for (int i = 0; i < MAX_EXTENSION_HEADERS; i++) {
            final int protocol = packet.protocol;
            if (protocol == Protocol.FRAGMENT) {
                final IpCounter discard = fragmentHeader(packet);
                if (discard != null || packet.fragment) {
                    return discard;
                }
                packet.fragmentAnnounced = packet.payloadOffset - 8;
                continue;
            }
            if (!isWalked(protocol)) {
                return null;
            }
            final int offset = packet.payloadOffset;
            if (packet.payloadLength < 8) {
                return IpCounter.EXTENSION_HEADER_CUT;
            }
            final int word = buffer.getInt(offset, BIG_ENDIAN);
            final int units = word >>> 16 & 0xff;
            final int length =
                    protocol == Protocol.AUTHENTICATION ? (units + 2) << 2 : (units + 1) << 3;
            if (length > packet.payloadLength) {
                return IpCounter.EXTENSION_HEADER_CUT;
            }
            if (protocol == Protocol.ROUTING) {
                if ((word >>> 8 & 0xff) == 0 && (word & 0xff) != 0) {
                    return IpCounter.DEPRECATED_ROUTING;
                }
            } else if (protocol != Protocol.AUTHENTICATION) {
                final IpCounter discard = options(packet, offset + 2, offset + length);
                if (discard != null) {
                    return discard;
                }
                if (lengthMissing) {
                    return IpCounter.BAD_TOTAL_LENGTH;
                }
            }
            packet.fragmentAnnounced = offset;
            advance(packet, word >>> 24, length);
        }
        return isWalked(packet.protocol) || packet.protocol == Protocol.FRAGMENT
                ? IpCounter.TOO_MANY_EXTENSION_HEADERS
                : null;
    }

    private static boolean isWalked(final int protocol) {
        return protocol == Protocol.HOP_BY_HOP
                || protocol == Protocol.ROUTING
                || protocol == Protocol.DESTINATION_OPTIONS
                || protocol == Protocol.AUTHENTICATION;
    }

    private void advance(final IpPacket packet, final int nextHeader, final int length) {
        counters.increment(IpCounter.EXTENSION_HEADERS);
        packet.protocol = nextHeader;
        packet.payloadOffset += length;
        packet.payloadLength -= length;
    }

    private IpCounter fragmentHeader(final IpPacket packet) {
        if (packet.payloadLength < 8) {
            return IpCounter.EXTENSION_HEADER_CUT;
        }
        final int word = packet.buffer.getInt(packet.payloadOffset, BIG_ENDIAN);
        final int id = packet.buffer.getInt(packet.payloadOffset + 4, BIG_ENDIAN);
        if ((word & 0xfff9) == 0) {
            packet.atomicFragment = true;
            counters.increment(IpCounter.ATOMIC_FRAGMENTS);
        } else {
            packet.fragment = true;
            packet.moreFragments = (word & 1) != 0;
            packet.fragmentOffset = word & 0xfff8;
            packet.fragmentId = id;
        }
        advance(packet, word >>> 24, 8);
        return null;
    }

    /** Walks hop-by-hop or destination options. */
    private IpCounter options(final IpPacket packet, final int from, final int end) {
        final DirectBuffer buffer = packet.buffer;
        int offset = from;
        while (offset < end) {
            final int type = buffer.getByte(offset) & 0xff;
            if (type == PAD1) {
                offset++;
                continue;
            }
            if (offset + 2 > end) {
                return IpCounter.BAD_OPTIONS;
            }
            final int length = buffer.getByte(offset + 1) & 0xff;
            if (offset + 2 + length > end) {
                return IpCounter.BAD_OPTIONS;
            }
            if (type == JUMBO_PAYLOAD && packet.protocol == Protocol.HOP_BY_HOP) {
                if (length != 4 || !jumbo(packet, buffer.getInt(offset + 2, BIG_ENDIAN))) {
                    return IpCounter.BAD_TOTAL_LENGTH;
                }
            } else if ((type & 0xC0) != 0 && type != HOME_ADDRESS) {
                return IpCounter.UNRECOGNISED_OPTION;
            }
            offset += 2 + length;
        }
        return null;
    }

    private boolean jumbo(final IpPacket packet, final int length) {
        final long jumboLength = length & 0xffffffffL;
        // RFC 2675 section 3: not beside a payload length, and beyond 65,535.
        if (!lengthMissing || jumboLength <= 0xffff) {
            return false;
        }
        lengthMissing = false;
        packet.giant = true;
        final int walked = packet.payloadOffset - packet.networkOffset - HEADER;
        return jumboLength >= walked && applyLength(packet, jumboLength - walked);
    }
}
