package knet.traces.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.header.HeaderWalk;
import knet.traces.store.FollowingSource;
import knet.traces.store.StorePosition;
import knet.traces.store.TraceStore;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Captures real datagrams on the loopback interface. */
@Timeout(60)
class LiveTest {
    private static final int DATAGRAMS = 2000;
    private static final int PAYLOAD_OFFSET = 42;

    @TempDir private Path temp;

    private DatagramSocket receiver;
    private DatagramSocket sender;
    private String filter;

    @BeforeEach
    void openSockets() throws IOException {
        try (LiveSource source = LiveSource.open(LiveConfig.recording("lo", ""))) {
            assertThat(source.linkTypes()).containsExactly("EN10MB");
        } catch (final IOException e) {
            Assumptions.abort("cannot capture on lo: " + e.getMessage());
        }
        receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        sender = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        filter = "udp dst port " + receiver.getLocalPort();
    }

    @AfterEach
    void closeSockets() {
        if (receiver != null) {
            receiver.close();
            sender.close();
        }
    }

    private void send(final int number) throws IOException {
        final byte[] payload = new byte[100 + number % 1000];
        ByteBuffer.wrap(payload).putInt(number);
        sender.send(
                new DatagramPacket(
                        payload,
                        payload.length,
                        InetAddress.getLoopbackAddress(),
                        receiver.getLocalPort()));
    }

    private static void check(final Frame frame, final int number) {
        assertThat(frame.buffer().getInt(frame.offset() + PAYLOAD_OFFSET))
                .isEqualTo(Integer.reverseBytes(number));
        assertThat(frame.length()).isEqualTo(PAYLOAD_OFFSET + 100 + number % 1000);
        assertThat(frame.wireLength()).isEqualTo(frame.length());
    }

    @Test
    void everyDatagramComesOnceInOrderWithItsTime() throws IOException {
        final long beforeNs = System.currentTimeMillis() * 1_000_000 - 1_000_000_000;
        try (LiveSource source = LiveSource.open(LiveConfig.wire("lo", filter))) {
            for (int i = 0; i < DATAGRAMS; i++) {
                send(i);
            }
            final Frame frame = new Frame();
            long lastNs = 0;
            boolean isFinerThanMicroseconds = false;
            for (int i = 0; i < DATAGRAMS; i++) {
                while (!source.next(frame)) {
                    assertThat(source.isExhausted()).isFalse();
                    Thread.onSpinWait();
                }
                check(frame, i);
                assertThat(frame.timestampNs()).isGreaterThanOrEqualTo(lastNs);
                lastNs = frame.timestampNs();
                isFinerThanMicroseconds |= lastNs % 1000 != 0;
            }
            assertThat(lastNs).isBetween(beforeNs, beforeNs + 60_000_000_000L);
            assertThat(isFinerThanMicroseconds).isTrue();
            assertThat(source.next(frame)).isFalse();
            assertThat(source.statistics().received()).isGreaterThanOrEqualTo(DATAGRAMS);
            assertThat(source.statistics().dropped()).isZero();
        }
    }

    @Test
    void packetsOfTheAnyDeviceBecomeEthernet() throws IOException {
        try (LiveSource source = LiveSource.open(LiveConfig.wire("any", filter))) {
            assertThat(source.linkTypes()[0]).startsWith("LINUX_SLL");
            send(7);
            final Frame frame = new Frame();
            while (!source.next(frame)) {
                Thread.onSpinWait();
            }
            final HeaderWalk headers = new HeaderWalk();
            headers.walk(frame);
            assertThat(headers.destinationPort()).isEqualTo(receiver.getLocalPort());
            check(frame, 7);
        }
    }

    @Test
    void aRecordingIsFollowedWhileItRunsAndIsWhole() throws Exception {
        final Path dir = temp.resolve("store");
        final AtomicBoolean stop = new AtomicBoolean();
        final AtomicLong acknowledged = new AtomicLong();
        final LiveRecorder.Recording[] result = new LiveRecorder.Recording[1];
        final Exception[] failure = new Exception[1];
        final Thread recorder =
                new Thread(
                        () -> {
                            try {
                                result[0] =
                                        LiveRecorder.record(
                                                LiveConfig.recording("lo", filter),
                                                dir,
                                                Long.MAX_VALUE,
                                                acknowledged::set,
                                                stop::get);
                            } catch (final IOException e) {
                                failure[0] = e;
                            }
                        });
        recorder.start();
        try {
            while (!Files.exists(dir.resolve("knet-trace-store")) && recorder.isAlive()) {
                Thread.onSpinWait();
            }
            final Frame frame = new Frame();
            try (TraceStore store = TraceStore.open(dir);
                    FollowingSource follower = store.follow(StorePosition.START)) {
                for (int i = 0; i < DATAGRAMS; i++) {
                    send(i);
                    if (i == DATAGRAMS / 2) {
                        // What was sent arrives while the recording runs.
                        for (int seen = 0; seen <= i; seen++) {
                            while (!follower.next(frame)) {
                                assertThat(recorder.isAlive()).isTrue();
                            }
                            check(frame, seen);
                        }
                    }
                }
                stop.set(true);
                for (int seen = DATAGRAMS / 2 + 1; seen < DATAGRAMS; seen++) {
                    while (!follower.next(frame)) {
                        assertThat(follower.isExhausted()).isFalse();
                    }
                    check(frame, seen);
                }
                while (!follower.isExhausted()) {
                    assertThat(follower.next(frame)).isFalse();
                }
                assertThat(follower.damage()).isNull();
            }
        } finally {
            stop.set(true);
            recorder.join();
        }
        assertThat(failure[0]).isNull();
        assertThat(result[0].frames()).isEqualTo(DATAGRAMS);
        assertThat(result[0].damage()).isNull();
        assertThat(result[0].statistics().dropped()).isZero();
        assertThat(acknowledged).hasValue(DATAGRAMS);
        try (TraceStore store = TraceStore.open(dir);
                FrameSource source = store.read(StorePosition.START)) {
            assertThat(store.linkTypes()).containsExactly("EN10MB");
            assertThat(store.sources().get(0).name()).isEqualTo("lo");
            assertThat(source.damage()).isNull();
        }
    }

    @Test
    void whatIsSentIsCaptured() throws IOException {
        // A frame to an address that nobody has, with an EtherType for local experiments.
        final UnsafeBuffer out =
                new UnsafeBuffer(
                        new byte[] {
                            2,
                            0,
                            0,
                            0,
                            0,
                            9,
                            2,
                            0,
                            0,
                            0,
                            0,
                            8,
                            (byte) 0x88,
                            (byte) 0xb6,
                            'k',
                            'n',
                            'e',
                            't',
                            0,
                            0
                        });
        final long token = System.nanoTime();
        try (LiveSource source = LiveSource.open(LiveConfig.recording("lo", "ether proto 0x88b6"));
                LiveTransmitter transmitter = LiveTransmitter.open("lo")) {
            final UnsafeBuffer frameOut = new UnsafeBuffer(new byte[60]);
            frameOut.putBytes(0, out, 0, out.capacity());
            frameOut.putLong(24, token);
            transmitter.send(frameOut, 0, 60);
            final Frame frame = new Frame();
            do {
                while (!source.next(frame)) {
                    Thread.onSpinWait();
                }
            } while (frame.buffer().getLong(frame.offset() + 24) != token);
            assertThat(frame.length()).isEqualTo(60);
            final UnsafeBuffer giant = new UnsafeBuffer(new byte[200_000]);
            assertThatThrownBy(() -> transmitter.send(giant, 0, giant.capacity()))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("lo: ");
        }
    }

    @Test
    void aMistypedInterfaceLeavesNoStore() {
        final Path dir = temp.resolve("store");
        assertThatThrownBy(
                        () ->
                                LiveRecorder.record(
                                        LiveConfig.recording("eth99", ""),
                                        dir,
                                        1,
                                        n -> {},
                                        () -> false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no interface 'eth99'; there are: ")
                .hasMessageContaining("lo");
        assertThat(dir).doesNotExist();
    }

    @Test
    void aFilterThatLibpcapDoesNotTakeIsItsOwnError() {
        assertThatThrownBy(() -> LiveSource.open(LiveConfig.wire("lo", "tcp prot 80")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("filter 'tcp prot 80': ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aHostileNameDoesNotReachTheTerminal() {
        assertThatThrownBy(() -> LiveSource.open(LiveConfig.wire("\u001b[2J", "")))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("\u001b");
    }
}
