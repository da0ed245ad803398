package knet.firmware.builtin;

import knet.firmware.Explanation;
import knet.firmware.QueueState;
import knet.firmware.parts.CountMinSketch;
import knet.firmware.parts.FlowKey;
import knet.firmware.parts.FlowLimit;

/** Says of a flow's packets when they are those of an elephant. */
interface ElephantDetector {
    /**
     * Takes a packet into account.
     *
     * @param queue that it would go to
     * @return true if its flow is an elephant
     */
    boolean isElephant(FlowKey key, int hash, int queue, QueueState queues);

    /** Tells what is known of a flow that is none. */
    void tell(FlowKey key, Explanation why);

    /** The next window begins. */
    default void onWindow() {}

    /** Flows with so many packets in a window, by a sketch that never counts too few. */
    final class Sketch implements ElephantDetector {
        private final CountMinSketch sketch;
        private final int threshold;

        Sketch(final CountMinSketch sketch, final int threshold) {
            this.sketch = sketch;
            this.threshold = threshold;
        }

        @Override
        public boolean isElephant(
                final FlowKey key, final int hash, final int queue, final QueueState queues) {
            return sketch.add(key.hash64()) >= threshold;
        }

        @Override
        public void tell(final FlowKey key, final Explanation why) {
            final int count = sketch.estimate(key.hash64());
            why.step(
                            "sketch",
                            count
                                    + " packets of the flow in this window, or fewer; an elephant has "
                                    + threshold)
                    .value("packets", count)
                    .value("threshold", threshold);
        }

        @Override
        public void onWindow() {
            sketch.clear();
        }
    }

    /** Flows that Linux's flow limit would drop from: most of what a queue got while half full. */
    final class Limit implements ElephantDetector {
        private final FlowLimit[] limits;

        Limit(final int buckets, final int queues) {
            limits = new FlowLimit[queues];
            for (int queue = 0; queue < queues; queue++) {
                limits[queue] = new FlowLimit(buckets);
            }
        }

        @Override
        public boolean isElephant(
                final FlowKey key, final int hash, final int queue, final QueueState queues) {
            final int depth = queues.depth(queue);
            return depth >= queues.free(queue) && depth > 0 && limits[queue].isOver(hash);
        }

        @Override
        public void tell(final FlowKey key, final Explanation why) {
            why.step("flow limit", "not over it: its queue is not half full, or not by this flow");
        }
    }
}
