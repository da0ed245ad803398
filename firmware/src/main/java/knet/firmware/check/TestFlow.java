package knet.firmware.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import knet.firmware.Protocols;

/**
 * A flow, and packets of it that are alike in nothing else.
 *
 * @param source IPv4 address, or the end of an IPv6 one
 */
record TestFlow(
        boolean isIpv6,
        int protocol,
        int source,
        int sourcePort,
        int destination,
        int destinationPort) {
    private static final int PORTS = 4;
    private static final int TCP_FLAGS = 13;

    /** Random flows of TCP and UDP, of IPv4 and IPv6. */
    static List<TestFlow> random(final int count, final Random random) {
        final List<TestFlow> flows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            flows.add(
                    new TestFlow(
                            i % 4 == 3,
                            i % 3 == 2 ? Protocols.UDP : Protocols.TCP,
                            random.nextInt(),
                            random.nextInt(1 << 16),
                            random.nextInt(),
                            random.nextInt(1 << 16)));
        }
        return flows;
    }

    TestFlow reversed() {
        return new TestFlow(isIpv6, protocol, destination, destinationPort, source, sourcePort);
    }

    /** A packet of which everything is random but the flow: TCP's flags too. */
    byte[] packet(final Random random) {
        return packet(random, random.nextInt());
    }

    /**
     * A packet with random MAC addresses, tag, type of service, identification, TTL or flow label,
     * and contents.
     *
     * @param tcpFlags of which the low eight bits count, if it is TCP
     */
    byte[] packet(final Random random, final int tcpFlags) {
        final Frames frame = Frames.bare();
        for (int i = 0; i < 3; i++) {
            frame.u32(random.nextInt());
        }
        if (random.nextBoolean()) {
            frame.tag(0x8100, random.nextInt());
        }
        if (isIpv6) {
            frame.u16(Frames.IPV6)
                    .u32(6 << 28 | random.nextInt() >>> 4)
                    .u16(random.nextInt())
                    .u8(protocol)
                    .u8(random.nextInt())
                    .raw(Frames.address6(source))
                    .raw(Frames.address6(destination));
        } else {
            frame.u16(Frames.IPV4)
                    .u8(0x45)
                    .u8(random.nextInt())
                    .u32(random.nextInt())
                    .u16(random.nextBoolean() ? 0x4000 : 0)
                    .u8(random.nextInt())
                    .u8(protocol)
                    .u16(random.nextInt())
                    .u32(source)
                    .u32(destination);
        }
        final byte[] contents = new byte[20 + random.nextInt(100)];
        random.nextBytes(contents);
        if (protocol == Protocols.TCP) {
            contents[TCP_FLAGS - PORTS] = (byte) tcpFlags;
        }
        return frame.ports(sourcePort, destinationPort).raw(contents).toBytes();
    }
}
