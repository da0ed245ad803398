package knet.tools.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import knet.driver.abi.HostQueueCounter;
import knet.driver.abi.NicQueueCounter;
import knet.threads.host.OracleFactory;
import knet.threads.result.QueueResult;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.CostModel;
import knet.tools.lab.cost.CostModels;
import knet.tools.lab.cost.Mark;
import knet.tools.lab.cost.Price;
import knet.traces.generate.TrafficSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only a NIC and a host that are programs have to pay. */
@Timeout(60)
class SoftwareCostsTest {
    private static final int FRAMES = 20_000;
    private static final double TOLERANCE_NS = 2;

    /** One processor, applications inside: figures that can be added up by hand. */
    private static final Map<Cost, Double> PLAIN =
            Map.ofEntries(
                    Map.entry(Cost.NIC_PACKET, 10.0),
                    Map.entry(Cost.INTERRUPT, 0.0),
                    Map.entry(Cost.WAKE, 0.0),
                    Map.entry(Cost.WAKE_LATENCY, 20_000.0),
                    Map.entry(Cost.CONTEXT_SWITCH, 0.0),
                    Map.entry(Cost.RX_PACKET, 100.0),
                    Map.entry(Cost.RX_BYTE, 0.0),
                    Map.entry(Cost.EMPTY_POLL, 50.0),
                    Map.entry(Cost.USER_PACKET, 0.0),
                    Map.entry(Cost.USER_BYTE, 0.0),
                    Map.entry(Cost.FLOW_MISS, 0.0));

    private static MachineResult run(
            final String mode, final String rate, final Map<Cost, Integer> more)
            throws IOException {
        CostModel model = CostModels.load("modern-x86");
        for (final Map.Entry<Cost, Double> price : PLAIN.entrySet()) {
            model = model.with(price.getKey(), new Price(price.getValue(), Mark.ASSUMED, "a test"));
        }
        for (final Map.Entry<Cost, Integer> price : more.entrySet()) {
            model = model.with(price.getKey(), new Price(price.getValue(), Mark.ASSUMED, "a test"));
        }
        final MachineConfig config =
                MachineConfig.builder(mode, model.costs())
                        .cpus(1)
                        .rate(rate)
                        .lossless(true)
                        .build();
        final TrafficSpec traffic =
                TrafficSpec.parse("flows=8,size=100,proto=udp,packets=" + FRAMES);
        try (Machine machine = new Machine(config, traffic.open(), OracleFactory.NONE)) {
            return machine.run();
        }
    }

    private static double perFrameNs(final MachineResult result) {
        return (double) result.elapsedNs() / FRAMES;
    }

    private static long raised(final MachineResult result) {
        return queue(result).nic(NicQueueCounter.NOTIFICATIONS_RAISED);
    }

    private static QueueResult queue(final MachineResult result) {
        return result.host().device().queues().get(0);
    }

    @Test
    void anApplicationInsideTheNetworkThreadNeedsNoThreadOfItsOwn() throws Exception {
        final MachineResult result = run("knet", "1Mpps", Map.of());

        assertThat(result.consumed()).isEqualTo(FRAMES);
        assertThat(result.latency().getTotalCount()).isEqualTo(FRAMES);
        assertThat(result.socketDropped()).isZero();
        assertThat(result.cpus().get(0).userThreadNs()).isZero();
    }

    @Test
    void framesOfOnePollAreCompleteTogether() throws Exception {
        // Behind a wake of 20 us there are 20 frames: all of them wait for the last.
        final MachineResult result = run("knet", "1Mpps", Map.of());

        assertThat(result.latency().getValueAtPercentile(99)).isBetween(21_000L, 22_500L);
        assertThat(result.latency().getMinValue()).isBetween(100L, 250L);
    }

    @Test
    void aTurnOfTheNicIsPaidOnceForAllThatIsDue() throws Exception {
        final Map<Cost, Integer> turn = Map.of(Cost.NIC_TURN, 6_400, Cost.NIC_BYTE, 2);

        // 64 frames a turn: 100 ns of the turn, 10 of the frame, 200 of its bytes.
        assertThat(perFrameNs(run("busy-poll", "max", turn))).isCloseTo(310, within());
        // Paced, at most 16 a turn: all of them are taken as they come.
        assertThat(perFrameNs(run("busy-poll", "1Mpps", turn))).isCloseTo(1_000, within());
    }

    @Test
    void withoutACostOfATurnTheNicGoesFrameByFrame() throws Exception {
        final MachineResult result = run("busy-poll", "max", Map.of(Cost.NIC_BYTE, 2));

        assertThat(perFrameNs(result)).isCloseTo(210, within());
        assertThat(queue(result).host(HostQueueCounter.BUDGET_EXHAUSTED)).isPositive();
    }

    @Test
    void aPollThatFindsFramesIsPaidOnceForAllOfThem() throws Exception {
        final MachineResult full = run("busy-poll", "max", Map.of(Cost.RX_POLL, 6_400));

        // The ring is always full: 64 frames a poll.
        assertThat(perFrameNs(full)).isCloseTo(200, within());
    }

    @Test
    void aThreadOnItsWayToSleepIsNotifiedAndGoesOn() throws Exception {
        final Map<Cost, Integer> instant = Map.of();
        final Map<Cost, Integer> slow = Map.of(Cost.FALL_ASLEEP, 3_000);

        // Frames come 2 us apart: nobody falls asleep in less.
        final MachineResult asleep = run("knet", "500kpps", instant);
        final MachineResult awake = run("knet", "500kpps", slow);

        assertThat(asleep.latency().getValueAtPercentile(50)).isGreaterThan(10_000);
        assertThat(awake.latency().getMaxValue()).isLessThan(25_000);
        assertThat(awake.latency().getValueAtPercentile(50)).isBetween(1_000L, 3_300L);
        assertThat(raised(awake)).isGreaterThan(2 * raised(asleep));
    }

    @Test
    void theWayBackIsPaidByWhoWasNotifiedOnItsWayToSleep() throws Exception {
        final MachineResult atOnce = run("knet", "500kpps", Map.of(Cost.FALL_ASLEEP, 3_000));
        final MachineResult later =
                run("knet", "500kpps", Map.of(Cost.FALL_ASLEEP, 3_000, Cost.WAKE_EARLY, 2_000));

        assertThat(later.latency().getMean()).isGreaterThan(500 + atOnce.latency().getMean());
        assertThat(raised(later)).isLessThan(raised(atOnce));
    }

    @Test
    void wakingIsDearerForTheNicThanANotificationThatComesEarly() throws Exception {
        final Map<Cost, Integer> prices =
                Map.of(Cost.NIC_NOTIFY, 30_000, Cost.NIC_NOTIFY_EARLY, 1, Cost.FALL_ASLEEP, 3_000);
        final Map<Cost, Integer> sleepy = Map.of(Cost.NIC_NOTIFY, 30_000, Cost.NIC_NOTIFY_EARLY, 1);

        // Longer than the wire takes for the frames meanwhile: what the NIC pays delays the rest.
        assertThat(run("knet", "500kpps", sleepy).latency().getMean())
                .isGreaterThan(run("knet", "500kpps", prices).latency().getMean());
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(TOLERANCE_NS);
    }
}
