package org.example;

import knet.firmware.Classifier;
import knet.firmware.Packet;
import knet.firmware.Parameters;
import knet.firmware.QueueState;

public class PortSpread implements Classifier {
    private final int shift;

    public PortSpread(Parameters parameters) {
        shift = parameters.intValue("shift", 0, 0, 15, "low bits of the source port to drop");
    }

    public int classify(Packet packet, QueueState queues) {
        return packet.hasPorts() ? (packet.sourcePort() >> shift) % queues.count() : 0;
    }
}
