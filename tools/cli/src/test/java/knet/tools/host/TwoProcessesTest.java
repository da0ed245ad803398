package knet.tools.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.HostQueueCounter;
import knet.driver.abi.NicQueueCounter;
import knet.threads.app.ByteCounts;
import knet.threads.mode.Modes;
import knet.threads.result.DeviceResult;
import knet.threads.result.QueueResult;
import knet.threads.stack.StackConfig;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Samples through a real NIC process and the network threads, in every mode. */
@Timeout(120)
class TwoProcessesTest {
    @TempDir Path temp;

    private DeviceResult replay(
            final String sample, final String mode, final String firmware, final ByteCounts counts)
            throws Exception {
        final TwoProcesses pair =
                new TwoProcesses(
                        temp.resolve("devices"), DeviceConfig.of(4, 256), Samples.path(sample));
        pair.host().mode(mode).stack(StackConfig.defaults().withApplication(counts));
        pair.nic().firmware(firmware);
        return pair.run();
    }

    @ParameterizedTest
    @CsvSource({
        "web-64-clients.pcap, knet, flow-hash",
        "web-64-clients.pcap, napi, flow-hash",
        "web-64-clients.pcap, napi-multi, source-ip-mask",
        "web-64-clients.pcap, interrupt, flow-hash",
        "web-64-clients.pcap, busy-poll, flow-hash",
        "web-64-clients.pcap, knet, round-robin",
        "web-64-clients.pcap, knet-msix, flow-hash",
        "web-64-clients.pcap, software-classify, flow-hash",
        "ip-fragments.pcap, knet, flow-hash",
        "tcp-loss-reorder.pcap, interrupt, flow-hash",
    })
    void deliversAndAccountsForEveryFrame(
            final String sample, final String mode, final String firmware) throws Exception {
        final DeviceResult result = replay(sample, mode, firmware, new ByteCounts(false));

        assertThat(result.warnings()).isEmpty();
        assertThat(result.frames().offered()).isEqualTo(Samples.frames(sample));
        assertThat(result.frames().delivered()).isEqualTo(result.frames().offered());
        assertThat(result.frames().unaccounted()).isZero();
        assertThat(result.frames().inFlight()).isZero();
        assertThat(result.queues()).hasSize(Modes.byName(mode).queues(4));
        assertThat(result.latency().getTotalCount()).isPositive();
        assertThat(result.nicSummary()).isNotEmpty();
        assertThat(result.spraying()).isEqualTo(firmware.equals("round-robin"));
        for (final QueueResult queue : result.queues()) {
            assertThat(queue.host(HostQueueCounter.DELIVERED))
                    .isEqualTo(queue.nic(NicQueueCounter.PACKETS));
            if (mode.equals("interrupt")) {
                assertThat(queue.nic(NicQueueCounter.NOTIFICATIONS_RAISED))
                        .isEqualTo(queue.nic(NicQueueCounter.PACKETS));
            } else if (!mode.equals("busy-poll")) {
                assertThat(
                                queue.host(HostQueueCounter.WAKEUPS)
                                        + queue.host(HostQueueCounter.ABSORBED))
                        .as("every raise was found by a sleep or absorbed")
                        .isEqualTo(queue.nic(NicQueueCounter.NOTIFICATIONS_RAISED));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"web-64-clients.pcap", "ip-fragments.pcap", "dns-udp.pcap"})
    void whatTheApplicationGetsDependsOnNeitherModeNorClassifier(final String sample)
            throws Exception {
        final List<Map<String, Long>> results = new ArrayList<>();
        final List<Object> streams = new ArrayList<>();
        for (final String[] how :
                new String[][] {
                    {"napi", "flow-hash"},
                    {"knet", "flow-hash"},
                    {"interrupt", "source-ip-mask"},
                    {"software-classify", "flow-hash"},
                    {"software-classify", "round-robin"},
                    {"knet", "round-robin"}
                }) {
            final ByteCounts counts = new ByteCounts(true);
            replay(sample, how[0], how[1], counts);
            results.add(counts.results());
            streams.add(counts.streams());
        }

        assertThat(results).containsOnly(results.get(0));
        assertThat(streams).containsOnly(streams.get(0));
    }
}
