package knet.tools.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class FaultsTest {
    private static final long MS = 1_000_000;

    @ParameterizedTest
    @ValueSource(strings = {"knet", "knet-msix", "napi", "napi-multi", "interrupt"})
    void lostInterruptsDelayFramesAndLoseNone(final String mode) {
        final Faults faults = new Faults(0.05, 0, 1, Map.of());

        final MachineResult result =
                Machines.sample(mode, config -> config.rate("1000pps").faults(faults));

        assertThat(result.lostInterrupts()).isGreaterThan(3);
        assertThat(result.host().device().frames().delivered()).isEqualTo(5759);
        assertThat(result.consumed()).isEqualTo(2192);
        if (mode.equals("interrupt")) {
            // Every frame raises: the next one makes up for it.
            assertThat(result.latency().getMaxValue()).isGreaterThan(MS);
        } else {
            // A masked queue raises nothing more: only the bound of the sleep helps.
            assertThat(result.latency().getMaxValue()).isGreaterThan(100 * MS);
        }
    }

    @Test
    void everyInterruptMayBeLostAndStillTheRunEnds() {
        final MachineResult result =
                Machines.sample("knet", config -> config.faults(new Faults(1, 0, 1, Map.of())));

        assertThat(result.interrupts()).isLessThan(20);
        assertThat(result.host().device().frames().unaccounted()).isZero();
        assertThat(result.consumed()).isEqualTo(2192);
    }

    @Test
    void theSameSeedLosesTheSameInterrupts() {
        final Faults faults = new Faults(0.1, 0, 1, Map.of());

        assertThat(lost(faults, 7)).isEqualTo(lost(faults, 7)).isNotEqualTo(lost(faults, 8));
    }

    private static Object lost(final Faults faults, final long seed) {
        final MachineResult result =
                Machines.sample("knet", config -> config.rate("20kpps").faults(faults).seed(seed));
        return result.lostInterrupts() + " " + result.latency().getMean();
    }

    @Test
    void framesThatComeInAStallOfTheNicWaitForItsEnd() {
        final Faults faults = new Faults(0, 5 * MS, 50 * MS, Map.of());
        final MachineResult sound = Machines.sample("knet", config -> config.rate("20kpps"));

        final MachineResult result =
                Machines.sample("knet", config -> config.rate("20kpps").faults(faults));

        assertThat(result.host().device().frames().delivered()).isEqualTo(5759);
        // What piled up at the wire comes in one go: 100 frames in 5 ms.
        assertThat(result.interrupts()).isLessThan(sound.interrupts());
        assertThat(result.latency().getMaxValue()).isGreaterThan(2 * sound.latency().getMaxValue());
    }

    @Test
    void aSlowProcessorIsBusierAndTheOthersAreNot() {
        final MachineResult sound = Machines.sample("knet-msix", config -> config.rate("20kpps"));

        final MachineResult result =
                Machines.sample(
                        "knet-msix",
                        config ->
                                config.rate("20kpps").faults(new Faults(0, 0, 1, Map.of(2, 3.0))));

        assertThat((double) result.cpus().get(2).busyNs())
                .isBetween(2.5 * sound.cpus().get(2).busyNs(), 3.1 * sound.cpus().get(2).busyNs());
        assertThat(result.cpus().get(1).busyNs()).isEqualTo(sound.cpus().get(1).busyNs());
    }

    @Test
    void faultsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> new Faults(1.5, 0, 1, Map.of()))
                .hasMessageContaining("0 to 1: 1.5");
        assertThatThrownBy(() -> new Faults(0, 10, 10, Map.of()))
                .hasMessageContaining("does not fit");
        assertThatThrownBy(() -> new Faults(0, 0, 1, Map.of(1, 0.5)))
                .hasMessageContaining("processor 1");
        assertThat(Faults.NONE.any()).isFalse();
        assertThat(new Faults(0.01, 5, 50, Map.of(3, 2.0)).text())
                .isEqualTo(
                        "1.00% of interrupts lost, the NIC stalls for 5 ns every 50 ns, processor 3"
                                + " slower by 2.0");
    }
}
