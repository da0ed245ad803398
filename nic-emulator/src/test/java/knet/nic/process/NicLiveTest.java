package knet.nic.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.NicCounter;
import knet.nic.TestHost;
import knet.nic.port.WireSpec;
import knet.nic.port.Wires;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A NIC on the loopback interface: what this process sends arrives in its receive ring. */
class NicLiveTest {
    private static final int DATAGRAMS = 200;

    @TempDir Path root;

    @Test
    void takesFramesFromAnInterfaceAndSendsThemThere() throws Exception {
        try {
            Wires.open(WireSpec.parse("live:lo").toString()).close();
        } catch (final IOException e) {
            assumeTrue(false, "needs live capture on lo: " + e.getMessage());
        }
        final Path devices = root.resolve("devices");
        try (HostStub host = new HostStub(devices, new DeviceConfig(1, 512, 8, 2048, 512));
                DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DatagramSocket sender = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            final NicConfig config =
                    NicConfig.builder("nic0", "live:lo")
                            .deviceRoot(devices)
                            .filter("udp and dst port " + receiver.getLocalPort())
                            .transmit("lo")
                            .build();
            try (NicLauncher nic = new NicLauncher(config, 0, new NicLauncher.Listener() {})) {
                nic.start();
                final byte[] payload = "knet live test".getBytes();
                final TestHost queue = host.device().host(0);
                // The capture may begin at any moment: send until something came, then count.
                host.pollUntil(
                        "the wire is live",
                        () -> {
                            send(sender, receiver, payload);
                            return queue.frames() > 0;
                        });
                final long before = queue.frames();
                for (int i = 0; i < DATAGRAMS; i++) {
                    send(sender, receiver, payload);
                    host.poll();
                }
                host.pollUntil("all came", () -> queue.frames() >= before + DATAGRAMS);
                final byte[] frame = queue.received().get(0).bytes();
                assertThat(new String(frame)).contains("knet live test");
                queue.send(frame, 1);
                host.pollUntil(
                        "sent", () -> host.device().counters().get(NicCounter.TX_PACKETS) == 1);
            }
        }
    }

    private static void send(
            final DatagramSocket sender, final DatagramSocket receiver, final byte[] payload) {
        try {
            sender.send(
                    new DatagramPacket(payload, payload.length, receiver.getLocalSocketAddress()));
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }
}
