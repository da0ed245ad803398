package knet.traces.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import knet.traces.Captures;
import knet.traces.FrameSource;
import knet.traces.info.TraceInfo;
import org.junit.jupiter.api.Test;

/** The samples in the repository are what their README says, and fit to be samples. */
class SamplesTest {
    private static final Path SAMPLES = Path.of("samples");
    private static final long MAX_BYTES = 2_000_000;
    private static final Pattern ROW =
            Pattern.compile("^\\| `([^`]+)` \\| (\\d+) \\| (\\d+) \\|", Pattern.MULTILINE);

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(SAMPLES.resolve("README.md"))).results().toList();
    }

    private static TraceInfo info(final String sample) throws IOException {
        try (FrameSource source = Captures.open(SAMPLES.resolve(sample))) {
            return TraceInfo.of(source);
        }
    }

    @Test
    void everySampleIsDescribed() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            final Set<String> captures =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".pcap"))
                            .collect(Collectors.toCollection(TreeSet::new));
            assertThat(rows()).extracting(row -> row.group(1)).hasSameElementsAs(captures);
            assertThat(captures).hasSize(5);
        }
    }

    @Test
    void framesAndFlowsAreAsDescribed() throws IOException {
        for (final MatchResult row : rows()) {
            final TraceInfo info = info(row.group(1));
            assertThat(info.packets()).as(row.group(1)).isEqualTo(Long.parseLong(row.group(2)));
            assertThat(info.flows()).as(row.group(1)).isEqualTo(Long.parseLong(row.group(3)));
        }
    }

    @Test
    void allAreSmallWholeAndWithFinishedChecksums() throws IOException {
        for (final MatchResult row : rows()) {
            final String name = row.group(1);
            assertThat(Files.size(SAMPLES.resolve(name))).as(name).isLessThan(MAX_BYTES);
            final TraceInfo info = info(name);
            assertThat(info.damage()).as(name).isNull();
            assertThat(info.truncated()).as(name).isZero();
            assertThat(info.giants()).as(name).isZero();
            assertThat(info.malformed()).as(name).isZero();
            assertThat(info.linkTypes()).as(name).containsExactly("EN10MB");
            for (final var checksums :
                    List.of(info.ipv4Checksums(), info.tcpChecksums(), info.udpChecksums())) {
                assertThat(checksums.bad()).as(name).isZero();
                assertThat(checksums.offloaded()).as(name).isZero();
            }
        }
    }

    @Test
    void eachShowsWhatItIsFor() throws IOException {
        assertThat(info("ip-fragments.pcap").fragments()).isGreaterThan(300);
        assertThat(info("ip-fragments.pcap").transportProtocols())
                .containsKeys("TCP", "UDP", "ICMP", "ICMPv6");
        assertThat(info("vlan.pcap").vlanTagged()).isGreaterThan(1000);
        assertThat(info("web-64-clients.pcap").flows()).isGreaterThan(256);
        assertThat(info("web-64-clients.pcap").networkProtocols()).containsKeys("IPv4", "IPv6");
        assertThat(info("dns-udp.pcap").flowsByProtocol()).containsEntry("UDP", 800L);
    }
}
