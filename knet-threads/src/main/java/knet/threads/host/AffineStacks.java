package knet.threads.host;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import knet.driver.RxFrame;
import knet.threads.flow.SteeringReport;
import knet.threads.stack.DatagramExchange;
import knet.threads.stack.DeliveryListener;
import knet.threads.stack.NetStack;
import knet.threads.stack.QueueOracle;
import knet.threads.stack.StackConfig;
import knet.threads.stack.StackStats;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.MessageHandler;

/** A stack of its own, without a lock, for every queue: the classifier keeps flows together. */
final class AffineStacks implements StackSet {
    private final List<Lane> lanes = new ArrayList<>();

    /**
     * @param listeners of each queue's deliveries
     * @param oracles an oracle for each queue's thread
     */
    AffineStacks(
            final StackConfig config,
            final Inbox[] inboxes,
            final IntFunction<DeliveryListener> listeners,
            final IntFunction<QueueOracle> oracles,
            final StackFailures failures) {
        for (int queue = 0; queue < inboxes.length; queue++) {
            final DatagramExchange exchange =
                    inboxes.length == 1 ? DatagramExchange.NONE : new InboxExchange(queue, inboxes);
            final NetStack stack =
                    new NetStack(config, listeners.apply(queue), oracles.apply(queue), exchange);
            lanes.add(new Lane(queue, stack, failures));
        }
    }

    @Override
    public LaneStack lane(final int queue) {
        return lanes.get(queue);
    }

    @Override
    public void finish(final long protocolNs) {
        for (final Lane lane : lanes) {
            lane.stack.onEndOfRun(protocolNs);
        }
    }

    @Override
    public StackStats stats() {
        StackStats sum = StackStats.empty();
        for (final Lane lane : lanes) {
            sum = sum.plus(lane.stack.stats());
        }
        return sum;
    }

    @Override
    public void addFlowsTo(final SteeringReport report) {
        for (final Lane lane : lanes) {
            report.add(lane.stack.flows());
        }
    }

    /** Reaches the threads of a device's queues through their inboxes. */
    private static final class InboxExchange implements DatagramExchange {
        private final int own;
        private final Inbox[] inboxes;

        InboxExchange(final int own, final Inbox[] inboxes) {
            this.own = own;
            this.inboxes = inboxes;
        }

        @Override
        public int own() {
            return own;
        }

        /** An oracle that names a queue that is not there has no better place to offer. */
        @Override
        public boolean isLocal(final int queue) {
            return queue == own || queue < 0 || queue >= inboxes.length;
        }

        @Override
        public boolean offer(
                final int queue, final DirectBuffer message, final int offset, final int length) {
            return inboxes[queue].offer(message, offset, length);
        }
    }

    private static final class Lane implements LaneStack {
        private final NetStack stack;
        private final MessageHandler onHanded;

        Lane(final int queue, final NetStack stack, final StackFailures failures) {
            this.stack = stack;
            this.onHanded =
                    (type, buffer, index, length) -> {
                        try {
                            stack.onHandedDatagram(buffer, index, length);
                        } catch (final RuntimeException e) {
                            failures.onFailure(queue, e);
                        }
                    };
        }

        @Override
        public void onFrame(final RxFrame frame) {
            stack.onFrame(frame);
        }

        @Override
        public boolean isReady() {
            return stack.mayPoll();
        }

        @Override
        public int exchange(final Inbox inbox, final int limit) {
            final int read = inbox.read(onHanded, limit);
            return stack.pendingHandOvers() == 0 ? read : read + stack.retryHandOvers();
        }

        @Override
        public int pending() {
            return stack.pendingHandOvers();
        }
    }
}
