package knet.threads.stack;

import knet.driver.RxFrame;
import knet.driver.RxHandler;
import knet.threads.base.Counters;
import knet.threads.ip.Datagram;
import knet.threads.ip.IpCounter;
import knet.threads.ip.IpInput;
import knet.threads.ip.IpPacket;
import knet.threads.ip.Reassembler;

/** The entry of one network thread into a {@link ShardedStack}: IP input, then the shard's lock. */
final class ShardedHandler implements RxHandler {
    private final Counters<IpCounter> counters = new Counters<>(IpCounter.class);
    private final IpPacket packet = new IpPacket();
    private final IpInput input;
    private final IpPacket whole = new IpPacket();
    private final IpInput wholeInput;
    private final FragmentSummary fragments = new FragmentSummary();
    private final Shard[] shards;
    private final int mask;
    private final DeliveryListener listener;

    /**
     * @param processor whose thread uses it
     */
    ShardedHandler(
            final StackConfig config,
            final Shard[] shards,
            final DeliveryListener listener,
            final int processor) {
        this.input = new IpInput(config.checksums(), counters);
        this.wholeInput = new IpInput(config.checksums(), new Counters<>(IpCounter.class));
        this.shards = shards;
        this.mask = shards.length - 1;
        this.listener = listener;
        packet.processor(processor);
        whole.processor(processor);
    }

    @Override
    public void onFrame(final RxFrame frame) {
        packet.wrap(
                frame.buffer(),
                frame.offset(),
                frame.length(),
                frame.flags(),
                frame.arrival(),
                frame.captureNs(),
                frame.arrivalNs(),
                frame.queue());
        counters.increment(IpCounter.FRAMES);
        final IpCounter outcome = input.parse(packet);
        if (outcome == IpCounter.FRAGMENTS) {
            onFragment();
            return;
        }
        counters.increment(outcome);
        if (outcome.isDelivery()) {
            toShard(packet, null);
        } else if (outcome.isSteered()) {
            discard();
        }
    }

    private void discard() {
        final Shard shard = shards[ShardedStack.shardHash(packet) & mask];
        shard.lock.lock();
        try {
            shard.transport().onDiscarded(packet);
        } finally {
            shard.lock.unlock();
        }
    }

    private void onFragment() {
        final Shard home = shards[Reassembler.hash(packet) & mask];
        final Datagram datagram;
        home.lock.lock();
        try {
            datagram = home.add(packet);
        } finally {
            home.lock.unlock();
        }
        if (datagram == null) {
            return;
        }
        // The datagram is out of the table: it is this thread's, without a lock.
        datagram.wrapInto(whole);
        final IpCounter parsed = wholeInput.parse(whole);
        final IpCounter outcome =
                parsed == IpCounter.FRAGMENTS ? IpCounter.NESTED_FRAGMENT : parsed;
        counters.increment(outcome);
        if (outcome.isDelivery()) {
            toShard(whole, fragments.set(datagram));
        }
        home.lock.lock();
        try {
            home.release(datagram);
        } finally {
            home.lock.unlock();
        }
    }

    private void toShard(final IpPacket arrived, final FragmentSummary summary) {
        final int ports = Transport.portsOf(arrived);
        final Shard shard = shards[ShardedStack.shardHash(arrived, ports) & mask];
        shard.lock.lock();
        try {
            shard.onPacket(arrived, ports, summary, listener);
        } finally {
            shard.lock.unlock();
        }
    }

    Counters<IpCounter> counters() {
        return counters;
    }
}
