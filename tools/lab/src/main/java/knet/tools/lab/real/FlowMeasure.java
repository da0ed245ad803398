package knet.tools.lab.real;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import knet.driver.abi.DeviceDirectory;
import knet.firmware.Classifier;
import knet.firmware.Decisions;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareContext;
import knet.tools.lab.cost.Cost;
import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.generate.TrafficSpec;

/**
 * What it costs to handle a frame of a connection whose state another processor touched last: a
 * ring of TCP is handled where the ring before was handled, then where it was not; the difference
 * is what the connections' state took on its way.
 */
final class FlowMeasure implements Measure {
    private static final String TRAFFIC = "flows=200,proto=tcp,size=200,packets=unlimited";
    private static final int RING = 1024;
    private static final int RINGS_TO_COUNT = 8;
    private static final int RINGS = 6;

    private final OtherCore other;
    private final RingStand stand;
    private final double flowsInRing;
    private final long[] unused = new long[0];

    /**
     * @param devices for the device
     * @param other the other processor
     */
    FlowMeasure(final DeviceDirectory devices, final OtherCore other) {
        this.other = other;
        this.flowsInRing = flowsInRing();
        this.stand =
                new RingStand(
                        devices,
                        "flows",
                        "busy-poll",
                        TrafficSpec.parse(TRAFFIC).open(),
                        NicStand.USUAL_BATCH);
    }

    /** Distinct flows that a ring of this traffic holds, mean. */
    private static double flowsInRing() {
        final Classifier classifier = FirmwareCatalog.load().create("flow-hash", 1);
        FirmwareContext.of(1).start(classifier);
        final Decisions decisions = new Decisions(classifier, 1);
        final Frame frame = new Frame();
        final List<Integer> counts = new ArrayList<>();
        try (FrameSource source = TrafficSpec.parse(TRAFFIC).open()) {
            for (int ring = 0; ring < RINGS_TO_COUNT; ring++) {
                final Set<Integer> flows = new HashSet<>();
                for (int i = 0; i < RING && source.next(frame); i++) {
                    decisions.decide(frame.buffer(), frame.offset(), frame.length(), 0);
                    flows.add(decisions.hash());
                }
                counts.add(flows.size());
            }
        }
        return counts.stream().mapToInt(Integer::intValue).average().orElse(1);
    }

    @Override
    public void round(final Samples samples) {
        stand.supervise();
        final long[] here = new long[RINGS];
        final long[] there = new long[RINGS];
        for (int i = 0; i < RINGS; i++) {
            fillAndDrain();
            here[i] = fillAndDrain();
            stand.fill(0, unused, 0);
            other.run(() -> stand.drain(0, unused, 0));
            there[i] = fillAndDrain();
        }
        final long moreNs = Medians.of(there, RINGS) - Medians.of(here, RINGS);
        samples.add(Cost.FLOW_MISS, Math.max(0, moreNs / flowsInRing));
    }

    /** Both sides on this processor: the ring's own lines are here. */
    private long fillAndDrain() {
        stand.fill(0, unused, 0);
        final long beganNs = System.nanoTime();
        stand.drain(0, unused, 0);
        return System.nanoTime() - beganNs;
    }

    @Override
    public void close() {
        stand.close();
    }
}
