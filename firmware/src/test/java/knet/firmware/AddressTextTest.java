package knet.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {
    /** The examples of RFC 5952. */
    @ParameterizedTest
    @ValueSource(
            strings = {"2001:db8::1", "::", "::1", "1::", "2001:db8:0:1:1:1:1:1", "2001:0:0:1::1"})
    void writesIpv6AsRfc5952(final String text) {
        assertThat(AddressText.of(AddressText.parseIpv6(text))).isEqualTo(text);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        final SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 10_000; i++) {
            final byte[] address = new byte[random.nextBoolean() ? 4 : 16];
            for (int at = 0; at < address.length; at++) {
                address[at] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : 0);
            }
            final String text = AddressText.of(address);
            assertThat(
                            address.length == 4
                                    ? AddressText.parseIpv4(text)
                                    : AddressText.parseIpv6(text))
                    .as(text)
                    .isEqualTo(address);
            if (address.length == 16) {
                assertThat(
                                AddressText.parseIpv6(
                                        InetAddress.getByAddress(address).getHostAddress()))
                        .isEqualTo(address);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.2.3", "256.1.1.1", "1.2.3.4.5", "a.b.c.d", "localhost"})
    void refusesWhatIsNoIpv4Address(final String text) {
        assertThatThrownBy(() -> AddressText.parseIpv4(text)).hasMessageContaining("IPv4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.2.3.4", "1::2::3", "g::", "localhost", "fe80::1%eth0", ":"})
    void refusesWhatIsNoIpv6Address(final String text) {
        assertThatThrownBy(() -> AddressText.parseIpv6(text)).hasMessageContaining("IPv6");
    }
}
