package knet.traces.pcap;

import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.MappingFault;
import org.agrona.concurrent.UnsafeBuffer;

/** What the readers of both formats share: the window, the position in it, and the end. */
abstract class CaptureSource implements FrameSource {
    final CaptureWindow window;
    final UnsafeBuffer buffer;

    /** Index in the buffer of the next record. */
    int position;

    /** The window's limit, here to save the hot path a hop. */
    int limit;

    private final String name;
    private EthernetAdapter adapter;
    private boolean exhausted;
    private String damage;

    CaptureSource(final String name, final CaptureWindow window) {
        this.name = name;
        this.window = window;
        this.buffer = window.buffer;
        this.limit = window.limit;
    }

    /**
     * Makes bytes at a position contiguous.
     *
     * @return whether the capture holds them all
     */
    final boolean ensure(final int neededBytes) {
        if (limit - position >= neededBytes) {
            return true;
        }
        position = window.moveTo(window.base + position, neededBytes);
        limit = window.limit;
        return limit - position >= neededBytes;
    }

    /** Capture offset of the record at the position. */
    final long offset() {
        return window.base + position;
    }

    /** Gives the frame an Ethernet header; {@code linkType} is not Ethernet. */
    final void adapt(
            final Frame frame,
            final LinkType linkType,
            final int index,
            final int length,
            final int wireLength,
            final long timestampNs) {
        if (adapter == null) {
            adapter = new EthernetAdapter();
        }
        adapter.wrap(frame, linkType, buffer, index, length, wireLength, timestampNs);
    }

    /** Ends the stream between two records, where a healthy capture ends. */
    final boolean end() {
        MappingFault.raise();
        exhausted = true;
        if (window.fault() != null) {
            damage = at(offset()) + window.fault();
        }
        return false;
    }

    /** Ends the stream in the record at the position because the bytes end there. */
    final boolean cut(final String what) {
        return damaged(offset(), "the file is cut short in " + what);
    }

    /** Ends the stream because of what stands at an offset. */
    final boolean damaged(final long offset, final String what) {
        MappingFault.raise();
        exhausted = true;
        damage = at(offset) + what + (window.fault() == null ? "" : "; " + window.fault());
        return false;
    }

    /** Ends the stream because the mapped file lost its end while it was read. */
    final boolean shrunk() {
        return damaged(offset(), "the file was cut short while it was read");
    }

    private String at(final long offset) {
        return name + ": byte " + offset + ": ";
    }

    @Override
    public final boolean isExhausted() {
        return exhausted;
    }

    @Override
    public final String damage() {
        return damage;
    }

    @Override
    public final void close() {
        exhausted = true;
        window.close();
        position = 0;
        limit = 0;
    }
}
