package knet.tools.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import knet.driver.abi.HostQueueCounter;
import knet.driver.abi.NicQueueCounter;
import knet.threads.app.ByteCounts;
import knet.threads.app.StreamRecord;
import knet.threads.host.OracleFactory;
import knet.threads.mode.Mode;
import knet.threads.mode.Modes;
import knet.threads.result.FrameTotals;
import knet.threads.result.QueueResult;
import knet.threads.stack.StackConfig;
import knet.tools.lab.cost.CostModels;
import knet.tools.lab.cost.Costs;
import knet.traces.Captures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class MachineTest {
    private static final Path SAMPLE = Path.of("../../traces/samples/web-64-clients.pcap");

    /** Of a processor of the year 2000. */
    static final Costs COSTS = costs("piii-550");

    private static Costs costs(final String model) {
        try {
            return CostModels.load(model).costs();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final ByteCounts counts = new ByteCounts(true);

    private MachineResult run(final String mode, final String rate, final boolean isLossless)
            throws IOException {
        final MachineConfig config =
                MachineConfig.builder(mode, COSTS)
                        .ringSize(256)
                        .rate(rate)
                        .lossless(isLossless)
                        .stack(StackConfig.defaults().withApplication(counts))
                        .build();
        try (Machine machine = new Machine(config, Captures.open(SAMPLE), OracleFactory.NONE)) {
            return machine.run();
        }
    }

    static List<String> allModes() {
        return Modes.all().stream().map(Mode::name).toList();
    }

    @ParameterizedTest
    @MethodSource("allModes")
    void everyFrameIsAccountedForAtEveryLoad(final String mode) throws Exception {
        for (final String rate : List.of("original", "50000pps", "500000pps")) {
            final MachineResult result = run(mode, rate, false);
            final FrameTotals frames = result.host().device().frames();

            assertThat(frames.offered()).as(rate).isEqualTo(5759);
            assertThat(frames.unaccounted()).as(rate).isZero();
            assertThat(frames.inFlight()).as(rate).isZero();
            assertThat(result.host().device().warnings()).as(rate).isEmpty();
            assertThat(result.latency().getTotalCount()).as(rate).isEqualTo(result.consumed());
            assertThat(frames.droppedTotal() == 0).as(rate).isEqualTo(!rate.equals("500000pps"));
            for (final MachineResult.CpuResult cpu : result.cpus()) {
                assertThat(cpu.busyNs()).as(rate).isBetween(0L, result.busySpanNs() + 1_000_000);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("allModes")
    void applicationsReadTheSameBytesInEveryMode(final String mode) throws Exception {
        final FrameTotals frames = run(mode, "max", true).host().device().frames();

        assertThat(frames.delivered()).isEqualTo(frames.offered());
        assertThat(counts.streams()).isEqualTo(streamsInOrder());
    }

    /** As one processor with time enough reads them. */
    private static List<StreamRecord> streamsInOrder() throws IOException {
        final MachineTest alone = new MachineTest();
        alone.run("napi", "1000pps", true);
        return alone.counts.streams();
    }

    @Test
    void theSameInputGivesTheSameRun() throws Exception {
        assertThat(figures(run("knet", "200000pps", false)))
                .isEqualTo(figures(run("knet", "200000pps", false)));
    }

    private static List<Object> figures(final MachineResult result) {
        final List<Object> figures = new ArrayList<>();
        figures.add(result.host().device().frames());
        figures.add(result.cpus());
        figures.add(result.latency().getMaxValue());
        figures.add(result.latency().getMean());
        figures.add(result.busySpanNs());
        figures.add(result.events());
        return figures;
    }

    @ParameterizedTest
    @ValueSource(strings = {"knet", "knet-msix", "napi", "napi-multi", "software-classify"})
    void aQueueIsNotifiedOnlyWhileItIsNotPolled(final String mode) throws Exception {
        final MachineResult idle = run(mode, "1000pps", false);
        final MachineResult busy = run(mode, "500000pps", false);

        assertThat(raised(idle)).isGreaterThan(5_000);
        assertThat(raised(busy)).isLessThan(100);
        for (final MachineResult result : List.of(idle, busy)) {
            for (final QueueResult queue : result.host().device().queues()) {
                // Whatever was raised was seen: by a sleeper, or by one who was about to sleep.
                assertThat(
                                queue.host(HostQueueCounter.WAKEUPS)
                                        + queue.host(HostQueueCounter.ABSORBED))
                        .isEqualTo(queue.nic(NicQueueCounter.NOTIFICATIONS_RAISED));
            }
        }
    }

    private static long raised(final MachineResult result) {
        return result.host().device().queues().stream()
                .mapToLong(queue -> queue.nic(NicQueueCounter.NOTIFICATIONS_RAISED))
                .sum();
    }

    @Test
    void interruptsStarveTheApplicationUnderOverload() throws Exception {
        final MachineResult light = run("interrupt", "20000pps", false);
        final MachineResult heavy = run("interrupt", "500000pps", false);
        final MachineResult knet = run("knet", "500000pps", false);

        assertThat(light.consumed()).isEqualTo(2192);
        assertThat(heavy.consumed()).isLessThan(light.consumed() / 2);
        assertThat(heavy.host().device().frames().dropped().get(FrameTotals.BACKLOG_FULL))
                .isGreaterThan(1_000);
        assertThat(knet.consumed()).isGreaterThan(2 * heavy.consumed());
    }
}
