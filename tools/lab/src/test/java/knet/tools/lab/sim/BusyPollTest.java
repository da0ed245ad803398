package knet.tools.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BusyPollTest {
    @Test
    void aPollerRaisesNothingNeverRestsAndIsQuick() {
        final MachineResult result = Machines.sample("busy-poll", config -> config.rate("20kpps"));
        final MachineResult knet = Machines.sample("knet", config -> config.rate("20kpps"));

        assertThat(result.interrupts()).isLessThanOrEqualTo(8); // A NIC greets and says farewell.
        assertThat(result.host().device().frames().delivered()).isEqualTo(5759);
        assertThat(result.consumed()).isEqualTo(2192);
        for (final MachineResult.CpuResult cpu : result.cpus()) {
            assertThat((double) cpu.busyNs())
                    .isBetween(0.95 * result.busySpanNs(), 1.001 * result.busySpanNs());
        }
        assertThat(result.latency().getValueAtPercentile(50))
                .isLessThan(knet.latency().getValueAtPercentile(50));
    }

    @Test
    void anIdleHourIsNotSimulatedPollByPoll() {
        final MachineResult result =
                Machines.generated(
                        "busy-poll",
                        "flows=4,proto=udp,size=60,packets=4",
                        config -> config.rate("0.001pps"));

        assertThat(result.consumed()).isEqualTo(4);
        assertThat(result.busySpanNs()).isGreaterThan(2_900_000_000_000L);
        assertThat(result.events()).isLessThan(200_000);
    }

    @Test
    void longFramesInPartsReachAPollerToo() {
        final MachineResult result =
                Machines.generated(
                        "busy-poll",
                        "flows=2,proto=udp,size=9000,packets=200",
                        config -> config.ringSize(8).lossless(true).rate("max"));

        assertThat(result.host().device().frames().delivered()).isEqualTo(200);
    }
}
