package org.example;

import knet.firmware.Classifier;
import knet.firmware.Firmware;
import knet.firmware.FirmwareContext;
import knet.firmware.FirmwareCounter;
import knet.firmware.Packet;
import knet.firmware.QueueState;

/** Each frame to the queue with the fewest descriptors waiting, and a counter of its own. */
@Firmware(name = "shortest-queue", help = "each frame to the queue with the least in it")
public class ShortestQueue implements Classifier {
    private FirmwareCounter ties;

    @Override
    public void onStart(FirmwareContext context) {
        ties = context.counters().counter("ties");
    }

    @Override
    public int classify(Packet packet, QueueState queues) {
        int shortest = 0;
        for (int q = 1; q < queues.count(); q++) {
            if (queues.depth(q) < queues.depth(shortest)) {
                shortest = q;
            } else if (queues.depth(q) == queues.depth(shortest)) {
                ties.increment();
            }
        }
        return shortest;
    }

    @Override
    public Affinity affinity() {
        return Affinity.SPRAYING;
    }
}
