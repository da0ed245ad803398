package knet.tools.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.LongStream;
import knet.threads.host.OracleFactory;
import knet.traces.Captures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MeterTest {
    private static final Path SAMPLE = Path.of("../../traces/samples/web-64-clients.pcap");
    private static final long NEVER_NS = Long.MAX_VALUE / 2;

    private MachineResult result;

    private Meter measured(final long fromNs, final long toNs) throws Exception {
        final MachineConfig config =
                MachineConfig.builder("knet", MachineTest.COSTS).rate("100kpps").build();
        try (Machine machine = new Machine(config, Captures.open(SAMPLE), OracleFactory.NONE)) {
            final Meter meter = machine.measure(fromNs, toNs);
            result = machine.run();
            return meter;
        }
    }

    private static long busyNs(final Meter meter, final int cpu, final Level level) {
        return meter.reading().busyNs().get(cpu)[level.ordinal()];
    }

    @Test
    void theWholeRunIsWhatTheResultSays() throws Exception {
        final Meter all = measured(0, NEVER_NS);

        assertThat(all.reading().offered()).isEqualTo(5759);
        assertThat(all.reading().consumed()).isEqualTo(result.consumed()).isPositive();
        assertThat(all.reading().consumedBytes()).isEqualTo(result.consumedBytes()).isPositive();
        assertThat(all.ns()).isBetween(result.elapsedNs(), result.elapsedNs() + 200_000_000);
        for (final MachineResult.CpuResult cpu : result.cpus()) {
            assertThat(busyNs(all, cpu.cpu(), Level.KERNEL_THREAD)).isEqualTo(cpu.kernelThreadNs());
            assertThat(busyNs(all, cpu.cpu(), Level.USER_THREAD)).isEqualTo(cpu.userThreadNs());
        }
    }

    @Test
    void twoHalvesAreTheWhole() throws Exception {
        final long middleNs = 30_000_000;
        final Meter first = measured(0, middleNs);
        final Meter second = measured(middleNs, NEVER_NS);

        assertThat(first.ns()).isEqualTo(middleNs);
        assertThat(first.reading().offered()).isBetween(2_990L, 3_010L);
        assertThat(first.reading().consumed() + second.reading().consumed())
                .isEqualTo(result.consumed());
        assertThat(busyNs(first, 0, Level.KERNEL_THREAD) + busyNs(second, 0, Level.KERNEL_THREAD))
                .isEqualTo(result.cpus().get(0).kernelThreadNs());
    }

    /** A step that began before, or that ends later, counts with its part, not as a whole. */
    @ParameterizedTest
    @ValueSource(longs = {1, 777, 10_000, 123_456})
    void noProcessorIsBusierThanTheTimeAllows(final long lengthNs) throws Exception {
        for (long fromNs = 20_000_000; fromNs < 20_050_000; fromNs += 9_973) {
            final Meter meter = measured(fromNs, fromNs + lengthNs);

            assertThat(meter.ns()).isEqualTo(lengthNs);
            for (final long[] accounts : meter.reading().busyNs()) {
                assertThat(LongStream.of(accounts).sum()).isBetween(0L, lengthNs);
                assertThat(LongStream.of(accounts)).allMatch(ns -> ns >= 0);
            }
        }
    }

    @Test
    void whatIsMeasuredChangesNothingOfTheRun() throws Exception {
        measured(0, 1);
        final MachineResult one = result;
        measured(10_000_000, 20_000_000);

        assertThat(result.cpus()).isEqualTo(one.cpus());
        assertThat(result.elapsedNs()).isEqualTo(one.elapsedNs());
    }

    @Test
    void anIntervalThatEndsBeforeItBeginsIsRefused() {
        assertThatThrownBy(() -> measured(5, 5)).hasMessageContaining("from 5 to 5 ns");
        assertThatThrownBy(() -> measured(-1, 5)).hasMessageContaining("from -1");
    }
}
