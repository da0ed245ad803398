package knet.tools.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import knet.driver.RxFrame;
import knet.threads.ip.Protocol;
import knet.threads.stack.DeliveryListener;
import knet.threads.stack.NetStack;
import knet.threads.stack.StackConfig;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * TCP and UDP flows against the column {@code flows} of a folder's MANIFEST.tsv, which another
 * program counted. That counts conversations inside tunnels, too, and packets whose IP length
 * exceeds their frame; this stack's {@code flows} counts all of IP, but not inside tunnels.
 */
class FlowCountTest {
    private static final int FLOWS_COLUMN = 8;

    /** How many fewer flows there are here, and why. */
    private static final Map<String, Integer> INSIDE_TUNNELS_OR_BROKEN =
            Map.of(
                    "composite-manyflow.pcap", 13,
                    "fuzz-big-endian.pcap", 4,
                    "gre-in-gre.pcap", 2,
                    "gtp-u-fragments.pcap", 1,
                    // Port 0 to port 0, which cannot be told from none.
                    "ipv6-fragments.pcap", 1,
                    "vxlan-in-vlan.pcap", 4);

    @TestFactory
    Stream<DynamicTest> everyCaptureOfAManifest() throws IOException {
        final Path manifest = TestTraces.folder().resolve("MANIFEST.tsv");
        if (!Files.isRegularFile(manifest)) {
            return Stream.empty();
        }
        return Files.readAllLines(manifest).stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .map(
                        fields ->
                                DynamicTest.dynamicTest(
                                        fields[0], () -> compare(fields[0], fields[FLOWS_COLUMN])));
    }

    private static void compare(final String name, final String flows) throws IOException {
        final TraceFeed feed = TraceFeed.load(TestTraces.folder().resolve(name));
        final NetStack stack = new NetStack(StackConfig.defaults(), DeliveryListener.NONE);
        final RxFrame frame = new RxFrame();
        for (int i = 0; i < feed.size(); i++) {
            feed.deliver(i, 0, frame, stack);
        }
        stack.onEndOfRun(feed.lastNs());
        final Set<String> found = new TreeSet<>();
        stack.flows()
                .forEach(
                        flow -> {
                            final boolean counted =
                                    flow.protocol() == Protocol.TCP
                                            || flow.protocol() == Protocol.UDP;
                            if (counted && flow.sourcePort() + flow.destinationPort() > 0) {
                                final String a =
                                        end(flow.sourceHigh(), flow.sourceLow(), flow.sourcePort());
                                final String b =
                                        end(
                                                flow.destinationHigh(),
                                                flow.destinationLow(),
                                                flow.destinationPort());
                                found.add(flow.protocol() + (a.compareTo(b) < 0 ? a + b : b + a));
                            }
                        });
        assertThat(found.size() + INSIDE_TUNNELS_OR_BROKEN.getOrDefault(name, 0))
                .isEqualTo(Integer.parseInt(flows));
    }

    private static String end(final long high, final long low, final int port) {
        return " " + Long.toHexString(high) + ":" + Long.toHexString(low) + ":" + port;
    }
}
