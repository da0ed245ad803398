package knet.tools.cli.trace;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import knet.tools.report.JsonText;
import knet.tools.report.PlainText;
import knet.tools.report.TextTable;
import knet.tools.report.Units;
import knet.traces.info.ChecksumCounts;
import knet.traces.info.SizeBucket;
import knet.traces.info.TraceInfo;

/** What captures hold, as text. */
public final class InfoText {
    private InfoText() {}

    /** For people. */
    public static String table(final List<String> files, final TraceInfo info) {
        final TextTable table = new TextTable("<", "<");
        row(table, "files", String.join(" ", files));
        row(
                table,
                "packets",
                Units.count(info.packets())
                        + ", "
                        + Units.bytes(info.capturedBytes())
                        + " captured, "
                        + Units.bytes(info.wireBytes())
                        + " on the wire");
        row(table, "link types", String.join(" ", info.linkTypes()));
        if (info.packets() > 0) {
            row(table, "first", instant(info.firstNs()).toString());
            row(table, "last", instant(info.lastNs()).toString());
            row(table, "duration", duration(info));
        }
        row(
                table,
                "flows",
                (info.flowsCapped() ? "more than " : "")
                        + Units.count(info.flows())
                        + parenthesised(info.flowsByProtocol())
                        + (info.portlessFlows() == 0
                                ? ""
                                : "; without ports, by address: "
                                        + Units.count(info.portlessFlows())
                                        + parenthesised(info.portlessFlowsByProtocol())));
        if (info.laterFragments() > 0) {
            row(
                    table,
                    "",
                    Units.plural(info.laterFragments(), "later fragment")
                            + " of no flow here: a replay gives them that of their datagram's first"
                            + " fragment, or where that is missing one of their addresses");
        }
        row(table, "network", counts(info.networkProtocols()));
        row(table, "transport", counts(info.transportProtocols()));
        row(table, "sizes", sizes(info));
        row(
                table,
                "findings",
                "giants "
                        + Units.count(info.giants())
                        + ", truncated "
                        + Units.count(info.truncated())
                        + ", fragments "
                        + Units.count(info.fragments())
                        + ", VLAN-tagged "
                        + Units.count(info.vlanTagged())
                        + ", malformed "
                        + Units.count(info.malformed())
                        + ", out of order "
                        + Units.count(info.outOfOrder()));
        row(table, "IPv4 checksums", checksums(info.ipv4Checksums()));
        row(table, "TCP checksums", checksums(info.tcpChecksums()));
        row(table, "UDP checksums", checksums(info.udpChecksums()));
        return table.toString().stripLeading();
    }

    private static void row(final TextTable table, final String name, final String value) {
        table.row(name, value.isEmpty() ? "-" : PlainText.printable(value));
    }

    private static String duration(final TraceInfo info) {
        final double seconds = info.durationNs() / 1e9;
        return Units.time(info.durationNs())
                + (seconds > 0
                        ? ", "
                                + Units.packetsPerSecond(info.packets() / seconds)
                                + ", "
                                + Units.bitsPerSecond(info.wireBytes() * 8 / seconds)
                        : "");
    }

    private static Instant instant(final long ns) {
        return Instant.ofEpochSecond(
                Math.floorDiv(ns, 1_000_000_000L), Math.floorMod(ns, 1_000_000_000L));
    }

    private static String parenthesised(final Map<String, Long> counts) {
        return counts.isEmpty() ? "" : " (" + counts(counts) + ")";
    }

    private static String counts(final Map<String, Long> counts) {
        final StringJoiner text = new StringJoiner(", ");
        counts.forEach((name, count) -> text.add(name + " " + Units.count(count)));
        return text.toString();
    }

    private static String sizes(final TraceInfo info) {
        final StringJoiner text = new StringJoiner(", ");
        for (final SizeBucket bucket : info.sizes()) {
            text.add(range(bucket) + ": " + Units.count(bucket.frames()));
        }
        return text + (info.packets() > 0 ? "; largest " + Units.count(info.maxWireBytes()) : "");
    }

    private static String range(final SizeBucket bucket) {
        if (bucket.leastBytes() == bucket.mostBytes()) {
            return Integer.toString(bucket.mostBytes());
        }
        return bucket.mostBytes() == Integer.MAX_VALUE
                ? bucket.leastBytes() + "+"
                : bucket.leastBytes() + "-" + bucket.mostBytes();
    }

    private static String checksums(final ChecksumCounts counts) {
        final List<String> parts = new ArrayList<>();
        parts.add(Units.count(counts.good()) + " good");
        parts.add(Units.count(counts.bad()) + " bad");
        add(parts, counts.offloaded(), "left to the sender's NIC");
        add(parts, counts.absent(), "absent");
        add(parts, counts.unverifiable(), "cannot be verified");
        return String.join(", ", parts);
    }

    private static void add(final List<String> parts, final long count, final String what) {
        if (count > 0) {
            parts.add(Units.count(count) + " " + what);
        }
    }

    /** For programs. */
    public static String json(final List<String> files, final TraceInfo info) {
        return JsonText.of(json -> json(files, info, json));
    }

    private static void json(
            final List<String> files, final TraceInfo info, final JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("schema", 1);
        json.writeArrayFieldStart("files");
        for (final String file : files) {
            json.writeString(file);
        }
        json.writeEndArray();
        json.writeNumberField("packets", info.packets());
        json.writeNumberField("capturedBytes", info.capturedBytes());
        json.writeNumberField("wireBytes", info.wireBytes());
        json.writeArrayFieldStart("linkTypes");
        for (final String linkType : info.linkTypes()) {
            json.writeString(linkType);
        }
        json.writeEndArray();
        json.writeNumberField("firstNs", info.firstNs());
        json.writeNumberField("lastNs", info.lastNs());
        json.writeNumberField("durationNs", info.durationNs());
        json.writeNumberField("flows", info.flows());
        json.writeBooleanField("flowsCapped", info.flowsCapped());
        map("flowsByProtocol", info.flowsByProtocol(), json);
        json.writeNumberField("portlessFlows", info.portlessFlows());
        map("portlessFlowsByProtocol", info.portlessFlowsByProtocol(), json);
        map("networkProtocols", info.networkProtocols(), json);
        map("transportProtocols", info.transportProtocols(), json);
        json.writeArrayFieldStart("sizes");
        for (final SizeBucket bucket : info.sizes()) {
            json.writeStartObject();
            json.writeNumberField("leastBytes", bucket.leastBytes());
            json.writeNumberField("mostBytes", bucket.mostBytes());
            json.writeNumberField("frames", bucket.frames());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("maxWireBytes", info.maxWireBytes());
        json.writeNumberField("giants", info.giants());
        json.writeNumberField("truncatedFrames", info.truncated());
        json.writeNumberField("inflatedFrames", info.inflated());
        json.writeNumberField("fragments", info.fragments());
        json.writeNumberField("laterFragments", info.laterFragments());
        json.writeNumberField("vlanTagged", info.vlanTagged());
        json.writeNumberField("malformed", info.malformed());
        json.writeNumberField("outOfOrder", info.outOfOrder());
        checksums("ipv4Checksums", info.ipv4Checksums(), json);
        checksums("tcpChecksums", info.tcpChecksums(), json);
        checksums("udpChecksums", info.udpChecksums(), json);
        json.writeBooleanField("truncated", info.damage() != null);
        json.writeStringField("damage", info.damage());
        json.writeEndObject();
    }

    private static void map(
            final String key, final Map<String, Long> counts, final JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart(key);
        for (final Map.Entry<String, Long> entry : counts.entrySet()) {
            json.writeNumberField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private static void checksums(
            final String key, final ChecksumCounts counts, final JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart(key);
        json.writeNumberField("good", counts.good());
        json.writeNumberField("bad", counts.bad());
        json.writeNumberField("offloaded", counts.offloaded());
        json.writeNumberField("absent", counts.absent());
        json.writeNumberField("unverifiable", counts.unverifiable());
        json.writeEndObject();
    }
}
