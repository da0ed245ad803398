package knet.threads.stack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import knet.driver.RxHandler;

/**
 * Sends frames round robin through rings whose threads run in random turns, as a NIC that waits for
 * space would, and collects the streams.
 */
public final class Sprayer {
    private static final int SHARDS = 4;
    private static final int MAX_BURST = 16;

    private final int queues;
    private final int ring;
    private final boolean restoreOrder;
    private ShardedStack stack;

    public Sprayer(final int queues, final int ring, final boolean restoreOrder) {
        this.queues = queues;
        this.ring = ring;
        this.restoreOrder = restoreOrder;
    }

    /** What one queue makes of the frames. */
    public static Map<String, List<String>> inOrder(final List<byte[]> wire) {
        final Bench bench = new Bench();
        wire.forEach(bench::in);
        bench.end();
        return summary(bench);
    }

    /** What the rings make of them. */
    public Map<String, List<String>> sprayed(final List<byte[]> wire, final Random random) {
        final Bench bench = new Bench();
        stack =
                new ShardedStack(
                        StackConfig.defaults()
                                .withApplication(bench.application())
                                .withArrivalSkew(queues * ring)
                                .withRestoreOrder(restoreOrder),
                        SHARDS);
        final List<RxHandler> handlers = new ArrayList<>();
        final List<ArrayDeque<Integer>> rings = new ArrayList<>();
        for (int i = 0; i < queues; i++) {
            handlers.add(stack.handler(DeliveryListener.NONE));
            rings.add(new ArrayDeque<>());
        }
        int next = 0;
        int waiting = 0;
        while (next < wire.size() || waiting > 0) {
            while (next < wire.size() && rings.get(next % queues).size() < ring) {
                rings.get(next % queues).add(next);
                next++;
                waiting++;
            }
            final int queue = random.nextInt(queues);
            for (int n = 1 + random.nextInt(MAX_BURST); n > 0; n--) {
                final Integer number = rings.get(queue).poll();
                if (number != null) {
                    bench.deliver(wire.get(number), number, queue, handlers.get(queue));
                    waiting--;
                }
            }
        }
        stack.onEndOfRun(0);
        return summary(bench);
    }

    public StackStats stats() {
        return stack.stats();
    }

    private static Map<String, List<String>> summary(final Bench bench) {
        final Map<String, List<String>> result = new TreeMap<>();
        bench.streams.forEach(
                (flow, streams) ->
                        result.put(
                                flow,
                                streams.stream()
                                        .sorted(Comparator.comparingInt(s -> s.key.startArrival()))
                                        .map(
                                                s ->
                                                        s.closed
                                                                + " "
                                                                + java.util.HexFormat.of()
                                                                        .formatHex(s.bytes()))
                                        .toList()));
        return result;
    }
}
