package knet.tools.cli.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import knet.firmware.Packet;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flows that a user names. */
class FlowQueryTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TCP 10.0.0.1:80 > 10.0.0.2:1234",
                "UDP [2001:db8::1]:53 > [2001:db8::2]:0",
                "SCTP 10.0.0.1:65535 > 10.0.0.2:1",
                "UDP 10.0.0.1 > 10.0.0.2",
                "TCP [2001:db8::1] > [2001:db8::2]",
                "ICMP 10.0.0.1 > 10.0.0.2",
                "ICMPv6 fe80::1 > ff02::1"
            })
    void theFrameMadeForAFlowIsOfIt(final String text) {
        final FlowQuery query = FlowQuery.parse(text);
        assertThat(query).hasToString(text);
        final byte[] frame = query.frame();
        final Packet packet = new Packet();
        packet.wrap(new UnsafeBuffer(frame), 0, frame.length);
        assertThat(packet.hasPorts()).isEqualTo(query.sourcePort() >= 0);
        assertThat(packet.isFragment()).isEqualTo(query.isOfFragments());
        assertThat(query.matches(packet)).isTrue();
        assertThat(query.reversed().matches(packet)).isFalse();
        assertThat(query.reversed().reversed()).isEqualTo(query);
    }

    @Test
    void whatIsWithoutPortsIsNotWhatHasSome() {
        final byte[] frame = FlowQuery.parse("udp 10.0.0.1:5 > 10.0.0.2:6").frame();
        final Packet packet = new Packet();
        packet.wrap(new UnsafeBuffer(frame), 0, frame.length);
        assertThat(FlowQuery.parse("udp 10.0.0.1 > 10.0.0.2").matches(packet)).isFalse();
    }

    @Test
    void blanksLettersAndNumbersAreTakenAsPeopleWriteThem() {
        assertThat(FlowQuery.parse("  TCP 1.2.3.4:5>6.7.8.9:10 "))
                .isEqualTo(FlowQuery.parse("6 1.2.3.4:5 > 6.7.8.9:10"));
        assertThat(FlowQuery.parse("47 [::1] > [::2]")).hasToString("GRE ::1 > ::2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tcp | not of the form",
                "tcp 10.0.0.1:80 10.0.0.2:1 | not of the form",
                "tcp 10.0.0.1 > 10.0.0.2:1 | '10.0.0.1' is no address with a port",
                "icmp 10.0.0.1:1 > 10.0.0.2 | '10.0.0.1:1' is no IPv6 address",
                "tcp ::1:80 > ::2:80 | '::1:80' is no address with a port",
                "tcp 10.0.0.256:1 > 10.0.0.2:1 | is no IPv4 address",
                "tcp 10.0.0.1:70000 > 10.0.0.2:1 | a port is 0 to 65535, not 70000",
                "tcp [1::2::3]:1 > [::]:1 | is no IPv6 address",
                "tcp localhost:1 > 10.0.0.2:1 | 'localhost:1' is no address with a port",
                "256 10.0.0.1 > 10.0.0.2 | no protocol '256'",
                "quic 10.0.0.1:1 > 10.0.0.2:1 | no protocol 'quic'",
                "tcp 10.0.0.1:1 > [::1]:1 | one address is of IPv4 and one of IPv6"
            })
    void whatIsNoFlowIsRefusedInOneLine(final String text, final String why) {
        assertThatThrownBy(() -> FlowQuery.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .message()
                .doesNotContain("\n");
    }
}
