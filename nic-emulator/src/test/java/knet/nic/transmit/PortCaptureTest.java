package knet.nic.transmit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import knet.traces.Captures;
import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.pcap.CapturePoint;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortCaptureTest {
    @TempDir Path root;

    private static int frames(final Path file) throws IOException {
        int frames = 0;
        try (FrameSource source = Captures.open(file)) {
            final Frame frame = new Frame();
            while (source.next(frame)) {
                frames++;
            }
            assertThat(source.damage()).isNull();
        }
        return frames;
    }

    private static void pass(final PortCapture capture) {
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[60]);
        capture.onReceived(bytes, 0, 60, 60, 5, 1);
        assertThat(capture.transmit(bytes, 0, 60, 6, 1)).isEqualTo(Transmitter.Outcome.SENT);
    }

    @Test
    void beginsAnewOrGoesOn() throws IOException {
        final Path file = root.resolve("a.pcapng");
        for (final boolean isContinued : new boolean[] {true, true, false}) {
            try (PortCapture capture =
                    new PortCapture(file, isContinued, "test", CapturePoint.UNKNOWN)) {
                pass(capture);
                assertThat(capture.error()).isNull();
            }
        }
        assertThat(frames(file)).isEqualTo(2);
        try (PortCapture capture = new PortCapture(file, true, "test", CapturePoint.UNKNOWN)) {
            pass(capture);
        }
        assertThat(frames(file)).isEqualTo(4);
    }

    @Test
    void aFullDiskIsKeptAsTheReasonAndStopsNothing() throws IOException {
        final Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "needs /dev/full");
        final PortCapture capture = new PortCapture(full, false, "test", CapturePoint.UNKNOWN);
        pass(capture);
        capture.flush();
        assertThat(capture.error()).contains("No space left");
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[60]);
        capture.onReceived(bytes, 0, 60, 60, 5, 1);
        assertThat(capture.transmit(bytes, 0, 60, 6, 1)).isEqualTo(Transmitter.Outcome.FAILED);
        capture.close();
        assertThat(capture.error()).contains("No space left");
    }
}
