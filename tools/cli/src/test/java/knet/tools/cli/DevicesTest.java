package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import knet.driver.abi.CounterFile;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.NicQueueCounter;
import knet.driver.abi.OwnerLock;
import knet.driver.abi.Side;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DevicesTest {
    private static final DeviceConfig SMALL = new DeviceConfig(2, 8, 8, 256, 16);

    @TempDir Path directory;

    private DeviceDirectory devices;

    @BeforeEach
    void open() {
        devices = DeviceDirectory.at(directory.resolve("devices"));
    }

    @Test
    void marksWhatNobodyOwnsAsStale() throws Exception {
        devices.create("left", SMALL);
        devices.create("used", SMALL);
        try (OwnerLock owned = OwnerLock.acquire(devices.path("used"), Side.HOST)) {
            final JsonNode json =
                    new ObjectMapper().readTree(run("devices", "--format", "json").out());

            assertThat(json.at("/schema").asInt()).isEqualTo(1);
            assertThat(json.at("/devices/0/name").asText()).isEqualTo("left");
            assertThat(json.at("/devices/0/state").asText()).isEqualTo("stale");
            assertThat(json.at("/devices/0/nicPid").asLong()).isZero();
            assertThat(json.at("/devices/1/name").asText()).isEqualTo("used");
            assertThat(json.at("/devices/1/state").asText()).isEqualTo("live");
            assertThat(json.at("/devices/1/hostPid").asLong())
                    .isEqualTo(ProcessHandle.current().pid());
            assertThat(json.at("/devices/1/queues").asInt()).isEqualTo(2);
            assertThat(owned).isNotNull();
        }
    }

    @Test
    void removesStaleOnesOnRequest() {
        devices.create("left", SMALL);
        try (OwnerLock owned = OwnerLock.acquire(devices.path("left"), Side.NIC)) {
            assertThat(run("devices", "--remove-stale").out()).contains("left", "live");
            assertThat(owned).isNotNull();
        }
        final Cli.Result result = run("devices", "--remove-stale");

        assertThat(result.err()).isEqualTo("removed left\n");
        assertThat(result.out()).startsWith("no devices in ");
        assertThat(devices.exists("left")).isFalse();
    }

    @Test
    void topShowsTheClassifiersOwnCounters() {
        devices.create("one", SMALL);
        try (DeviceMemory device = devices.open("one")) {
            device.firmware("flow-director:flows=64");
            final CounterFile nic = CounterFile.nic(device);
            nic.addCounter("firmware_flows_moved").setRelease(1_234_567);
            nic.addCounter("firmware_exceptions").setRelease(5);
            nic.addCounter("firmware_\u001b[2J").setRelease(6);
            nic.addCounter("firmware_" + "x".repeat(65)).setRelease(7);
            nic.addCounter("rx_mine").setRelease(8);

            final Cli.Result top = run("top", "one", "--once", "--interval", "0.05");
            final Cli.Result all = run("top", "one", "--once", "--interval", "0.05", "--counters");

            assertThat(top.code()).isZero();
            assertThat(top.lines()).element(1).isEqualTo("classifier flow-director:flows=64");
            assertThat(top.out().substring(top.out().indexOf("\nclassifier  ")))
                    .containsPattern("flows_moved +1,234,567 +0")
                    .as("a name that a counter of every device has, too")
                    .containsPattern("exceptions +5 +0")
                    .doesNotContain("\u001b", "xxx", "mine");
            assertThat(all.lines()).anyMatch(line -> line.matches("firmware_exceptions +0 +0"));
        }
    }

    @Test
    void topShowsSoManyOfThemAsAScreenHolds() {
        devices.create("one", SMALL);
        try (DeviceMemory device = devices.open("one")) {
            for (int i = 0; i < 40; i++) {
                CounterFile.nic(device).addCounter("firmware_c" + i).setRelease(i);
            }
            assertThat(run("top", "one", "--once", "--interval", "0.05").lines())
                    .anyMatch(line -> line.startsWith("c23 "))
                    .noneMatch(line -> line.startsWith("c24 "))
                    .contains("and 16 more: --counters");
        }
    }

    @Test
    void topShowsCountersOfADeviceOnce() {
        devices.create("one", SMALL);
        try (DeviceMemory device = devices.open("one")) {
            CounterFile.nic(device).counter(NicQueueCounter.PACKETS, 1).setRelease(1_234_567);
        }

        final Cli.Result queues = run("top", "one", "--once", "--interval", "0.05");
        final Cli.Result counters = run("top", "one", "--once", "--counters", "--interval", "0.05");

        assertThat(queues.code()).isZero();
        assertThat(queues.lines().get(0))
                .startsWith("one: 2 queues of 8, no NIC, no host, 0 frames");
        assertThat(queues.lines()).hasSize(5);
        assertThat(queues.lines().get(3)).endsWith(" 1,234,567");
        assertThat(counters.out()).containsPattern("rx_queue_1_packets +1234567 +0\n");
        assertThat(counters.out()).contains("host_queue_0_polls");
    }

    @Test
    void topPrintsAsOftenAsAsked() {
        devices.create("one", SMALL);
        final Cli.Result result = run("top", "one", "--count", 3, "--interval", "0.05");

        assertThat(result.lines().stream().filter(line -> line.startsWith("one: "))).hasSize(3);
        assertThat(result.out()).doesNotContain("\u001b");
    }

    @Test
    void topWithoutANameWantsOneLiveDevice() {
        devices.create("a", SMALL);
        devices.create("b", SMALL);
        assertThat(run("top", "--once").err()).startsWith("knet top: no device is live in ");
        try (OwnerLock first = OwnerLock.acquire(devices.path("a"), Side.NIC);
                OwnerLock second = OwnerLock.acquire(devices.path("b"), Side.NIC)) {
            assertThat(run("top", "--once").err())
                    .isEqualTo("knet top: several devices are live, name one: a, b\n");
            assertThat(first).isNotSameAs(second);
        }
    }

    @Test
    void namesThatAreNoneAreRefused() {
        for (final String name : new String[] {"../etc", "", ".hidden", "a/b", "nosuch"}) {
            final Cli.Result result = run("top", name, "--once");
            assertThat(result.code()).as(name).isEqualTo(name.equals("nosuch") ? 1 : 2);
            assertThat(result.err().lines()).as(name).hasSize(1);
        }
    }

    private Cli.Result run(final Object... args) {
        final Object[] all = java.util.Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--device-dir";
        all[args.length + 1] = devices.root();
        return Cli.run(all);
    }
}
