package knet.threads.host;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import knet.driver.RxFrame;
import knet.driver.RxHandler;
import knet.threads.flow.SteeringReport;
import knet.threads.stack.DeliveryListener;
import knet.threads.stack.ShardedStack;
import knet.threads.stack.StackConfig;
import knet.threads.stack.StackStats;

/** One locked stack for all queues: the classifier sprays the packets of a flow over them. */
final class SprayedStacks implements StackSet {
    private final ShardedStack shared;
    private final List<Lane> lanes = new ArrayList<>();

    /**
     * @param listeners of each queue's deliveries
     */
    SprayedStacks(
            final StackConfig config,
            final int queues,
            final IntFunction<DeliveryListener> listeners) {
        this.shared = new ShardedStack(config, ShardedStack.shardsFor(queues));
        for (int queue = 0; queue < queues; queue++) {
            lanes.add(new Lane(shared.handler(listeners.apply(queue))));
        }
    }

    @Override
    public LaneStack lane(final int queue) {
        return lanes.get(queue);
    }

    @Override
    public void finish(final long protocolNs) {
        shared.onEndOfRun(protocolNs);
    }

    @Override
    public StackStats stats() {
        return shared.stats();
    }

    @Override
    public void addFlowsTo(final SteeringReport report) {
        shared.addTo(report);
    }

    /** Every thread reaches every flow, so nothing is ever handed over. */
    private static final class Lane implements LaneStack {
        private final RxHandler handler;

        Lane(final RxHandler handler) {
            this.handler = handler;
        }

        @Override
        public void onFrame(final RxFrame frame) {
            handler.onFrame(frame);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public int exchange(final Inbox inbox, final int limit) {
            return inbox.read((type, buffer, index, length) -> {}, limit);
        }

        @Override
        public int pending() {
            return 0;
        }
    }
}
