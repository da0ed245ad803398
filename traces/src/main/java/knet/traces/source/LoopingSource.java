package knet.traces.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import knet.traces.Frame;
import knet.traces.FrameSource;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A source again and again. Each loop's timestamps begin one mean gap after the latest of the loop
 * before, so that time never runs back from one loop to the next. On demand each loop's flows are
 * distinct, see {@link AddressRewriter}.
 */
public final class LoopingSource implements FrameSource {
    /** The gap between loops of a capture that has no duration. */
    private static final long LEAST_GAP_NS = 1_000;

    private final SourceOpener opener;
    private final long loops;
    private final AddressRewriter rewriter;
    private UnsafeBuffer scratch;
    private FrameSource current;
    private String[] linkTypes;
    private String damage;
    private boolean exhausted;

    private long loop;
    private long framesInLoop;
    private long offsetNs;
    private long firstNs;
    private long lastNs;

    /**
     * Opens the first loop.
     *
     * @param opener opens the same frames each time
     * @param loops 1 or more, {@link Long#MAX_VALUE} for ever
     * @param rewrite whether loops shall have flows of their own
     * @throws IOException if the source cannot be opened
     */
    public LoopingSource(final SourceOpener opener, final long loops, final boolean rewrite)
            throws IOException {
        if (loops < 1) {
            throw new IllegalArgumentException("loops must be at least 1, are " + loops);
        }
        this.opener = opener;
        this.loops = loops;
        this.rewriter = rewrite && loops > 1 ? new AddressRewriter() : null;
        begin();
        this.current = opener.open();
        this.linkTypes = current.linkTypes();
    }

    @Override
    public boolean next(final Frame frame) {
        while (!exhausted) {
            if (current.next(frame)) {
                framesInLoop++;
                firstNs = Math.min(firstNs, frame.timestampNs());
                lastNs = Math.max(lastNs, frame.timestampNs());
                if (loop > 0) {
                    repeat(frame);
                } else if (rewriter != null) {
                    rewriter.observe(frame);
                }
                return true;
            }
            if (!current.isExhausted()) {
                return false;
            }
            endLoop();
        }
        return false;
    }

    private void repeat(final Frame frame) {
        final long timestampNs = saturatedAdd(frame.timestampNs(), offsetNs);
        final int length = frame.length();
        final int wireLength = frame.wireLength();
        if (rewriter == null) {
            frame.wrap(frame.buffer(), frame.offset(), length, wireLength, timestampNs);
            return;
        }
        if (scratch == null || scratch.capacity() < length) {
            scratch = new UnsafeBuffer(ByteBuffer.allocateDirect(Math.max(1 << 16, length)));
        }
        scratch.putBytes(0, frame.buffer(), frame.offset(), length);
        rewriter.rewrite(scratch, 0, length, wireLength);
        frame.wrap(scratch, 0, length, wireLength, timestampNs);
    }

    private void endLoop() {
        linkTypes = current.linkTypes();
        if (damage == null) {
            damage = current.damage();
        }
        loop++;
        if (loop >= loops || framesInLoop == 0) {
            exhausted = true;
            return;
        }
        final long spanNs = Math.max(0, lastNs - firstNs);
        final long gapNs = framesInLoop > 1 ? spanNs / (framesInLoop - 1) : 0;
        offsetNs = saturatedAdd(offsetNs, saturatedAdd(spanNs, Math.max(LEAST_GAP_NS, gapNs)));
        begin();
        if (rewriter != null) {
            rewriter.begin(loop);
        }
        current.close();
        try {
            current = opener.open();
        } catch (final IOException e) {
            exhausted = true;
            damage = damage == null ? e.getMessage() : damage + "; " + e.getMessage();
        }
    }

    private void begin() {
        framesInLoop = 0;
        firstNs = Long.MAX_VALUE;
        lastNs = Long.MIN_VALUE;
    }

    private static long saturatedAdd(final long a, final long b) {
        final long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0 ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }

    @Override
    public boolean isExhausted() {
        return exhausted;
    }

    @Override
    public String damage() {
        return damage != null || exhausted ? damage : current.damage();
    }

    @Override
    public String[] linkTypes() {
        return exhausted ? linkTypes.clone() : current.linkTypes();
    }

    @Override
    public void close() {
        exhausted = true;
        current.close();
    }
}
