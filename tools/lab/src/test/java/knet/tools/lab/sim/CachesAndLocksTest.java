package knet.tools.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.Costs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CachesAndLocksTest {
    private static final String TRAFFIC = "flows=200,proto=udp,size=200,packets=20000";

    private static Costs with(final Cost changed, final double ns) {
        final Costs costs = Machines.costs("modern-x86");
        return new Costs(
                cost ->
                        cost == changed
                                ? ns
                                : cost.isPerByte()
                                        ? costs.ns(cost, 1_000_000) / 1e6
                                        : costs.ns(cost));
    }

    @Test
    void anAffineClassifierKeepsFlowsInTheirCaches() {
        final MachineResult result =
                Machines.generated("knet", TRAFFIC, config -> config.rate("200kpps"));

        assertThat(result.caches().flows()).isBetween(390, 400);
        assertThat(result.caches().frames()).isEqualTo(20_000);
        assertThat(result.caches().elsewhere()).isZero();
        assertThat(result.locks().waits()).isZero();
    }

    @Test
    void sprayedFlowsMoveFromCacheToCacheAndWaitForLocks() {
        final MachineResult result =
                Machines.generated(
                        "knet", TRAFFIC, config -> config.firmware("round-robin").rate("3Mpps"));

        // Three times of four the last to touch it was another of four processors.
        assertThat((double) result.caches().elsewhere() / result.caches().frames())
                .isBetween(0.6, 0.9);
        assertThat(result.locks().waits()).isGreaterThan(10);
        assertThat(result.locks().waitedNs()).isGreaterThan(result.locks().waits());
    }

    @Test
    void behindOneQueueTheUserTakesTheStateAway() {
        final MachineResult result =
                Machines.generated("napi", TRAFFIC, config -> config.rate("50kpps"));

        assertThat((double) result.caches().elsewhere()).isBetween(13_000.0, 20_000.0);
    }

    @Test
    void aDearerMissCostsSprayersAloneSomething() {
        for (final String firmware : new String[] {"flow-hash", "round-robin"}) {
            final long cheapNs = busyNs(firmware, with(Cost.FLOW_MISS, 0));
            final long dearNs = busyNs(firmware, with(Cost.FLOW_MISS, 5_000));

            if (firmware.equals("flow-hash")) {
                assertThat(dearNs).isEqualTo(cheapNs);
            } else {
                assertThat(dearNs).isGreaterThan(cheapNs + 14_000 * 5_000L);
            }
        }
    }

    private static long busyNs(final String firmware, final Costs costs) {
        final MachineResult result =
                Machines.generated(
                        "knet",
                        TRAFFIC,
                        config -> config.firmware(firmware).rate("20kpps").costs(costs));
        return result.cpus().stream().mapToLong(MachineResult.CpuResult::busyNs).sum();
    }

    @Test
    void bytesFromAnotherProcessorsCacheCostTheUserMore() {
        final long cheapNs = userNs(with(Cost.REMOTE_BYTE, 0));
        final long dearNs = userNs(with(Cost.REMOTE_BYTE, 10));

        assertThat(dearNs).isGreaterThan(cheapNs + 10_000 * 10 * 200L);
    }

    private static long userNs(final Costs costs) {
        return Machines.generated("napi", TRAFFIC, config -> config.rate("20kpps").costs(costs))
                .cpus()
                .stream()
                .mapToLong(MachineResult.CpuResult::userThreadNs)
                .sum();
    }
}
