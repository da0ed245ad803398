package knet.tools.cli.firmware;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import knet.firmware.hardware.NicFilter;
import knet.firmware.hardware.NicSettings;
import knet.firmware.parts.RssHash;
import knet.firmware.parts.Symmetry;

/**
 * {@link NicSettings} as commands for the prompt of DPDK's dpdk-testpmd ("Testpmd Application User
 * Guide", Testpmd Runtime Functions), to which the lines for people are comments too.
 */
final class TestpmdCommands extends NicCommands {
    /** A word of testpmd's has at most 127 characters. */
    private static final int ENTRIES_A_LINE = 8;

    /** The fields of a hash, and what stands behind its type for them; sdfn is nothing. */
    private static final Map<String, String> ONLY =
            Map.of(
                    "sdfn", "",
                    "s", " l3-src-only",
                    "d", " l3-dst-only",
                    "f", " l4-src-only",
                    "n", " l4-dst-only",
                    "sf", " l3-src-only l4-src-only",
                    "sn", " l3-src-only l4-dst-only",
                    "df", " l3-dst-only l4-src-only",
                    "dn", " l3-dst-only l4-dst-only");

    private final int port;

    private TestpmdCommands(final NicSettings settings, final int port, final int queues) {
        super(settings, queues);
        this.port = port;
    }

    /**
     * The lines of a file for {@code dpdk-testpmd --cmdline-file}.
     *
     * @param port of testpmd
     * @param queues that it is to have
     */
    static List<String> of(final NicSettings settings, final int port, final int queues) {
        return new TestpmdCommands(settings, port, queues).lines();
    }

    @Override
    String otherFunctions() {
        return "testpmd has toeplitz, simple_xor and symmetric_toeplitz";
    }

    @Override
    String cannotBeSymmetric(final RssHash hash) {
        return hash.symmetry() == Symmetry.SORTED || hash.symmetry() == Symmetry.SYMMETRIC_OR_XOR
                ? "cannot do xfrm="
                        + hash.symmetry().name().toLowerCase(Locale.ROOT).replace('_', '-')
                        + ": symmetric_toeplitz is symmetric-xor, symmetric_toeplitz_sort sorts"
                        + " addresses and ports apart"
                : null;
    }

    @Override
    void queues() {
        add("# port stop all and port config all concern every port of testpmd");
        add("port stop all");
        add("port config all rxq " + queueCount());
        add("port config all txq " + queueCount());
        add("port start all");
    }

    @Override
    void hash(final RssHash hash) {
        if (hash.isInner()) {
            add(
                    "# where the NIC can hash what a tunnel carries: port config all rss"
                            + " level-inner");
        }
        add("# all: also what is no IP, where the NIC can hash that");
        add("port config all rss all");
        add(
                longerKey(
                        "show port info " + port + " (hash key size in bytes)",
                        "00".repeat(LONGER_KEY_BYTES)));
        // The type is one of those that the NIC hashes anyway; the key is for all of them.
        add("port config " + port + " rss-hash-key ipv4 " + hash.key());
        final List<Integer> table = settings().table();
        add(
                "# for a table of "
                        + table.size()
                        + " entries; show port info "
                        + port
                        + " tells the NIC's (redirection table size)");
        TableShape.withoutEntry(table, queueCount()).ifPresent(this::add);
        for (int from = 0; from < table.size(); from += ENTRIES_A_LINE) {
            add(
                    "port config "
                            + port
                            + " rss reta "
                            + IntStream.range(from, Math.min(from + ENTRIES_A_LINE, table.size()))
                                    .mapToObj(i -> "(" + i + "," + table.get(i) + ")")
                                    .collect(Collectors.joining(",")));
        }
        final int atRules = count();
        hash.fields()
                .forEach((type, letters) -> rule(type, letters, hash.symmetry() != Symmetry.NONE));
        if (count() > atRules) {
            addAt(atRules, "# needs a driver that takes rss with empty queues (iavf, ice, i40e)");
        }
    }

    private void rule(final String type, final String letters, final boolean isSymmetric) {
        final boolean hasPorts = !type.startsWith("ip");
        final boolean isDefault = letters.equals(hasPorts ? "sdfn" : "sd");
        if (isDefault && !isSymmetric) {
            return;
        }
        final String ip = "ipv" + type.charAt(type.length() - 1);
        final String protocol = hasPorts ? type.substring(0, type.length() - 1) : "";
        final String types;
        if (letters.equals("sd")) {
            types = ip;
        } else if (ONLY.containsKey(letters)) {
            types = (hasPorts ? ip + "-" + protocol : ip) + ONLY.get(letters);
        } else {
            add(
                    "# cannot hash "
                            + (letters.isEmpty() ? "nothing" : letters)
                            + " of "
                            + type
                            + ": testpmd has both ends of a field, or one");
            return;
        }
        add(
                "flow create "
                        + port
                        + " ingress pattern eth / "
                        + ip
                        + (hasPorts ? " / " + protocol : "")
                        + " / end actions rss "
                        + (isSymmetric ? "func symmetric_toeplitz " : "")
                        + "types "
                        + types
                        + " end key_len 0 queues end / end");
    }

    @Override
    void filters() {
        final List<NicFilter> filters = settings().filters();
        if (!filters.isEmpty() && isInner()) {
            add("# cannot match what a tunnel carries: these patterns end before it");
        }
        boolean isOrdered = false;
        for (int i = 0; i < filters.size() && !isOrdered; i++) {
            final NicFilter filter = filters.get(i);
            isOrdered = filters.subList(0, i).stream().anyMatch(filter::overlaps);
        }
        if (isOrdered) {
            add("# a packet may match several: needs a driver that has priorities");
        }
        for (int i = 0; i < filters.size(); i++) {
            add(
                    "flow create "
                            + port
                            + (isOrdered ? " priority " + i : "")
                            + " ingress pattern "
                            + pattern(filters.get(i))
                            + " / end actions queue index "
                            + filters.get(i).queue()
                            + " / end");
        }
    }

    private static String pattern(final NicFilter filter) {
        final StringBuilder pattern = new StringBuilder("eth");
        put(filter, "dst-mac", "dst", pattern);
        put(filter, "src-mac", "src", pattern);
        if (filter.field("vlan").isEmpty()) {
            put(filter, "proto", "type", pattern);
        } else {
            pattern.append(" / vlan");
            put(filter, "vlan", "tci", pattern);
            put(filter, "proto", "inner_type", pattern);
        }
        if (filter.ipVersion() != 0) {
            pattern.append(" / ipv").append(filter.ipVersion());
            put(filter, "src-ip", "src", pattern);
            put(filter, "dst-ip", "dst", pattern);
            put(filter, "tos", "tos", pattern);
            put(filter, "tclass", "tc", pattern);
            put(filter, "l4proto", "proto", pattern);
        }
        if (!filter.portProtocol().isEmpty()) {
            pattern.append(" / ").append(filter.portProtocol());
            put(filter, "src-port", "src", pattern);
            put(filter, "dst-port", "dst", pattern);
        }
        return pattern.toString();
    }

    private static void put(
            final NicFilter filter,
            final String field,
            final String name,
            final StringBuilder pattern) {
        filter.field(field)
                .map(found -> new FieldText(found, filter.ipVersion()))
                .ifPresent(
                        text ->
                                pattern.append(
                                        text.isWhole()
                                                ? " " + name + " is " + text.value()
                                                : " "
                                                        + name
                                                        + " spec "
                                                        + text.value()
                                                        + " "
                                                        + name
                                                        + " mask "
                                                        + text.mask()));
    }
}
