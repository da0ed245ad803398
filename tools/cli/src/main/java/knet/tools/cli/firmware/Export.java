package knet.tools.cli.firmware;

import java.util.List;
import java.util.Map;
import knet.firmware.Classifier;
import knet.firmware.hardware.NicEquivalent;
import knet.firmware.hardware.NicSettings;
import knet.tools.report.JsonText;

/**
 * A classifier in the words of a tool that sets real NICs.
 *
 * @param firmware its specification
 * @param to the tool
 * @param lines commands, and between them lines for people that begin with {@code #}
 */
public record Export(String firmware, Tool to, List<String> lines) {
    private static final Map<String, String> REASONS =
            Map.ofEntries(
                    Map.entry(
                            "rps",
                            "it is Linux's own, after the NIC: echo MASK >"
                                    + " /sys/class/net/DEVICE/queues/rx-N/rps_cpus"),
                    Map.entry(
                            "weighted",
                            "a NIC takes the hash's low bits; flow-hash:weight= does that with"
                                    + " weights"),
                    Map.entry(
                            "flow-director",
                            "a driver fills the table by itself: ixgbe while ntuple is off, others"
                                    + " for Linux's accelerated RFS"),
                    Map.entry("jsq", "no NIC looks at how full its queues are"),
                    Map.entry("two-choices", "no NIC looks at how full its queues are"),
                    Map.entry("syn-steer", "it remembers connections, which filters do not"),
                    Map.entry("elephant", "no NIC counts the packets of flows to steer them"));

    /** What the commands are for. */
    public enum Tool {
        ethtool,
        testpmd
    }

    /**
     * What can be said of a classifier.
     *
     * @param device for ethtool
     * @param port for testpmd
     */
    public static Export of(
            final String firmware,
            final String name,
            final Classifier classifier,
            final int queues,
            final Tool to,
            final String device,
            final int port) {
        if (!(classifier instanceof NicEquivalent equivalent)) {
            return new Export(
                    firmware,
                    to,
                    List.of(
                            "# cannot do "
                                    + name
                                    + ": "
                                    + REASONS.getOrDefault(
                                            name,
                                            "it is no hash with a table, nor a list of filters")));
        }
        final NicSettings settings = equivalent.nicSettings();
        return new Export(
                firmware,
                to,
                to == Tool.ethtool
                        ? EthtoolCommands.of(settings, device, queues)
                        : TestpmdCommands.of(settings, port, queues));
    }

    public Export {
        lines = List.copyOf(lines);
    }

    /** What is to be run, without the lines for people. */
    public List<String> commands() {
        return lines.stream().filter(line -> !isRemark(line)).toList();
    }

    /** True of a line for people. */
    public static boolean isRemark(final String line) {
        return line.startsWith("#");
    }

    /** One document. */
    public String json() {
        return JsonText.of(
                json -> {
                    json.writeStartObject();
                    json.writeNumberField("schema", 1);
                    json.writeStringField("firmware", firmware);
                    json.writeStringField("to", to.name());
                    json.writeArrayFieldStart("commands");
                    for (final String command : commands()) {
                        json.writeString(command);
                    }
                    json.writeEndArray();
                    json.writeArrayFieldStart("remarks");
                    for (final String line : lines) {
                        if (isRemark(line)) {
                            json.writeString(line.substring(1).strip());
                        }
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }
}
