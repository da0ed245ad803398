package knet.firmware.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import knet.firmware.parts.Mix;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class RssPlusPlusTest {
    private static final int QUEUES = 4;
    private static final long INTERVAL_NS = 10_000_000;

    /** A mix in which some flows are heavy: flow i has a weight of 1 / (i + 1). */
    private static UnsafeBuffer[] zipf(final int packets, final Random random) {
        final UnsafeBuffer[] flows = new UnsafeBuffer[200];
        for (int i = 0; i < flows.length; i++) {
            flows[i] = TestPackets.toServer(i * 31, 0x10);
        }
        return IntStream.range(0, packets)
                .mapToObj(i -> flows[rank(random, flows.length)])
                .toArray(UnsafeBuffer[]::new);
    }

    private static int rank(final Random random, final int count) {
        return (int) (StrictMath.exp(random.nextDouble() * StrictMath.log(count + 1)) - 1);
    }

    private static double maxOverMean(final Rig rig, final UnsafeBuffer[] packets) {
        final int[] loads = new int[QUEUES];
        for (final UnsafeBuffer packet : packets) {
            loads[rig.sendAndTake(packet)]++;
        }
        return IntStream.of(loads).max().orElseThrow() * (double) QUEUES / packets.length;
    }

    @Test
    void loadEvensOut() {
        final Rig rig = new Rig("rss-plus-plus", QUEUES);
        final Random random = new Random(5);
        final double before = maxOverMean(rig, zipf(5_000, random));
        rig.tick(INTERVAL_NS);
        maxOverMean(rig, zipf(5_000, random));
        rig.tick(INTERVAL_NS);
        final double after = maxOverMean(rig, zipf(5_000, random));
        assertThat(before).isGreaterThan(1.2);
        assertThat(after).isLessThan(1.08);
        assertThat(rig.counter("rebalances")).isBetween(1L, 2L);
        assertThat(rig.counter("flows_moved")).isGreaterThanOrEqualTo(rig.counter("buckets_moved"));
    }

    @Test
    void noMoreBucketsMoveThanAreAllowed() {
        final Rig rig = new Rig("rss-plus-plus:moves=2", QUEUES);
        final UnsafeBuffer[] packets = zipf(5_000, new Random(5));
        for (int tick = 1; tick <= 5; tick++) {
            maxOverMean(rig, packets);
            assertThat(rig.counter("buckets_moved")).isLessThanOrEqualTo(2L * (tick - 1));
            rig.tick(INTERVAL_NS);
        }
        assertThat(rig.counter("buckets_moved")).isGreaterThan(2);
    }

    @Test
    void evenLoadIsLeftAsItIs() {
        final Rig rig = new Rig("rss-plus-plus:imbalance=50", QUEUES);
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 4_000; i++) {
                rig.sendAndTake(TestPackets.toServer(i, 0x10));
            }
            rig.tick(INTERVAL_NS);
        }
        assertThat(rig.counter("rebalances")).isZero();
        rig.tick(INTERVAL_NS);
        assertThat(rig.counter("rebalances")).as("nor is none at all").isZero();
    }

    @Test
    void aBucketWaitsForItsQueueToDrainUnlessItNeedNot() {
        for (final boolean drains : new boolean[] {true, false}) {
            final Rig rig = new Rig("rss-plus-plus:table=2,drain=" + drains, 2);
            // One flow in each of two buckets of one queue would do; here all of queue 0's load.
            final UnsafeBuffer heavy = flowOn(rig, 0);
            final UnsafeBuffer light = flowOn(rig, 1);
            for (int i = 0; i < 90; i++) {
                rig.send(heavy);
            }
            for (int i = 0; i < 10; i++) {
                rig.send(light);
            }
            rig.tick(INTERVAL_NS);
            // The only bucket of queue 0: to move it would only turn the imbalance round.
            assertThat(rig.send(heavy)).isZero();
            final Rig four = new Rig("rss-plus-plus:table=4,drain=" + drains, 2);
            final UnsafeBuffer[] ofQueueZero = {flowOfBucket(0), flowOfBucket(2)};
            for (int i = 0; i < 50; i++) {
                assertThat(four.send(ofQueueZero[0])).isZero();
                assertThat(four.send(ofQueueZero[1])).isZero();
            }
            four.tick(INTERVAL_NS);
            assertThat(four.send(ofQueueZero[0])).isEqualTo(drains ? 0 : 1);
            assertThat(four.send(ofQueueZero[1])).as("half is enough").isZero();
            four.takeAll();
            assertThat(four.send(ofQueueZero[0])).isEqualTo(1);
            assertThat(four.send(ofQueueZero[1])).isZero();
            assertThat(four.counter("buckets_moved")).isEqualTo(1);
            assertThat(four.counter("flows_moved")).isEqualTo(1);
        }
    }

    private static UnsafeBuffer flowOn(final Rig rig, final int queue) {
        int client = 0;
        while (rig.sendAndTake(TestPackets.toServer(client, 0x10)) != queue) {
            client++;
        }
        return TestPackets.toServer(client, 0x10);
    }

    /** A flow whose hash falls on a bucket of four. */
    private static UnsafeBuffer flowOfBucket(final int bucket) {
        final Rig rss = new Rig("flow-hash", 1);
        int client = 0;
        do {
            client++;
            rss.send(TestPackets.toServer(client, 0x10));
        } while ((rss.hash() & 3) != bucket);
        return TestPackets.toServer(client, 0x10);
    }

    @Test
    void flowsOfABucketAreCountedAboutRight() {
        for (final int flows : new int[] {0, 1, 5, 20, 60, 100}) {
            final BucketLoads loads = new BucketLoads(1, 1);
            for (int flow = 0; flow < flows; flow++) {
                final int hash = (int) Mix.mix(flow);
                for (int packet = 0; packet < 3; packet++) {
                    loads.add(0, hash, 1);
                }
            }
            assertThat((double) loads.flows(0)).isBetween(flows * 0.7, flows * 1.35);
            assertThat(loads.load(0)).isEqualTo(3L * flows);
        }
    }

    @Test
    void balancingNeverMakesThingsWorse() {
        final Random random = new Random(9);
        for (int trial = 0; trial < 300; trial++) {
            final int queues = 1 + random.nextInt(8);
            final int buckets = 1 << random.nextInt(7);
            final BucketLoads loads = new BucketLoads(buckets, queues);
            final short[] queueOf = new short[buckets];
            for (int bucket = 0; bucket < buckets; bucket++) {
                loads.add(bucket, 0, random.nextInt(1 << random.nextInt(12)));
                queueOf[bucket] = (short) random.nextInt(queues);
            }
            final short[] before = queueOf.clone();
            final int moves = loads.balance(queueOf, 10, 0);
            final long changed =
                    IntStream.range(0, buckets).filter(i -> before[i] != queueOf[i]).count();
            assertThat(changed).isLessThanOrEqualTo(moves).isLessThanOrEqualTo(10);
            assertThat(squares(loads, queueOf, queues))
                    .isLessThanOrEqualTo(squares(loads, before, queues));
        }
    }

    /** Bytes of ten seconds at 100 Gbit/s: their product is beyond 64 bits. */
    @Test
    void loadsOfManyGigabytesAreBalancedTheSame() {
        final BucketLoads loads = new BucketLoads(4, 2);
        final long[] gigabytes = {40, 30, 5, 5};
        for (int bucket = 0; bucket < gigabytes.length; bucket++) {
            for (long i = 0; i < gigabytes[bucket]; i++) {
                loads.add(bucket, bucket, 1_000_000_000);
            }
        }
        final short[] queueOf = {0, 0, 1, 1};

        assertThat(loads.balance(queueOf, 1, 0)).isEqualTo(1);

        assertThat(queueOf).as("30 is half of 70 - 10").containsExactly(0, 1, 1, 1);
    }

    private static long squares(final BucketLoads loads, final short[] queueOf, final int queues) {
        final long[] sums = new long[queues];
        for (int bucket = 0; bucket < queueOf.length; bucket++) {
            sums[queueOf[bucket]] += loads.load(bucket);
        }
        return LongStream.of(sums).map(sum -> sum * sum).sum();
    }
}
