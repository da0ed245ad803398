package knet.tools.cli.trace;

import java.util.Map;
import knet.traces.info.ChecksumCounts;
import knet.traces.info.SizeBucket;
import knet.traces.info.TraceInfo;

/** What captures hold, as {@code figure,value} lines. */
public final class InfoCsv {
    private final StringBuilder text = new StringBuilder("figure,value\n");

    private InfoCsv() {}

    /** The lines, each ended by a line feed. No name or value needs quotes but those given. */
    public static String of(final TraceInfo info) {
        final InfoCsv csv = new InfoCsv();
        csv.line("packets", info.packets());
        csv.line("capturedBytes", info.capturedBytes());
        csv.line("wireBytes", info.wireBytes());
        csv.line("firstNs", info.firstNs());
        csv.line("lastNs", info.lastNs());
        csv.line("durationNs", info.durationNs());
        csv.line("flows", info.flows());
        csv.map("flows", info.flowsByProtocol());
        csv.map("network", info.networkProtocols());
        csv.map("transport", info.transportProtocols());
        for (final SizeBucket bucket : info.sizes()) {
            csv.line("sizes." + bucket.leastBytes() + "-" + bucket.mostBytes(), bucket.frames());
        }
        csv.line("giants", info.giants());
        csv.line("truncatedFrames", info.truncated());
        csv.line("fragments", info.fragments());
        csv.line("vlanTagged", info.vlanTagged());
        csv.line("malformed", info.malformed());
        csv.line("outOfOrder", info.outOfOrder());
        csv.checksums("ipv4Checksums", info.ipv4Checksums());
        csv.checksums("tcpChecksums", info.tcpChecksums());
        csv.checksums("udpChecksums", info.udpChecksums());
        csv.line("portlessFlows", info.portlessFlows());
        csv.map("portlessFlows", info.portlessFlowsByProtocol());
        csv.line("laterFragments", info.laterFragments());
        return csv.text.toString();
    }

    private void map(final String name, final Map<String, Long> counts) {
        counts.forEach((key, count) -> line(name + "." + key, count));
    }

    private void checksums(final String name, final ChecksumCounts counts) {
        line(name + ".good", counts.good());
        line(name + ".bad", counts.bad());
        line(name + ".offloaded", counts.offloaded());
        line(name + ".absent", counts.absent());
        line(name + ".unverifiable", counts.unverifiable());
    }

    private void line(final String name, final long value) {
        final String field =
                name.indexOf(',') < 0 && name.indexOf('"') < 0
                        ? name
                        : '"' + name.replace("\"", "\"\"") + '"';
        text.append(field).append(',').append(value).append('\n');
    }
}
