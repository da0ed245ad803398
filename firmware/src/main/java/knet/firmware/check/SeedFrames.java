package knet.firmware.check;

import static knet.firmware.check.Frames.IPV4;
import static knet.firmware.check.Frames.IPV6;

import java.util.List;

/** One good frame for every path of the parser: what mutation starts from. */
public final class SeedFrames {
    private static final int A = 0x0a000001;
    private static final int B = 0x0a000002;
    private static final byte[] INNER = Frames.bare().ipv4(6, A, B).tcp(7, 9, 0).toBytes();
    private static final byte[] INNER_FRAME = Frames.ethernet(IPV4).raw(INNER).zeros(6).toBytes();

    public static final List<byte[]> ALL =
            List.of(
                    ipv4(6).tcp(4000, 80, 2).hex("c0ffee").toBytes(),
                    ipv4(17).udp(4000, 53).zeros(12).toBytes(),
                    ipv4(132).ports(5000, 5001).zeros(12).toBytes(),
                    ipv4(1).zeros(8).toBytes(),
                    Frames.ethernet(IPV4).ipv4(8, 0, 6, A, B).zeros(12).tcp(1, 2, 2).toBytes(),
                    Frames.ethernet(IPV4).ipv4(5, 0x2000, 17, A, B).udp(1, 2).toBytes(),
                    Frames.ethernet(IPV4).ipv4(5, 0x00b9, 17, A, B).zeros(16).toBytes(),
                    Frames.ethernet(IPV6).ipv6(6).tcp(4000, 80, 0x10).toBytes(),
                    Frames.ethernet(IPV6).ipv6(58).zeros(24).toBytes(),
                    Frames.ethernet(IPV6)
                            .ipv6(0)
                            .u8(43)
                            .u8(0)
                            .zeros(6)
                            .u8(60)
                            .u8(1)
                            .zeros(14)
                            .u8(51)
                            .u8(0)
                            .zeros(6)
                            .u8(17)
                            .u8(4)
                            .zeros(22)
                            .udp(1, 2)
                            .toBytes(),
                    Frames.ethernet(IPV6)
                            .ipv6(60)
                            .u8(44)
                            .u8(0)
                            .zeros(6)
                            .u8(17)
                            .u8(0)
                            .u16(0x0001)
                            .u32(77)
                            .udp(1, 2)
                            .toBytes(),
                    Frames.ethernetWithoutType()
                            .tag(0x88a8, 5)
                            .tag(0x8100, 0x2006)
                            .u16(IPV4)
                            .ipv4(6, A, B)
                            .tcp(1, 2, 0)
                            .toBytes(),
                    Frames.ethernet(0x8847)
                            .u32(0x00010040)
                            .u32(0x00020140)
                            .ipv4(6, A, B)
                            .tcp(1, 2, 0)
                            .toBytes(),
                    Frames.ethernetWithoutType()
                            .tag(0x8100, 5)
                            .u16(0x8864)
                            .hex("110000010000")
                            .u16(0x0057)
                            .ipv6(17)
                            .udp(1, 2)
                            .toBytes(),
                    Frames.ethernet(0x0806).zeros(28).toBytes(),
                    ipv4(47).u16(0xb000).u16(0x0800).zeros(12).raw(INNER).toBytes(),
                    ipv4(47).u16(0)
                            .u16(0x6558)
                            .ipv4(47, A, B)
                            .u16(0)
                            .u16(0x0800)
                            .raw(INNER)
                            .toBytes(),
                    ipv4(4).raw(INNER).toBytes(),
                    ipv4(41).ipv6(41).ipv6(6).tcp(1, 2, 0).toBytes(),
                    ipv4(17).udp(5, 4789).hex("0800000000002a00").raw(INNER_FRAME).toBytes(),
                    ipv4(17).udp(5, 6081)
                            .hex("0100655800002a0000000000")
                            .raw(INNER_FRAME)
                            .toBytes(),
                    ipv4(17).udp(5, 2152)
                            .hex("34ff00280000000100000085011000000000000000")
                            .raw(INNER)
                            .toBytes(),
                    ipv4(17).udp(5, 2152).hex("30ff002800000001").raw(INNER).toBytes());

    private SeedFrames() {}

    private static Frames ipv4(final int protocol) {
        return Frames.ethernet(IPV4).ipv4(protocol, 0xc0a80001, 0xc0a80002);
    }
}
