package knet.tools.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import knet.driver.RxFrame;
import knet.driver.RxHandler;
import knet.threads.app.ByteCounts;
import knet.threads.app.StreamRecord;
import knet.threads.stack.DeliveryListener;
import knet.threads.stack.ShardedStack;
import knet.threads.stack.StackConfig;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Streams do not depend on how frames are spread over queues: every capture goes round robin
 * through several rings whose threads run at random, and must give the streams of one queue.
 */
class SprayingTest {
    private static final int SEEDS = Integer.getInteger("knet.seeds", 2);

    @TestFactory
    Stream<DynamicTest> everyCapture() throws IOException {
        return TestTraces.all().stream()
                .map(
                        file ->
                                DynamicTest.dynamicTest(
                                        file.getFileName().toString(), () -> compare(file)));
    }

    private static void compare(final Path file) throws IOException {
        final TraceFeed feed = TraceFeed.load(file);
        final List<StreamRecord> expected = OneQueue.streams(feed);
        for (int seed = 1; seed <= SEEDS; seed++) {
            final Random random = new Random(seed);
            final int queues = 2 + random.nextInt(7);
            final int ring = 1 << (3 + random.nextInt(10));
            final String label =
                    file.getFileName() + ", seed " + seed + ", " + queues + " rings of " + ring;
            assertThat(sprayed(feed, new Random(seed), queues, ring, true))
                    .as(label)
                    .isEqualTo(expected);
            assertThat(
                            ConflictingOverlaps.removedFrom(
                                    sprayed(feed, new Random(seed), queues, ring, false)))
                    .as(label)
                    .isEqualTo(ConflictingOverlaps.removedFrom(expected));
        }
    }

    private static List<StreamRecord> sprayed(
            final TraceFeed feed,
            final Random random,
            final int queues,
            final int ring,
            final boolean restore) {
        final ByteCounts counts = new ByteCounts(true);
        final ShardedStack stack =
                new ShardedStack(
                        StackConfig.defaults()
                                .withApplication(counts)
                                .withArrivalSkew(queues * ring)
                                .withRestoreOrder(restore),
                        8);
        final List<RxHandler> handlers = new ArrayList<>();
        for (int i = 0; i < queues; i++) {
            handlers.add(stack.handler(DeliveryListener.NONE));
        }
        final RxFrame frame = new RxFrame();
        final List<ArrayDeque<Integer>> rings = new ArrayList<>();
        for (int i = 0; i < queues; i++) {
            rings.add(new ArrayDeque<>());
        }
        int next = 0;
        int waiting = 0;
        while (next < feed.size() || waiting > 0) {
            while (next < feed.size() && rings.get(next % queues).size() < ring) {
                rings.get(next % queues).add(next);
                next++;
                waiting++;
            }
            final int queue = random.nextInt(queues);
            final int burst = 1 + random.nextInt(64);
            for (int i = 0; i < burst && !rings.get(queue).isEmpty(); i++) {
                feed.deliver(rings.get(queue).poll(), queue, frame, handlers.get(queue));
                waiting--;
            }
        }
        stack.onEndOfRun(feed.lastNs());
        assertThat(stack.stats().ip().get("frames")).isEqualTo(feed.size());
        return counts.streams();
    }
}
