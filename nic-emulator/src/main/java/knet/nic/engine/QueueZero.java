package knet.nic.engine;

import knet.firmware.Classifier;
import knet.firmware.Packet;
import knet.firmware.QueueState;

/**
 * Everything to queue 0: what a NIC falls back to when the watchdog had to end the one whose
 * classifier hung.
 */
public final class QueueZero implements Classifier {
    /** Its firmware specification. */
    public static final String NAME = "queue-0";

    @Override
    public int classify(final Packet packet, final QueueState queues) {
        return 0;
    }
}
