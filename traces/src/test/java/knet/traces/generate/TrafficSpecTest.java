package knet.traces.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficSpecTest {
    @Test
    void everyParameterHasADefaultThatItTakes() {
        final String all = TrafficSpec.parse("").toString();
        assertThat(all).contains("flows=1000", "seed=1", "size=imix");
        assertThat(TrafficSpec.parse(all)).hasToString(all);
        assertThat(TrafficSpec.PARAMETERS)
                .allSatisfy(parameter -> assertThat(all).contains(parameter.name() + "="));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flows=1000,zipf=1.1,size=imix,rate=1Mpps,ip=mix,proto=tcp,packets=10,seed=9",
                "packets=unlimited",
                "size=1514",
                "size=60-128",
                "size=60:7/590:4/1514:0",
                "rate=2.5Gbps,arrivals=poisson",
                "proto=udp,packets=1",
                "ip=0.25,proto=0.125",
                "start=2026-11-21T08:00:00.123456789Z",
                "seed=9223372036854775807",
            })
    void takes(final String text) {
        assertThat(TrafficSpec.parse(text).toString()).contains(text.split(",")[0]);
    }

    @Test
    void theLengthsOfAMixMayBeSeparatedByCommas() {
        assertThat(TrafficSpec.parse("flows=9,size=60:7,590,1514:3,seed=2"))
                .hasToString(TrafficSpec.parse("flows=9,size=60:7/590/1514:3,seed=2").toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flow=3|has no 'flow'; it has: flows, zipf",
                "flows|no key=value",
                "flows=1,|no key=value",
                "=|no key=value",
                "flows=1,flows=2|twice",
                "flows=0|flows=0: no whole number from 1 to 10000000",
                "flows=-1|no whole number",
                "flows=99999999999999999999|no whole number",
                "seed=9999999999999999999|no whole number",
                "zipf=11|no number from 0",
                "zipf=NaN|no number from 0",
                "size=59|a frame has 60 to 65549",
                "size=65550|a frame has 60 to 65549",
                "size=60:0|all weights are 0",
                "size=90-80|the range is empty",
                "size=small|none of imix",
                "size=60,|no key=value",
                "size=60,1514,size=70|twice",
                "size=imix,60|none of imix",
                "flows=3,60|no key=value",
                "size=60,59|a frame has 60 to 65549",
                "size=|none of imix",
                "rate=max|none of Npps",
                "rate=fastpps|rate 'fastpps' is none of",
                "rate=0pps|out of range",
                "arrivals=never|none of constant, poisson",
                "ip=5|no number from 0 to 1",
                "proto=sctp|no number from 0 to 1",
                "packets=5|a TCP connection takes 6",
                "packets=0|no whole number from 1",
                "start=yesterday|no time such as",
            })
    void refusesInOneLine(final String text, final String why) {
        assertThatThrownBy(() -> TrafficSpec.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .hasMessageNotContainingAny("\n", "Exception");
    }

    @Test
    void controlCharactersDoNotReachTheTerminal() {
        assertThatThrownBy(() -> TrafficSpec.parse("\u001b[2J=1"))
                .hasMessageNotContaining("\u001b");
    }
}
