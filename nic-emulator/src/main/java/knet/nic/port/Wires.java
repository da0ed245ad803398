package knet.nic.port;

import java.io.IOException;
import java.nio.file.Path;
import knet.traces.FrameSource;
import knet.traces.filter.BpfFilter;
import knet.traces.filter.FilteredSource;
import knet.traces.generate.TrafficSpec;
import knet.traces.live.LiveConfig;
import knet.traces.live.LiveSource;
import knet.traces.source.ConcatenatedSource;
import knet.traces.source.LimitedSource;
import knet.traces.source.LoopingSource;
import knet.traces.source.SourceOpener;
import knet.traces.store.StorePosition;
import knet.traces.store.TraceStore;

/** Opens wires. */
public final class Wires {
    private Wires() {}

    /**
     * Opens a wire as it is.
     *
     * @throws IOException if it cannot be opened; the message is one line
     * @throws IllegalArgumentException if the specification is none; the message is one line
     */
    public static FrameSource open(final String specification) throws IOException {
        return open(new WireChoice(WireSpec.parse(specification)));
    }

    /**
     * Opens a wire, or the chosen part of it.
     *
     * @throws IOException if it cannot be opened; the message is one line
     * @throws IllegalArgumentException if parts of the choice do not go together; one line
     */
    public static FrameSource open(final WireChoice choice) throws IOException {
        choice.check();
        // A filter that is wrong shall be an error before anything is opened.
        final BpfFilter filter =
                choice.filter() == null || choice.spec().kind() == WireSpec.Kind.LIVE
                        ? null
                        : BpfFilter.compile(choice.filter());
        final SourceOpener once = () -> limited(filtered(base(choice), filter), choice.limit());
        return choice.loop() == 1
                ? once.open()
                : new LoopingSource(once, choice.loop(), choice.loopRewrite());
    }

    private static FrameSource filtered(final FrameSource source, final BpfFilter filter) {
        return filter == null ? source : new FilteredSource(source, filter);
    }

    private static FrameSource limited(final FrameSource source, final long limit) {
        return limit < 0 ? source : new LimitedSource(source, limit);
    }

    private static FrameSource base(final WireChoice choice) throws IOException {
        final WireSpec spec = choice.spec();
        return switch (spec.kind()) {
            case PCAP -> ConcatenatedSource.of(spec.files());
            case STORE -> store(choice);
            case LIVE ->
                    // The kernel runs the filter: what it rejects never crosses to this process.
                    LiveSource.open(
                            LiveConfig.wire(
                                    spec.argument(),
                                    choice.filter() == null ? "" : choice.filter()));
            case GENERATE -> TrafficSpec.parse(spec.argument()).open();
        };
    }

    private static FrameSource store(final WireChoice choice) throws IOException {
        final StorePosition from =
                choice.from() == null ? StorePosition.START : StorePosition.parse(choice.from());
        try (TraceStore store = TraceStore.open(Path.of(choice.spec().argument()))) {
            return choice.follow() ? store.follow(from) : store.read(from);
        }
    }
}
