package knet.tools.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets the processor when there is not enough of it. */
@Timeout(120)
class SchedulingTest {
    private static final String TRAFFIC = "flows=100,proto=udp,size=60,packets=";

    /** One processor of the year 2000: 12 us for the network, 20 us for the application. */
    private static MachineResult run(final String mode, final int pps, final int packets) {
        return Machines.generated(
                mode,
                TRAFFIC + packets,
                config -> config.cpus(1).rate(pps + "pps").costs(Machines.costs("piii-550")));
    }

    @ParameterizedTest
    @ValueSource(ints = {40_000, 60_000, 80_000, 150_000})
    void aNetworkThreadThatWakesOftenLeavesTheUserItsShare(final int pps) {
        final MachineResult result = run("knet", pps, pps);

        final MachineResult.CpuResult cpu = result.cpus().get(0);
        // A slice of 60 ms each, but a socket holds no more than 20 ms of the user's work.
        assertThat((double) cpu.userThreadNs() / cpu.busyNs()).isBetween(0.2, 0.7);
    }

    @Test
    void interruptsLeaveTheUserNothing() {
        final MachineResult result = run("interrupt", 150_000, 60_000);

        final MachineResult.CpuResult cpu = result.cpus().get(0);
        // What it gets it gets when the wire is done.
        assertThat((double) cpu.hardInterruptNs() / result.busySpanNs()).isGreaterThan(0.9);
    }

    @Test
    void underItsShareAThreadThatWakesDoesNotWait() {
        final MachineResult result = run("knet", 10_000, 10_000);

        // The network's 12 us, the user's 20 us, interrupt, wake-up and switches: nothing waits
        // for a slice of 60 ms to end.
        assertThat(result.latency().getValueAtPercentile(99)).isLessThan(1_000_000);
    }
}
