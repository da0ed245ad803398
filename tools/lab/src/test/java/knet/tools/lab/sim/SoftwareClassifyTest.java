package knet.tools.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SoftwareClassifyTest {
    private static final String TRAFFIC = "flows=500,proto=udp,size=60,packets=20000";

    @Test
    void oneProcessorIsInterruptedAndCallsTheOthers() {
        final MachineResult result =
                Machines.generated("software-classify", TRAFFIC, config -> config.rate("100kpps"));

        assertThat(result.consumed()).isEqualTo(20_000);
        for (final MachineResult.CpuResult cpu : result.cpus().subList(1, 4)) {
            assertThat(cpu.interrupts()).isZero();
            assertThat(cpu.hardInterruptNs()).isPositive(); // Of inter-processor interrupts.
            assertThat(cpu.softirqNs()).isPositive();
            assertThat(cpu.userThreadNs()).isPositive();
        }
        // Three of four frames are for another processor; a backlog that is not empty calls nobody.
        assertThat(result.crossCalls()).isBetween(5_000L, 15_500L);
        assertThat(result.caches().elsewhere()).isZero();
    }

    @Test
    void itGetsMoreThroughThanOnePoller() {
        final long napi = consumed("napi");
        final long software = consumed("software-classify");

        assertThat(software).isGreaterThan(napi * 11 / 10);
    }

    private static long consumed(final String mode) {
        return Machines.generated(mode, TRAFFIC, config -> config.rate("3Mpps").ringSize(256))
                .consumed();
    }

    @Test
    void aFullBacklogDropsOnlyWhereFramesMayBeDropped() {
        final MachineResult lossy =
                Machines.generated("software-classify", TRAFFIC, config -> config.rate("10Mpps"));
        final MachineResult lossless =
                Machines.generated(
                        "software-classify",
                        TRAFFIC,
                        config -> config.rate("10Mpps").lossless(true).socketFrames(20_000));

        assertThat(lossy.host().device().frames().droppedTotal()).isPositive();
        assertThat(lossless.host().device().frames().droppedTotal()).isZero();
        assertThat(lossless.consumed()).isEqualTo(20_000);
    }
}
