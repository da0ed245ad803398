package knet.nic.engine;

/**
 * Which capture it is that a journal's decisions are of: a hash over the length and the timestamp
 * of every frame since the wire began, noted after 1, 2, 4, 8 and so on frames. Two journals of one
 * capture have the same hashes as far as the shorter one goes. Used by the NIC thread alone.
 */
public final class CaptureHash {
    private static final long ODD = 0x9E3779B97F4A7C15L;
    private static final long OTHER_ODD = 0xFF51AFD7ED558CCDL;

    private final DecisionJournal journal;
    private long frames;
    private long hash;

    /** Begins with the wire's first frame. */
    public CaptureHash(final DecisionJournal journal) {
        this.journal = journal;
    }

    /**
     * The next frame.
     *
     * @param lengthBytes that are captured of it
     * @param timestampNs of the capture, since 1970
     */
    public void add(final int lengthBytes, final long timestampNs) {
        // Each step is a bijection of the hash, so that what differs once goes on differing.
        hash = (hash ^ timestampNs * ODD + lengthBytes) * OTHER_ODD;
        hash ^= hash >>> 32;
        frames++;
        if ((frames & frames - 1) == 0) {
            journal.onCapture(frames, hash);
        }
    }
}
