package knet.threads.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import knet.driver.RxFrame;
import knet.threads.base.ChecksumPolicy;
import knet.threads.base.Counters;
import knet.threads.ip.IpCounter;
import knet.threads.ip.IpInput;
import knet.threads.ip.IpPacket;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class FrameEchoTest {
    private static final String MACS = "020000000001" + "020000000002";

    /** UDP 10.0.0.1:4660 to 10.0.0.2:22136, 4 bytes, right checksums. */
    private static final String IPV4_UDP =
            MACS
                    + "0800"
                    + "4500002000000000401166cb0a0000010a000002"
                    + "12345678000c0000"
                    + "01020304";

    private static final String IPV6_TCP =
            MACS
                    + "86dd"
                    + "6000000000140640"
                    + "20010db8000000000000000000000001"
                    + "20010db8000000000000000000000002"
                    + "00501f90000000010000000250100200"
                    + "00000000";

    private final FrameEcho echo = new FrameEcho();
    private final List<String> sent = new ArrayList<>();

    private String echo(final String hex) {
        final byte[] bytes = HexFormat.of().parseHex(hex);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[bytes.length + 7]);
        buffer.putBytes(7, bytes);
        final RxFrame frame = new RxFrame();
        frame.wrap(buffer, 7, bytes.length, 0, 0, 0, 99, 0, 0);
        sent.clear();
        echo.onFrame(
                frame,
                (out, offset, length, timestampNs) -> {
                    assertThat(timestampNs).isEqualTo(99);
                    final byte[] copy = new byte[length];
                    out.getBytes(offset, copy);
                    sent.add(HexFormat.of().formatHex(copy));
                });
        final byte[] after = new byte[bytes.length];
        buffer.getBytes(7, after);
        assertThat(after).as("the shared receive buffer").isEqualTo(bytes);
        return sent.isEmpty() ? null : sent.get(0);
    }

    @Test
    void swapsEverythingInIpv4() {
        assertThat(echo(IPV4_UDP))
                .isEqualTo(
                        "020000000002020000000001"
                                + "0800"
                                + "4500002000000000401166cb0a0000020a000001"
                                + "56781234000c0000"
                                + "01020304");
    }

    @Test
    void checksumsStayRight() {
        final UnsafeBuffer frame = new UnsafeBuffer(HexFormat.of().parseHex(echo(IPV4_UDP)));
        final IpPacket packet = new IpPacket();
        packet.wrap(frame, 0, frame.capacity(), 0, 0, 0, 0, 0);
        final IpInput input = new IpInput(ChecksumPolicy.VERIFY, new Counters<>(IpCounter.class));

        assertThat(input.parse(packet)).isEqualTo(IpCounter.TO_UDP);
    }

    @Test
    void swapsEverythingInIpv6() {
        assertThat(echo(IPV6_TCP))
                .isEqualTo(
                        "020000000002020000000001"
                                + "86dd"
                                + "6000000000140640"
                                + "20010db8000000000000000000000002"
                                + "20010db8000000000000000000000001"
                                + "1f900050000000010000000250100200"
                                + "00000000");
    }

    @Test
    void aLaterFragmentHasNoPorts() {
        // Fragment offset 8 bytes, the header checksum as it must be.
        final String fragment =
                MACS
                        + "0800"
                        + "45000020000000014011"
                        + "66ca"
                        + "0a0000010a000002"
                        + "123456780000000001020304";

        assertThat(echo(fragment)).endsWith("0a0000020a000001" + "123456780000000001020304");
    }

    @Test
    void ofAFrameWithoutIpOnlyEthernetIsSwapped() {
        assertThat(echo(MACS + "0806" + "0001080006040001"))
                .isEqualTo("020000000002020000000001" + "0806" + "0001080006040001");
        assertThat(echo("0102030405060708090a0b")).as("no room for two addresses").isNull();
    }

    @Test
    void echoingTwiceGivesTheFrameBackWhateverItHolds() {
        final Random random = new Random(42);
        for (int i = 0; i < 5_000; i++) {
            final byte[] bytes =
                    HexFormat.of().parseHex(random.nextBoolean() ? IPV4_UDP : IPV6_TCP);
            for (int flips = random.nextInt(6); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            final int length = 12 + random.nextInt(bytes.length - 11);
            final String original = HexFormat.of().formatHex(bytes, 0, length);
            assertThatCode(() -> assertThat(echo(echo(original))).isEqualTo(original))
                    .as(original)
                    .doesNotThrowAnyException();
        }
    }
}
