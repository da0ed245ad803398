package knet.threads.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * The HTTP-counting application: requests by method and responses by class of status, over the
 * reassembled streams, whatever their ports. Results are read after the run.
 */
public final class HttpCounts implements ApplicationFactory {
    private final List<long[]> counters = new ArrayList<>();

    @Override
    public synchronized Application create() {
        final long[] own = new long[HttpCounter.values().length];
        counters.add(own);
        return new HttpCountApp(own);
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public synchronized Map<String, Long> results() {
        final Map<String, Long> results = new LinkedHashMap<>();
        for (final HttpCounter counter : HttpCounter.values()) {
            results.put(
                    counter.label(),
                    counters.stream().mapToLong(own -> own[counter.ordinal()]).sum());
        }
        return results;
    }

    /** The application of one stack. */
    private static final class HttpCountApp implements Application {
        private final long[] counters;

        HttpCountApp(final long[] counters) {
            this.counters = counters;
        }

        @Override
        public Object onStreamOpen(final StreamKey key) {
            return new HttpStream(counters);
        }

        @Override
        public void onData(
                final Object stream,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            ((HttpStream) stream).onData(buffer, offset, length);
        }

        @Override
        public void onGap(final Object stream, final long missingBytes) {
            ((HttpStream) stream).onGap(missingBytes);
        }
    }
}
