package knet.tools.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import knet.tools.lab.sim.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times, faults and rates as people write them. */
class TextsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "250ns, 250",
        "1.5us, 1500",
        "5ms, 5000000",
        "2s, 2000000000",
        "0.0000005s, 500"
    })
    void timesHaveUnits(final String text, final long ns) {
        assertThat(TimeText.parseNs(text)).isEqualTo(ns);
    }

    @ParameterizedTest
    @CsvSource({"5", "ms", "-1ms", "5 ms", "1e3ns", "5min", "999999999999s", "''"})
    void otherTimesAreRefused(final String text) {
        assertThatThrownBy(() -> TimeText.parseNs(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void faultsAreReadAndSaidInWords() {
        final Faults faults =
                FaultText.parse(
                        "lost-interrupts=0.01,nic-stall=5ms/100ms,slow-cpu=2:3,slow-cpu=0:1.5", 4);

        assertThat(faults)
                .isEqualTo(new Faults(0.01, 5_000_000, 100_000_000, Map.of(2, 3.0, 0, 1.5)));
        assertThat(FaultText.words(faults))
                .isEqualTo(
                        "1.00% of interrupts are lost, the NIC stands still for 5.00 ms in every"
                                + " 100 ms, processor 0 takes 1.50 times as long, processor 2"
                                + " takes 3.00 times as long");
        assertThat(FaultText.words(Faults.NONE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fire                              | 'fire' is no fault=value; there are",
                "fire=1                            | no fault 'fire'; there are",
                "lost-interrupts=often             | lost-interrupts=often: no number",
                "lost-interrupts=1.5               | 0 to 1",
                "lost-interrupts=0.1,lost-interrupts=0.2 | 'lost-interrupts' is given twice",
                "nic-stall=5ms                     | expected TIME/EVERY",
                "nic-stall=5ms/5ms                 | shorter than its period",
                "nic-stall=0/5ms                   | longer than 0",
                "slow-cpu=4:2                      | processors are 0 to 3",
                "slow-cpu=two:2                    | expected CPU:FACTOR",
                "slow-cpu=2:0.5                    | 1 to 1000",
                "slow-cpu=2:2,slow-cpu=2:3         | processor 2 is made slow twice"
            })
    void faultsOutOfRangeAreRefused(final String text, final String message) {
        assertThatThrownBy(() -> FaultText.parse(text, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
