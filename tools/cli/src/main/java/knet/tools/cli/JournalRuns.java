package knet.tools.cli;

import knet.firmware.PacketKind;
import knet.nic.engine.DecisionJournal;

/**
 * Follows a journal's records: which firmware decided, and in which run. A run that appends to the
 * journal of another counts its frames from 0 again; a NIC that is started again goes on counting.
 */
abstract class JournalRuns implements DecisionJournal {
    /** Of a record without one before it: no NIC writes such a journal. */
    static final String UNKNOWN = "";

    private String firmware = UNKNOWN;
    private long nextFrame;
    private int run;

    @Override
    public final void onDecision(
            final long frameNumber, final int hash, final int queue, final PacketKind kind) {
        advance(frameNumber);
        nextFrame = frameNumber + 1;
        decided(frameNumber, hash, queue, kind);
    }

    @Override
    public final void onFirmware(final long frameNumber, final String specification) {
        advance(frameNumber);
        firmware = specification;
        loaded(frameNumber);
    }

    @Override
    public final void onCapture(final long frames, final long hash) {
        captured(frames, hash);
    }

    private void advance(final long frameNumber) {
        if (frameNumber < nextFrame) {
            run++;
            nextFrame = frameNumber;
        }
    }

    /** One decision. */
    abstract void decided(long frameNumber, int hash, int queue, PacketKind kind);

    /** Another firmware decides from now on, or the same one in another process. */
    void loaded(final long frameNumber) {}

    /** What the wire of this run has brought: see {@link DecisionJournal#onCapture}. */
    void captured(final long frames, final long hash) {}

    /** What decides now, as {@code --firmware} takes it. */
    final String firmware() {
        return firmware;
    }

    /** Which run this is, from 0. */
    final int run() {
        return run;
    }
}
