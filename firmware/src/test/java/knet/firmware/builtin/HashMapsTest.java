package knet.firmware.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareException;
import knet.firmware.FirmwareSpec;
import knet.firmware.Parameters;
import knet.firmware.check.Frames;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The maps from a hash to a queue: tables, positions, thresholds, weights. */
class HashMapsTest {
    private static final int FLOWS = 20_000;

    private static List<UnsafeBuffer> flows() {
        return IntStream.range(0, FLOWS).mapToObj(i -> TestPackets.toServer(i * 7919, 0)).toList();
    }

    private static double[] shares(final List<Integer> queues, final int count) {
        final double[] shares = new double[count];
        queues.forEach(queue -> shares[queue] += 1.0 / queues.size());
        return shares;
    }

    @Test
    void rpsTakesTheHashsPositionInItsRange() {
        final Rig rps = new Rig("rps", 5);
        for (final UnsafeBuffer frame : flows()) {
            final int queue = rps.send(frame);
            final BigInteger product =
                    BigInteger.valueOf(Integer.toUnsignedLong(rps.hash()))
                            .multiply(BigInteger.valueOf(5));
            assertThat(queue).isEqualTo(product.shiftRight(32).intValue());
        }
    }

    /** A Toeplitz hash with this key has two equal halves: a multiple of 65537. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "flow-hash:key=symmetric",
                "rps:key=symmetric",
                "weighted:key=symmetric",
                "maglev:key=symmetric",
                "maglev:key=symmetric,table=257",
                "rendezvous:key=symmetric",
                "jsq:key=symmetric",
                "two-choices:key=symmetric",
                "rss-plus-plus:key=symmetric",
                "syn-steer:key=symmetric"
            })
    void theKeyThatKeepsDirectionsTogetherSpreadsAsWell(final String spec) {
        for (final double share : shares(new Rig(spec, 8).sendAll(flows()), 8)) {
            assertThat(share).isBetween(0.1, 0.15);
        }
    }

    @Test
    void rpsChoosesFromTheProcessorsOfItsList() {
        final Rig rps = new Rig("rps:cpus=6;2-3", 8);
        final Rig all = new Rig("rps", 3);
        final int[] list = {6, 2, 3};
        for (final UnsafeBuffer frame : flows()) {
            assertThat(rps.send(frame)).isEqualTo(list[all.send(frame)]);
        }
        assertThat(rps.send(TestPackets.arp())).isZero();
    }

    @Test
    void theIndirectionTableIsTheUsersOwn() {
        final Rig listed = new Rig("flow-hash:table=8,indir=3 2 1 0", 4);
        final Rig weighed = new Rig("flow-hash:table=8,weight=6;2", 4);
        for (final UnsafeBuffer frame : flows()) {
            final int queue = listed.send(frame);
            assertThat(queue).isEqualTo(3 - (listed.hash() & 3));
            weighed.send(frame);
            assertThat(weighed.send(frame)).isEqualTo((listed.hash() & 7) < 6 ? 0 : 1);
        }
        assertThat(listed.send(TestPackets.arp())).as("not in the table").isZero();
    }

    @Test
    void aLongTableIsReadFromAFile(@TempDir final Path directory) throws IOException {
        final Path file = directory.resolve("table.txt");
        Files.writeString(file, "# as ethtool -x\n   0:  3 2\n   2:  1 0  # the end\n");
        final Rig inFile = new Rig("flow-hash:table=8,indir-file=" + file, 4);
        final Rig listed = new Rig("flow-hash:table=8,indir=3 2 1 0", 4);
        flows().forEach(frame -> assertThat(inFile.send(frame)).isEqualTo(listed.send(frame)));
        assertThatThrownBy(() -> new Rig("flow-hash:indir=0,indir-file=" + file, 4))
                .hasMessage("flow-hash: indir-file excludes indir and weight");
        assertThatThrownBy(() -> new Rig("flow-hash:indir-file=" + file, 3))
                .hasMessageContaining("3 is more than 2");
        assertThatThrownBy(() -> new Rig("flow-hash:indir-file=" + file + "x", 4))
                .hasMessageContaining("no such file");
    }

    @Test
    void whatIsHashedOfNothingMeetsOneQueue() {
        final Rig none = new Rig("flow-hash:tcp4=none,indir=1-3", 4);
        for (final UnsafeBuffer frame : flows()) {
            assertThat(none.send(frame)).isEqualTo(1);
            assertThat(none.hash()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flow-hash:indir=4 | indir='4' is not equal, or queues with blanks or semicolons"
                        + " between them: 4 is more than 3",
                "flow-hash:table=2,indir=0 1 2 | more than 2 numbers",
                "flow-hash:weight=0;0 | weights add up to 0, not to 1 to 128",
                "flow-hash:weight=100;100 | weights add up to 200, not to 1 to 128",
                "flow-hash:weight=1;1;1;1;1 | more than 4 numbers",
                "flow-hash:weight=1,indir=0 | flow-hash: indir and weight exclude each other",
                "rps:cpus=4 | 4 is more than 3",
                "rps:cpus= | no number",
                "weighted:weights=0;0 | every weight is 0",
                "weighted:weights=1;1;1;1;1 | more than 4 numbers",
                "weighted:weights=65536 | 65536 is more than 65535",
                "maglev:table=100 | is a prime from 4 to 655373, not 100",
                "maglev:table=x | no whole number",
                "maglev:active=5 | active='5' is not a whole number, 0 to 4",
                "rendezvous:active=-1 | active='-1' is not a whole number, 0 to 4"
            })
    void wrongParametersAreRefused(final String spec, final String message) {
        assertThatThrownBy(() -> FirmwareCatalog.load().create(spec, 4))
                .isInstanceOf(FirmwareException.class)
                .hasMessageContaining(message);
    }

    private static Weighted weighted(final String weights, final int queues) {
        return new Weighted(
                Parameters.of(FirmwareSpec.parse("weighted:weights=" + weights), queues));
    }

    @ParameterizedTest
    @CsvSource({
        "3;1, 0, 0",
        "3;1, bfffffff, 0",
        "3;1, c0000000, 1",
        "3;1, ffffffff, 1",
        "0;1;0;1, 0, 1",
        "0;1;0;1, 7fffffff, 1",
        "0;1;0;1, 80000000, 3",
        "1;1;1, 55555555, 0",
        "1;1;1, 55555556, 1",
        "1;0;0;0, ffffffff, 0",
        "65535;1, ffff0000, 1",
        "65535;1, fffeffff, 0"
    })
    void aQueuesRegionIsAsLargeAsItsWeight(
            final String weights, final String hash, final int queue) {
        assertThat(weighted(weights, 4).queueOf(Long.parseLong(hash, 16))).isEqualTo(queue);
    }

    @Test
    void equalWeightsAreTheMapOfRps() {
        final Rig weighted = new Rig("weighted", 7);
        final Rig rps = new Rig("rps", 7);
        flows().forEach(frame -> assertThat(weighted.send(frame)).isEqualTo(rps.send(frame)));
    }

    @Test
    void flowsFollowTheWeights() {
        final double[] shares = shares(new Rig("weighted:weights=5;0;3;2", 4).sendAll(flows()), 4);
        assertThat(shares[0]).isBetween(0.48, 0.52);
        assertThat(shares[1]).isZero();
        assertThat(shares[2]).isBetween(0.28, 0.32);
        assertThat(shares[3]).isBetween(0.18, 0.22);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 16, 64})
    void ofRendezvousOnlyTheFlowsOfAQueueThatGoesMove(final int queues) {
        final List<Integer> before = new Rig("rendezvous", queues).sendAll(flows());
        final List<Integer> after =
                new Rig("rendezvous:active=" + (queues - 1), queues).sendAll(flows());
        int moved = 0;
        for (int i = 0; i < FLOWS; i++) {
            if (before.get(i) == queues - 1) {
                moved++;
                assertThat(after.get(i)).isLessThan(queues - 1);
            } else {
                assertThat(after.get(i)).isEqualTo(before.get(i));
            }
        }
        assertThat(moved).isGreaterThan(0);
    }

    @ParameterizedTest
    @CsvSource({"maglev, 16", "rendezvous, 16", "maglev:active=5, 16", "rendezvous:active=5, 16"})
    void sharesAreEvenOverTheQueuesInUse(final String spec, final int queues) {
        final double[] shares = shares(new Rig(spec, queues).sendAll(flows()), queues);
        final int active = spec.contains("active") ? 5 : queues;
        for (int queue = 0; queue < queues; queue++) {
            if (queue >= active) {
                assertThat(shares[queue]).isZero();
            } else {
                assertThat(shares[queue] * active).as("queue " + queue).isBetween(0.88, 1.12);
            }
        }
    }

    @Test
    void ofMaglevFewMoreThanTheFlowsOfAQueueThatGoesMove() {
        final List<Integer> before = new Rig("maglev", 16).sendAll(flows());
        final List<Integer> after = new Rig("maglev:active=15", 16).sendAll(flows());
        final long movedElsewhere =
                IntStream.range(0, FLOWS)
                        .filter(i -> before.get(i) != 15 && !before.get(i).equals(after.get(i)))
                        .count();
        assertThat((double) movedElsewhere / FLOWS).isLessThan(0.04);
    }

    /** The paper's weights of three servers for a digest, worked out with 64-bit arithmetic. */
    @Test
    void rendezvousWeightsAreThePapersFunction() {
        final Rendezvous rendezvous =
                new Rendezvous(Parameters.of(FirmwareSpec.parse("rendezvous"), 3));
        for (int digest = 0; digest < 1000; digest++) {
            final long a = 1103515245;
            final long b = 12345;
            long greatest = -1;
            int best = -1;
            for (long server = 0; server < 3; server++) {
                // Of 64 bits nothing is lost below 2^31.
                final long weight = (a * (a * server + b ^ digest) + b) & 0x7fff_ffff;
                if (weight > greatest) {
                    greatest = weight;
                    best = (int) server;
                }
            }
            assertThat(rendezvous.choose(digest)).isEqualTo(best);
        }
    }

    @Test
    void innerHeadersAreHashedByAllIfAskedFor() {
        final UnsafeBuffer plain = TestPackets.toServer(77, 0);
        final byte[] carried = new byte[plain.capacity()];
        plain.getBytes(0, carried);
        final UnsafeBuffer tunnelled =
                Frames.ethernet(Frames.IPV4)
                        .ipv4(17, 0x01010101, 0x02020202)
                        .udp(50_000, 4789)
                        .hex("0800000000002a00")
                        .raw(carried)
                        .toBuffer();
        for (final String name : List.of("rps", "weighted", "maglev", "rendezvous")) {
            final Rig outer = new Rig(name, 64);
            final Rig inner = new Rig(name + ":inner=true", 64);
            final int queue = outer.send(plain);
            final int hash = outer.hash();
            assertThat(inner.send(tunnelled)).as(name).isEqualTo(queue);
            assertThat(inner.hash()).isEqualTo(hash);
            outer.send(tunnelled);
            assertThat(outer.hash()).isNotEqualTo(hash);
        }
    }
}
