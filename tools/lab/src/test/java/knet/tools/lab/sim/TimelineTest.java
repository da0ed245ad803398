package knet.tools.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import knet.driver.abi.NicQueueCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class TimelineTest {
    private static final Timeline.Window ALL =
            new Timeline.Window(0, Long.MAX_VALUE, Integer.MAX_VALUE);

    @ParameterizedTest
    @ValueSource(strings = {"knet", "napi", "napi-multi", "interrupt", "busy-poll"})
    void whatItShowsIsWhatProcessorsWereBusyWith(final String mode) {
        final MachineResult result =
                Machines.sample(mode, config -> config.rate("50kpps").window(ALL));

        final Timeline timeline = result.timeline();
        final Map<Integer, Long> endNs = new HashMap<>();
        final Map<String, Long> busyNs = new HashMap<>();
        for (final Timeline.Span span : timeline.spans()) {
            assertThat(span.startNs()).isGreaterThanOrEqualTo(endNs.getOrDefault(span.cpu(), 0L));
            assertThat(span.endNs()).isGreaterThan(span.startNs());
            endNs.put(span.cpu(), span.endNs());
            busyNs.merge(span.cpu() + " " + span.level(), span.endNs() - span.startNs(), Long::sum);
        }
        for (final MachineResult.CpuResult cpu : result.cpus()) {
            assertThat(busyNs.getOrDefault(cpu.cpu() + " " + Level.HARD_INTERRUPT, 0L))
                    .isEqualTo(cpu.hardInterruptNs());
            assertThat(busyNs.getOrDefault(cpu.cpu() + " " + Level.SOFTIRQ, 0L))
                    .isEqualTo(cpu.softirqNs());
            assertThat(busyNs.getOrDefault(cpu.cpu() + " " + Level.KERNEL_THREAD, 0L))
                    .isEqualTo(cpu.kernelThreadNs());
            assertThat(busyNs.getOrDefault(cpu.cpu() + " " + Level.USER_THREAD, 0L))
                    .isEqualTo(cpu.userThreadNs());
        }
        assertThat(timeline.isFull()).isFalse();
    }

    @Test
    void everyNotificationIsAnInstant() {
        final MachineResult plain =
                Machines.sample("knet", config -> config.rate("50kpps").window(ALL));
        final MachineResult moderated =
                Machines.sample(
                        "knet", config -> config.rate("50kpps").moderation(100, 0).window(ALL));

        assertThat(count(plain, Timeline.Kind.RAISED))
                .isEqualTo(counted(plain, NicQueueCounter.NOTIFICATIONS_RAISED));
        assertThat(count(plain, Timeline.Kind.SUPPRESSED))
                .isEqualTo(counted(plain, NicQueueCounter.NOTIFICATIONS_SUPPRESSED));
        assertThat(count(moderated, Timeline.Kind.MODERATED))
                .isEqualTo(counted(moderated, NicQueueCounter.NOTIFICATIONS_MODERATED))
                .isPositive();
    }

    private static long count(final MachineResult result, final Timeline.Kind kind) {
        return result.timeline().instants().stream().filter(i -> i.kind() == kind).count();
    }

    private static long counted(final MachineResult result, final NicQueueCounter counter) {
        return result.host().device().queues().stream().mapToLong(q -> q.nic(counter)).sum();
    }

    @Test
    void aWindowIsKeptToAndItsLengthIsBounded() {
        final Timeline window =
                Machines.sample(
                                "knet",
                                config ->
                                        config.rate("50kpps")
                                                .window(
                                                        new Timeline.Window(
                                                                1_000_000, 2_000_000, 1_000)))
                        .timeline();
        final Timeline full =
                Machines.sample(
                                "knet",
                                config ->
                                        config.rate("50kpps")
                                                .window(new Timeline.Window(0, 1L << 40, 100)))
                        .timeline();

        assertThat(window.spans())
                .isNotEmpty()
                .allMatch(span -> span.endNs() > 1_000_000 && span.startNs() < 2_000_000);
        assertThat(window.instants())
                .isNotEmpty()
                .allMatch(i -> i.timeNs() >= 1_000_000 && i.timeNs() < 2_000_000);
        assertThat(full.isFull()).isTrue();
        assertThat(full.spans().size() + full.instants().size()).isEqualTo(100);
    }
}
