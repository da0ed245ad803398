package knet.nic.engine;

import knet.firmware.PacketKind;

/** Keeps one record for each of the classifier's decisions. Used by the NIC thread alone. */
public interface DecisionJournal extends AutoCloseable {
    /**
     * Notes a decision.
     *
     * @param frameNumber in the order of the wire, from 0
     * @param hash that the classifier left, 0 if none
     */
    void onDecision(long frameNumber, int hash, int queue, PacketKind kind);

    /** Notes that the firmware was exchanged before this frame. */
    void onFirmware(long frameNumber, String specification);

    /**
     * Notes what the wire has brought so far: see {@link CaptureHash}.
     *
     * @param frames that it has brought, at least 1
     * @param hash over all of them
     */
    default void onCapture(final long frames, final long hash) {}

    /**
     * A fault of mapped memory struck, nobody knows where. If it was this journal's, because there
     * is no space for it, it keeps nothing more.
     *
     * @return true if so
     */
    default boolean takeFault() {
        return false;
    }

    @Override
    default void close() {}
}
