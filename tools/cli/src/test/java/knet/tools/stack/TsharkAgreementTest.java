package knet.tools.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import knet.driver.RxFrame;
import knet.threads.base.ChecksumPolicy;
import knet.threads.stack.DeliveryListener;
import knet.threads.stack.NetStack;
import knet.threads.stack.StackConfig;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares the streams of this stack with tshark's, byte by byte, capture by capture. Skipped
 * without tshark; the captures are those of the repository and of the folder in the system property
 * {@code knet.captures}.
 */
class TsharkAgreementTest {
    /** How a directed tuple's streams compare. */
    enum Verdict {
        AGREED,
        /**
         * tshark does not check checksums; an endpoint discards what fails them. With checksums
         * ignored here too, both agree.
         */
        CHECKSUM,
        /** tshark gave a gap up too early, or stopped at one: see {@link GapMatch}. */
        GAP,
        DIFFERENT
    }

    /**
     * Where an endpoint reads otherwise than tshark, in the captures that the project was developed
     * with; they come from fuzzers and from broken senders.
     */
    private static final Map<String, String> EXPLAINED =
            Map.of(
                    "1.1.1.1:12345->2.2.2.2:8080", "text in a reset is no data",
                    "10.20.10.101:80->10.10.10.2:53104", "IP total length beyond the frame",
                    "10.20.10.99:80->10.1.1.1:53104", "IP total length beyond the frame",
                    "63.193.213.194:2564->128.3.97.175:80", "IP total length beyond the frame",
                    "147.234.1.249:2069->192.168.1.2:2720", "IP total length beyond the frame",
                    "147.234.1.253:120->192.168.1.2:2720", "IP total length beyond the frame",
                    "192.168.1.2:2720->147.234.1.253:21", "data beyond the FIN");

    @TestFactory
    Stream<DynamicTest> everyCapture() throws IOException {
        Assumptions.assumeTrue(TsharkStreams.isInstalled(), "skipped: tshark is not installed");
        return TestTraces.all().stream()
                .map(
                        file ->
                                DynamicTest.dynamicTest(
                                        file.getFileName().toString(), () -> compare(file)));
    }

    private static void compare(final Path file) throws IOException {
        final Map<String, List<TsharkStreams.Found>> theirs = TsharkStreams.read(file);
        final TraceFeed feed = TraceFeed.load(file);
        final Map<String, List<byte[]>> ours = data(run(feed, ChecksumPolicy.AUTO));
        final RecordedStreams unchecked = run(feed, ChecksumPolicy.IGNORE);
        final Map<Verdict, Integer> tally = new EnumMap<>(Verdict.class);
        final List<String> differences = new ArrayList<>();
        for (final Map.Entry<String, List<TsharkStreams.Found>> entry : theirs.entrySet()) {
            final String flow = entry.getKey();
            final Verdict verdict =
                    judge(
                            entry.getValue(),
                            ours.getOrDefault(flow, List.of()),
                            unchecked.byFlow().getOrDefault(flow, List.of()));
            tally.merge(verdict, 1, Integer::sum);
            if (verdict == Verdict.DIFFERENT && !EXPLAINED.containsKey(flow)) {
                differences.add(
                        flow
                                + ": tshark "
                                + lengths(entry.getValue().stream().map(f -> f.bytes()).toList())
                                + ", knet "
                                + lengths(ours.getOrDefault(flow, List.of()))
                                + ", unchecked "
                                + lengths(bytes(unchecked.byFlow().getOrDefault(flow, List.of())))
                                + firstMismatch(
                                        entry.getValue(), ours.getOrDefault(flow, List.of())));
            }
        }
        for (final Map.Entry<String, List<byte[]>> entry : ours.entrySet()) {
            if (!theirs.containsKey(entry.getKey())) {
                differences.add(entry.getKey() + ": only knet " + lengths(entry.getValue()));
            }
        }
        System.out.println("tshark " + file.getFileName() + ": " + tally);
        assertThat(differences).isEmpty();
    }

    private static Verdict judge(
            final List<TsharkStreams.Found> theirs,
            final List<byte[]> ours,
            final List<RecordedStreams.Recorded> unchecked) {
        final List<byte[]> expected = theirs.stream().map(TsharkStreams.Found::bytes).toList();
        if (isEqual(expected, ours)) {
            return Verdict.AGREED;
        }
        final List<byte[]> ignoring = bytes(unchecked);
        final boolean checksum = !isEqual(ours, ignoring);
        if (isEqual(expected, ignoring)) {
            return Verdict.CHECKSUM;
        }
        boolean explained = expected.size() == ignoring.size();
        for (int i = 0; explained && i < expected.size(); i++) {
            explained = GapMatch.isExplained(theirs.get(i), ignoring.get(i), unchecked.get(i).gaps);
        }
        if (explained) {
            return checksum ? Verdict.CHECKSUM : Verdict.GAP;
        }
        return Verdict.DIFFERENT;
    }

    private static String firstMismatch(
            final List<TsharkStreams.Found> theirs, final List<byte[]> ours) {
        return theirs.size() == 1 && ours.size() == 1
                ? ", first mismatch at " + Arrays.mismatch(theirs.get(0).bytes(), ours.get(0))
                : "";
    }

    private static boolean isEqual(final List<byte[]> a, final List<byte[]> b) {
        return Arrays.deepEquals(a.toArray(), b.toArray());
    }

    private static Map<String, List<byte[]>> data(final RecordedStreams streams) {
        final Map<String, List<byte[]>> result = new TreeMap<>();
        streams.byFlow()
                .forEach(
                        (flow, list) -> {
                            final List<byte[]> data = bytes(list);
                            if (!data.isEmpty()) {
                                result.put(flow, data);
                            }
                        });
        return result;
    }

    private static List<byte[]> bytes(final List<RecordedStreams.Recorded> streams) {
        return streams.stream().map(s -> s.bytes.toByteArray()).filter(b -> b.length > 0).toList();
    }

    private static List<Integer> lengths(final List<byte[]> streams) {
        return streams.stream().map(b -> b.length).toList();
    }

    private static RecordedStreams run(final TraceFeed feed, final ChecksumPolicy policy) {
        final RecordedStreams streams = new RecordedStreams();
        final NetStack stack =
                new NetStack(
                        StackConfig.defaults().withApplication(streams).withChecksums(policy),
                        DeliveryListener.NONE);
        final RxFrame frame = new RxFrame();
        for (int i = 0; i < feed.size(); i++) {
            feed.deliver(i, 0, frame, stack);
        }
        stack.onEndOfRun(feed.lastNs());
        return streams;
    }
}
