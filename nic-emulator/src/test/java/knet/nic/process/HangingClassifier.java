package knet.nic.process;

import knet.firmware.Classifier;
import knet.firmware.Packet;
import knet.firmware.Parameters;
import knet.firmware.QueueState;

/** Behaves for a while, then never returns. Found by its class name. */
public final class HangingClassifier implements Classifier {
    private final long after;
    private long calls;
    private volatile long spins;

    public HangingClassifier(final Parameters parameters) {
        after = parameters.intValue("after", 100, 0, 1_000_000, "calls before it hangs");
    }

    @Override
    public int classify(final Packet packet, final QueueState queues) {
        if (calls++ >= after) {
            while (spins >= 0) {
                spins++;
            }
        }
        return (int) (calls % queues.count());
    }
}
