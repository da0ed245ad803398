package knet.traces;

/**
 * A stream of frames: a capture file, a store, a live interface, a generator, or a decorator of
 * another (filter, loop, limit). Used by one thread. {@link #next} allocates nothing per frame and
 * throws nothing for a damaged capture: damage ends the stream and shows in {@link #damage()}.
 */
public interface FrameSource extends AutoCloseable {
    /**
     * Moves to the next frame.
     *
     * @return false if there is none now: for good if {@link #isExhausted()}, else for the moment
     *     (live)
     */
    boolean next(Frame frame);

    /** True once no frame will ever come. */
    boolean isExhausted();

    /**
     * What was wrong with the capture where the stream ended early: one line that names the file
     * and the byte offset; null if nothing was.
     */
    String damage();

    /**
     * Names of the link types met so far, as the capture spells them, for instance EN10MB,
     * LINUX_SLL.
     */
    default String[] linkTypes() {
        return new String[] {"EN10MB"};
    }

    @Override
    void close();
}
