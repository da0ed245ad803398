package knet.firmware.builtin;

import knet.firmware.Classifier;
import knet.firmware.Explanation;
import knet.firmware.Firmware;
import knet.firmware.Packet;
import knet.firmware.QueueState;

/**
 * Frames to queues in turn, whatever they hold: perfect balance, no flow affinity. With one network
 * thread per queue this is the paper's KNET-RR.
 */
@Firmware(
        name = "round-robin",
        help = "frames to queues in turn; flows are spread over all queues",
        rule = "frame number % queues")
public final class RoundRobin implements Classifier {
    @Override
    public int classify(final Packet packet, final QueueState queues) {
        return (int) (queues.frameNumber() % queues.count());
    }

    @Override
    public int explain(final Packet packet, final QueueState queues, final Explanation why) {
        final int queue = classify(packet, queues);
        why.step("frame number", queues.frameNumber() + " % " + queues.count() + " = " + queue)
                .value("frame", queues.frameNumber())
                .concludes(queue, "frame number % queues");
        return queue;
    }

    @Override
    public Affinity affinity() {
        return Affinity.SPRAYING;
    }
}
