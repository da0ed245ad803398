package knet.tools.cli.firmware;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import knet.firmware.hardware.NicFilter;
import knet.firmware.hardware.NicSettings;
import knet.firmware.parts.HashFunction;
import knet.firmware.parts.RssHash;
import knet.firmware.parts.Symmetry;

/**
 * {@link NicSettings} as commands of ethtool(8). Lines that begin with {@code #} are for people:
 * what cannot be said, and what to look at.
 */
final class EthtoolCommands {
    private final NicSettings settings;
    private final String device;
    private final int queues;
    private final List<String> lines = new ArrayList<>();

    private EthtoolCommands(final NicSettings settings, final String device, final int queues) {
        this.settings = settings;
        this.device = device;
        this.queues = queues;
    }

    /**
     * The lines of a shell script.
     *
     * @param device of Linux
     * @param queues that it is to have
     */
    static List<String> of(final NicSettings settings, final String device, final int queues) {
        final EthtoolCommands commands = new EthtoolCommands(settings, device, queues);
        settings.exceptions().forEach(sentence -> commands.lines.add("# not said: " + sentence));
        final RssHash hash = settings.hash();
        final boolean hasHash = hash != null && commands.canHash(hash);
        if (hasHash || !settings.filters().isEmpty()) {
            commands.lines.add("ethtool -L " + device + " combined " + queues);
        }
        if (hasHash) {
            commands.hash(hash);
        }
        commands.filters();
        return commands.lines;
    }

    private boolean canHash(final RssHash hash) {
        if (hash.function() != HashFunction.TOEPLITZ) {
            lines.add(
                    "# cannot hash with "
                            + hash.function().name().toLowerCase(Locale.ROOT)
                            + ": what a NIC calls crc32 or xor has its own input and start value");
            return false;
        }
        if (hash.symmetry() == Symmetry.SORTED) {
            lines.add(
                    "# cannot sort the two ends of a flow: xfrm has symmetric-xor and"
                            + " symmetric-or-xor alone");
            return false;
        }
        return true;
    }

    private void hash(final RssHash hash) {
        if (hash.isInner()) {
            lines.add("# cannot hash what a tunnel carries: ethtool has no word for inner headers");
        }
        lines.add("ethtool -X " + device + " hfunc toeplitz");
        lines.add("ethtool -X " + device + " hkey " + hash.key().replaceAll("..(?!$)", "$0:"));
        table();
        switch (hash.symmetry()) {
            case SYMMETRIC_XOR -> xfrm("symmetric-xor", "ethtool 6.8 and Linux 6.8");
            case SYMMETRIC_OR_XOR -> xfrm("symmetric-or-xor", "ethtool and Linux of 2025 or later");
            default -> {}
        }
        for (final Map.Entry<String, String> type : hash.fields().entrySet()) {
            fields(type.getKey(), type.getValue());
        }
    }

    private void xfrm(final String name, final String since) {
        lines.add("# xfrm " + name + " needs " + since);
        lines.add("ethtool -X " + device + " xfrm " + name);
    }

    private void table() {
        final List<Integer> table = settings.table();
        final Optional<String> words = TableShape.words(table);
        lines.add(
                "# for a table of "
                        + table.size()
                        + " entries; ethtool -x "
                        + device
                        + " tells the NIC's: 82599, igb and ena have 128, i40e 512, others up to"
                        + " 4096");
        TableShape.withoutEntry(table, queues).ifPresent(lines::add);
        if (words.isPresent()) {
            if (!holdsForAnySize(words.get())) {
                lines.add("# in a table of another size some hashes fall on other queues");
            }
            lines.add("ethtool -X " + device + " " + words.get());
        } else {
            lines.add(
                    "# cannot set the table entry by entry: ethtool -X has equal and weight alone");
            lines.add(
                    "# as many entries for each queue, but others: ethtool -X "
                            + device
                            + " "
                            + TableShape.weights(table));
        }
    }

    /** The mask of a larger table has the bits of a smaller one's, which is repeated in it. */
    private static boolean holdsForAnySize(final String words) {
        final String[] parts = words.split(" ", -1);
        return parts[0].equals("equal") && Integer.bitCount(Integer.parseInt(parts[1])) == 1;
    }

    private void fields(final String type, final String letters) {
        if (type.startsWith("ip")) {
            if (!letters.equals("sd")) {
                lines.add(
                        "# cannot choose fields of what has no ports: "
                                + type
                                + " is to be hashed on "
                                + (letters.isEmpty() ? "nothing" : letters));
            }
        } else if (letters.isEmpty()) {
            lines.add("# cannot hash nothing of " + type);
        } else {
            lines.add("ethtool -N " + device + " rx-flow-hash " + type + " " + letters);
        }
    }

    private void filters() {
        if (settings.filters().isEmpty()) {
            return;
        }
        if (settings.hash() != null && settings.hash().isInner()) {
            lines.add("# cannot match what a tunnel carries: filters look at the outer headers");
        }
        lines.add("ethtool -K " + device + " ntuple on");
        for (final NicFilter filter : settings.filters()) {
            lines.add("ethtool -N " + device + " " + words(filter));
        }
    }

    /** {@code flow-type ... loc N}. */
    static String words(final NicFilter filter) {
        return "flow-type "
                + filter.flowType()
                + filter.fields().stream()
                        .map(field -> " " + words(filter, field))
                        .collect(Collectors.joining())
                + " action "
                + filter.queue()
                + " loc "
                + filter.location();
    }

    private static String words(final NicFilter filter, final NicFilter.Field field) {
        final FieldText text = new FieldText(field, filter.ipVersion());
        final String name =
                switch (field.name()) {
                    case "src-mac" -> "src";
                    case "dst-mac" -> filter.ipVersion() == 0 ? "dst" : "dst-mac";
                    default -> field.name();
                };
        return name + " " + text.value() + (text.isWhole() ? "" : " m " + text.ignored());
    }
}
