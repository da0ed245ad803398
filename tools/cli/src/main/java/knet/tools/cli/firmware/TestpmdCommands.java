package knet.tools.cli.firmware;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import knet.firmware.hardware.NicFilter;
import knet.firmware.hardware.NicSettings;
import knet.firmware.parts.HashFunction;
import knet.firmware.parts.RssHash;
import knet.firmware.parts.Symmetry;

/**
 * {@link NicSettings} as commands for the prompt of DPDK's dpdk-testpmd ("Testpmd Application User
 * Guide", Testpmd Runtime Functions). Lines that begin with {@code #} are for people, and comments
 * to testpmd too.
 */
final class TestpmdCommands {
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

    private final NicSettings settings;
    private final int port;
    private final int queues;
    private final List<String> lines = new ArrayList<>();

    private TestpmdCommands(final NicSettings settings, final int port, final int queues) {
        this.settings = settings;
        this.port = port;
        this.queues = queues;
    }

    /**
     * The lines of a file for {@code dpdk-testpmd --cmdline-file}.
     *
     * @param port of testpmd
     * @param queues that it is to have
     */
    static List<String> of(final NicSettings settings, final int port, final int queues) {
        final TestpmdCommands commands = new TestpmdCommands(settings, port, queues);
        settings.exceptions().forEach(sentence -> commands.lines.add("# not said: " + sentence));
        final RssHash hash = settings.hash();
        final boolean hasHash = hash != null && commands.canHash(hash);
        if (hasHash || !settings.filters().isEmpty()) {
            commands.lines.add("# port stop all and port config all concern every port of testpmd");
            commands.lines.add("port stop all");
            commands.lines.add("port config all rxq " + queues);
            commands.lines.add("port config all txq " + queues);
            commands.lines.add("port start all");
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
                            + ": testpmd has toeplitz, simple_xor and symmetric_toeplitz");
            return false;
        }
        if (hash.symmetry() == Symmetry.SORTED || hash.symmetry() == Symmetry.SYMMETRIC_OR_XOR) {
            lines.add(
                    "# cannot do xfrm="
                            + hash.symmetry().name().toLowerCase(Locale.ROOT).replace('_', '-')
                            + ": symmetric_toeplitz is symmetric-xor, symmetric_toeplitz_sort sorts"
                            + " addresses and ports apart");
            return false;
        }
        return true;
    }

    private void hash(final RssHash hash) {
        if (hash.isInner()) {
            lines.add(
                    "# where the NIC can hash what a tunnel carries: port config all rss"
                            + " level-inner");
        }
        lines.add("# all: also what is no IP, where the NIC can hash that");
        lines.add("port config all rss all");
        // The type is one of those that the NIC hashes anyway; the key is for all of them.
        lines.add("port config " + port + " rss-hash-key ipv4 " + hash.key());
        final List<Integer> table = settings.table();
        lines.add(
                "# for a table of "
                        + table.size()
                        + " entries; show port info "
                        + port
                        + " tells the NIC's (redirection table size)");
        TableShape.withoutEntry(table, queues).ifPresent(lines::add);
        for (int from = 0; from < table.size(); from += ENTRIES_A_LINE) {
            lines.add(
                    "port config "
                            + port
                            + " rss reta "
                            + IntStream.range(from, Math.min(from + ENTRIES_A_LINE, table.size()))
                                    .mapToObj(i -> "(" + i + "," + table.get(i) + ")")
                                    .collect(Collectors.joining(",")));
        }
        final int atRules = lines.size();
        hash.fields()
                .forEach((type, letters) -> rule(type, letters, hash.symmetry() != Symmetry.NONE));
        if (lines.size() > atRules) {
            lines.add(
                    atRules, "# needs a driver that takes rss with empty queues (iavf, ice, i40e)");
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
            lines.add(
                    "# cannot hash "
                            + (letters.isEmpty() ? "nothing" : letters)
                            + " of "
                            + type
                            + ": testpmd has both ends of a field, or one");
            return;
        }
        lines.add(
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

    private void filters() {
        final List<NicFilter> filters = settings.filters();
        if (!filters.isEmpty() && settings.hash() != null && settings.hash().isInner()) {
            lines.add("# cannot match what a tunnel carries: these patterns end before it");
        }
        boolean isOrdered = false;
        for (int i = 0; i < filters.size() && !isOrdered; i++) {
            final NicFilter filter = filters.get(i);
            isOrdered = filters.subList(0, i).stream().anyMatch(filter::overlaps);
        }
        if (isOrdered) {
            lines.add("# a packet may match several: needs a driver that has priorities");
        }
        for (int i = 0; i < filters.size(); i++) {
            lines.add(
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
