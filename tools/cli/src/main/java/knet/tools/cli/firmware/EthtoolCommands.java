package knet.tools.cli.firmware;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import knet.firmware.hardware.NicFilter;
import knet.firmware.hardware.NicSettings;
import knet.firmware.parts.RssHash;
import knet.firmware.parts.Symmetry;

/** {@link NicSettings} as commands of ethtool(8). */
final class EthtoolCommands extends NicCommands {
    private final String device;

    private EthtoolCommands(final NicSettings settings, final String device, final int queues) {
        super(settings, queues);
        this.device = device;
    }

    /**
     * The lines of a shell script.
     *
     * @param device of Linux
     * @param queues that it is to have
     */
    static List<String> of(final NicSettings settings, final String device, final int queues) {
        return new EthtoolCommands(settings, device, queues).lines();
    }

    @Override
    String otherFunctions() {
        return "what a NIC calls crc32 or xor has its own input and start value";
    }

    @Override
    String cannotBeSymmetric(final RssHash hash) {
        return hash.symmetry() == Symmetry.SORTED
                ? "cannot sort the two ends of a flow: xfrm has symmetric-xor and"
                        + " symmetric-or-xor alone"
                : null;
    }

    @Override
    void queues() {
        add("ethtool -L " + device + " combined " + queueCount());
    }

    @Override
    void hash(final RssHash hash) {
        if (hash.isInner()) {
            add("# cannot hash what a tunnel carries: ethtool has no word for inner headers");
        }
        add("ethtool -X " + device + " hfunc toeplitz");
        add(longerKey("ethtool -x " + device, ":00".repeat(LONGER_KEY_BYTES)));
        add("ethtool -X " + device + " hkey " + hash.key().replaceAll("..(?!$)", "$0:"));
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
        add("# xfrm " + name + " needs " + since);
        add("ethtool -X " + device + " xfrm " + name);
    }

    private void table() {
        final List<Integer> table = settings().table();
        final Optional<String> words = TableShape.words(table);
        add(
                "# for a table of "
                        + table.size()
                        + " entries; ethtool -x "
                        + device
                        + " tells the NIC's: 82599, igb and ena have 128, i40e 512, others up to"
                        + " 4096");
        TableShape.withoutEntry(table, queueCount()).ifPresent(this::add);
        if (words.isPresent()) {
            if (!holdsForAnySize(words.get())) {
                add("# in a table of another size some hashes fall on other queues");
            }
            add("ethtool -X " + device + " " + words.get());
        } else {
            add("# cannot set the table entry by entry: ethtool -X has equal and weight alone");
            add(
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
                add(
                        "# cannot choose fields of what has no ports: "
                                + type
                                + " is to be hashed on "
                                + (letters.isEmpty() ? "nothing" : letters));
            }
        } else if (letters.isEmpty()) {
            add("# cannot hash nothing of " + type);
        } else {
            add("ethtool -N " + device + " rx-flow-hash " + type + " " + letters);
        }
    }

    @Override
    void filters() {
        if (settings().filters().isEmpty()) {
            return;
        }
        if (isInner()) {
            add("# cannot match what a tunnel carries: filters look at the outer headers");
        }
        add("ethtool -K " + device + " ntuple on");
        for (final NicFilter filter : settings().filters()) {
            add("ethtool -N " + device + " " + words(filter));
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
