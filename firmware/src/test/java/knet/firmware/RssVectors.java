package knet.firmware;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import knet.firmware.check.Frames;

/** The RSS verification suite: Intel 82599 datasheet, section 7.1.2.8.3, for the default key. */
final class RssVectors {
    record Vector(
            String source,
            int sourcePort,
            String destination,
            int destinationPort,
            int addressesHash,
            int portsHash) {

        private Frames ip(final int protocol) {
            final byte[] from = address(source);
            final byte[] to = address(destination);
            return from.length == 16
                    ? Frames.ethernet(Frames.IPV6).ipv6(protocol, from, to)
                    : Frames.ethernet(Frames.IPV4)
                            .u32(0x45000000)
                            .u32(0)
                            .u8(64)
                            .u8(protocol)
                            .u16(0)
                            .raw(from)
                            .raw(to);
        }

        byte[] frame(final int protocol) {
            return ip(protocol).ports(sourcePort, destinationPort).zeros(16).toBytes();
        }

        byte[] frameWithoutPorts() {
            return ip(1).zeros(8).toBytes();
        }

        boolean isIpv6() {
            return address(source).length == 16;
        }
    }

    static final List<Vector> ALL =
            List.of(
                    v("66.9.149.187", 2794, "161.142.100.80", 1766, 0x323e8fc2, 0x51ccc178),
                    v("199.92.111.2", 14230, "65.69.140.83", 4739, 0xd718262a, 0xc626b0ea),
                    v("24.19.198.95", 12898, "12.22.207.184", 38024, 0xd2d0a5de, 0x5c2b394a),
                    v("38.27.205.30", 48228, "209.142.163.6", 2217, 0x82989176, 0xafc7327f),
                    v("153.39.163.191", 44251, "202.188.127.2", 1303, 0x5d1809c5, 0x10e828a2),
                    v(
                            "3ffe:2501:200:1fff::7",
                            2794,
                            "3ffe:2501:200:3::1",
                            1766,
                            0x2cc18cd5,
                            0x40207d3d),
                    v(
                            "3ffe:501:8::260:97ff:fe40:efab",
                            14230,
                            "ff02::1",
                            4739,
                            0x0f0c461c,
                            0xdde51bbf),
                    v(
                            "3ffe:1900:4545:3:200:f8ff:fe21:67cf",
                            44251,
                            "fe80::200:f8ff:fe21:67cf",
                            38024,
                            0x4b61e985,
                            0x02d1feef));

    private RssVectors() {}

    private static Vector v(
            final String source,
            final int sourcePort,
            final String destination,
            final int destinationPort,
            final int addressesHash,
            final int portsHash) {
        return new Vector(
                source, sourcePort, destination, destinationPort, addressesHash, portsHash);
    }

    private static byte[] address(final String literal) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (final UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
