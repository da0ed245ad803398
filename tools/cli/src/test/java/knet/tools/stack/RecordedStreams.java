package knet.tools.stack;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import knet.threads.app.Application;
import knet.threads.app.ApplicationFactory;
import knet.threads.app.StreamKey;
import org.agrona.DirectBuffer;

/** An application that keeps every byte of every stream, and where the gaps are. */
final class RecordedStreams implements ApplicationFactory {
    private final Map<String, List<Recorded>> byFlow = new TreeMap<>();

    @Override
    public Application create() {
        return new Recorder();
    }

    /** By directed tuple, the streams in the order in which they opened. */
    Map<String, List<Recorded>> byFlow() {
        return byFlow;
    }

    /** One stream. */
    static final class Recorded {
        final StreamKey key;
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final List<Integer> gaps = new ArrayList<>();

        Recorded(final StreamKey key) {
            this.key = key;
        }
    }

    private final class Recorder implements Application {
        @Override
        public Object onStreamOpen(final StreamKey key) {
            final Recorded stream = new Recorded(key);
            byFlow.computeIfAbsent(key.flow(), unused -> new ArrayList<>()).add(stream);
            return stream;
        }

        @Override
        public void onData(
                final Object stream,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            final byte[] copy = new byte[length];
            buffer.getBytes(offset, copy);
            ((Recorded) stream).bytes.writeBytes(copy);
        }

        @Override
        public void onGap(final Object stream, final long missingBytes) {
            final Recorded recorded = (Recorded) stream;
            recorded.gaps.add(recorded.bytes.size());
        }
    }
}
