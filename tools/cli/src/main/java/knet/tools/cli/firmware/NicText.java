package knet.tools.cli.firmware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import knet.firmware.IndirectionTable;
import knet.firmware.Toeplitz;
import knet.tools.report.Units;

/**
 * Reads what {@code ethtool -x DEV}, {@code ethtool -n DEV rx-flow-hash TYPE} and {@code ethtool -n
 * DEV} print, in any order, of one device. Text that is none of it, or says what no classifier
 * does, is refused with its line.
 */
final class NicText {
    private static final String NOT_SUPPORTED = "Operation not supported";

    private static final Pattern TABLE =
            Pattern.compile(
                    "RX flow hash indirection table for \\S+(?: with (\\d{1,9}) RX ring.*)?");
    private static final Pattern ROW = Pattern.compile("(\\d{1,9}):((?:\\s+\\d{1,9})+)");
    private static final Pattern KEY = Pattern.compile("[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2})*");
    private static final Pattern SWITCH = Pattern.compile("(\\S+): (on|off)");
    private static final Pattern FIELDS =
            Pattern.compile("(.{1,40}) over IP[vV]([46]) flows use these fields .*");
    private static final Pattern DISCARDED = Pattern.compile(".{1,60} flows - All .* discarded.*");
    private static final Pattern RINGS = Pattern.compile("(\\d{1,9}) RX rings available");
    private static final Pattern TOTAL = Pattern.compile("Total \\d+ rules");
    private static final Pattern FILTER = Pattern.compile("Filter: (\\d{1,9})");
    private static final Pattern COMMAND = Pattern.compile(".*\\bethtool (?:-x|-n|--show-).*|#.*");

    private static final Map<String, Character> LETTERS =
            Map.of(
                    "IP SA", 's',
                    "IP DA", 'd',
                    "L4 bytes 0 & 1 [TCP/UDP src port]", 'f',
                    "L4 bytes 2 & 3 [TCP/UDP dst port]", 'n');

    private enum Section {
        NONE,
        TABLE,
        KEY,
        FUNCTION,
        TRANSFORMATION,
        FIELDS,
        FILTER
    }

    private final Map<String, String> fields = new LinkedHashMap<>();
    private final List<String> rules = new ArrayList<>();
    private int[] table = {};
    private int entries;
    private boolean hasTable;
    private int rings;
    private int tableRings;
    private boolean hasFunctions;
    private boolean isFunctionOn;
    private String key = "";
    private String symmetry = "none";
    private Section section = Section.NONE;
    private String fieldsOf = "";
    private FilterText filter;

    /** Flow types to their fields in letters, of those that were told. */
    Map<String, String> fields() {
        return fields;
    }

    /** Filters in the words of {@code ethtool -N}. */
    List<String> rules() {
        return rules;
    }

    /** Queues by entry; empty if the NIC does not tell. */
    int[] table() {
        return Arrays.copyOf(table, entries);
    }

    /** Receive rings of the device; 0 if not told. */
    int rings() {
        return rings;
    }

    /** Hexadecimal digits; empty if the NIC does not tell. */
    String key() {
        return key;
    }

    /** As {@code flow-hash:xfrm=}. */
    String symmetry() {
        return symmetry;
    }

    /**
     * Reads a text.
     *
     * @param name of it, for messages
     * @throws IllegalArgumentException if a line is not understood, or cannot be followed
     */
    void read(final String name, final String text) {
        section = Section.NONE;
        final List<String> lines = text.lines().toList();
        int number = 0;
        try {
            for (final String line : lines) {
                number++;
                read(line.strip());
            }
            number = Math.max(1, number);
            endFilter();
            if (hasFunctions && !isFunctionOn) {
                throw new IllegalArgumentException("no hash function is on");
            }
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name + ", line " + number + ": " + e.getMessage(), e);
        }
    }

    private void read(final String line) {
        if (line.isEmpty() || TOTAL.matcher(line).matches()) {
            return;
        }
        if (!heading(line)) {
            switch (section) {
                case TABLE -> row(line);
                case KEY -> key(line);
                case FUNCTION -> function(line);
                case TRANSFORMATION -> transformation(line);
                case FIELDS -> field(line);
                case FILTER -> filter.read(line);
                default -> {
                    if (ROW.matcher(line).matches()) {
                        throw new IllegalArgumentException(
                                "a row of a table without its heading: the first line of ethtool -x"
                                        + " is missing");
                    }
                    if (!COMMAND.matcher(line).matches()) {
                        throw notUnderstood(line);
                    }
                }
            }
        }
    }

    private boolean heading(final String line) {
        final Section next = section(line);
        if (next == null) {
            return false;
        }
        if (section == Section.FILTER) {
            endFilter();
        }
        section = next;
        if (next == Section.FILTER) {
            filter = new FilterText(line.substring(line.indexOf(' ') + 1));
        }
        return true;
    }

    /** What a line begins; null if nothing. */
    private Section section(final String line) {
        final Matcher tableOf = TABLE.matcher(line);
        if (tableOf.matches()) {
            if (hasTable) {
                throw new IllegalArgumentException("a second table: one device at a time");
            }
            hasTable = true;
            rings(tableOf.group(1));
            tableRings = tableOf.group(1) == null ? 0 : rings;
            return Section.TABLE;
        }
        final Matcher ringsOf = RINGS.matcher(line);
        if (ringsOf.matches()) {
            rings(ringsOf.group(1));
            return Section.NONE;
        }
        final Matcher fieldsFor = FIELDS.matcher(line);
        if (fieldsFor.matches()) {
            fieldsOf = flowType(fieldsFor.group(1), fieldsFor.group(2));
            fields.put(fieldsOf, "");
            return Section.FIELDS;
        }
        if (DISCARDED.matcher(line).matches()) {
            throw new IllegalArgumentException("the NIC drops these: a classifier cannot");
        }
        if (line.startsWith("For RSS context ") || line.startsWith("RSS context ")) {
            throw new IllegalArgumentException(
                    "of another RSS context: only the default one can be predicted");
        }
        if (FILTER.matcher(line).matches()) {
            return Section.FILTER;
        }
        return switch (line) {
            case "RSS hash key:" -> Section.KEY;
            case "RSS hash function:" -> Section.FUNCTION;
            case "RSS input transformation:" -> Section.TRANSFORMATION;
            default -> COMMAND.matcher(line).matches() ? Section.NONE : null;
        };
    }

    private void rings(final String number) {
        if (number != null) {
            rings = Integer.parseInt(number);
        }
    }

    private void row(final String line) {
        if (line.equals(NOT_SUPPORTED)) {
            return;
        }
        final Matcher row = ROW.matcher(line);
        if (!row.matches()) {
            throw notUnderstood(line);
        }
        if (Integer.parseInt(row.group(1)) != entries) {
            throw new IllegalArgumentException(
                    "row " + row.group(1) + " comes after " + entries + " entries");
        }
        for (final String word : row.group(2).strip().split("\\s+", -1)) {
            final int queue = Integer.parseInt(word);
            if (tableRings > 0 && queue >= tableRings) {
                throw new IllegalArgumentException(
                        "queue "
                                + queue
                                + ", but the text says "
                                + Units.plural(tableRings, "ring"));
            }
            if (queue >= IndirectionTable.MAX_QUEUES) {
                throw new IllegalArgumentException(
                        "queue "
                                + queue
                                + ": there are "
                                + IndirectionTable.MAX_QUEUES
                                + " at most");
            }
            if (entries == IndirectionTable.MAX_SIZE) {
                throw new IllegalArgumentException(
                        "more than " + IndirectionTable.MAX_SIZE + " entries");
            }
            if (entries == table.length) {
                table = Arrays.copyOf(table, Math.max(128, 2 * entries));
            }
            table[entries++] = queue;
        }
    }

    private void key(final String line) {
        if (line.equals(NOT_SUPPORTED)) {
            return;
        }
        if (!KEY.matcher(line).matches()) {
            if (!key.isEmpty()) {
                throw notUnderstood(line);
            }
            throw new IllegalArgumentException("no key: bytes as xx:xx:xx are wanted");
        }
        if (!key.isEmpty()) {
            throw new IllegalArgumentException("a second key");
        }
        key = line.replace(":", "");
        if (key.length() < 2 * Toeplitz.KEY_LENGTH) {
            throw new IllegalArgumentException(
                    "the key has "
                            + key.length() / 2
                            + " bytes: two IPv6 addresses and two ports need "
                            + Toeplitz.KEY_LENGTH);
        }
    }

    private void function(final String line) {
        if (line.equals(NOT_SUPPORTED)) {
            return;
        }
        final Matcher function = SWITCH.matcher(line);
        if (!function.matches() && !line.startsWith("Unknown hash function")) {
            throw notUnderstood(line);
        }
        hasFunctions = true;
        if (function.matches() && function.group(2).equals("off")) {
            return;
        }
        isFunctionOn = true;
        if (function.matches() && function.group(1).equals("toeplitz")) {
            return;
        }
        throw new IllegalArgumentException(
                "another hash function than toeplitz: what it makes of a packet is the NIC's own"
                        + " affair");
    }

    private void transformation(final String line) {
        final Matcher name = SWITCH.matcher(line);
        if (!name.matches()) {
            throw notUnderstood(line);
        }
        if (name.group(2).equals("off")) {
            return;
        }
        if (!name.group(1).equals("symmetric-xor") && !name.group(1).equals("symmetric-or-xor")) {
            throw new IllegalArgumentException("no classifier knows this transformation");
        }
        symmetry = name.group(1);
    }

    private void field(final String line) {
        final Character letter = LETTERS.get(line);
        if (line.equals("None")) {
            fields.put(fieldsOf, "none");
        } else if (letter == null) {
            throw new IllegalArgumentException("no classifier hashes this: '" + line + "'");
        } else {
            fields.put(fieldsOf, fields.get(fieldsOf) + letter);
        }
    }

    private static String flowType(final String protocol, final String version) {
        return switch (protocol) {
                    case "TCP" -> "tcp";
                    case "UDP" -> "udp";
                    case "SCTP" -> "sctp";
                    default -> "";
                }
                + version;
    }

    private void endFilter() {
        if (filter != null) {
            rules.add(filter.words());
            filter = null;
        }
    }

    private static IllegalArgumentException notUnderstood(final String line) {
        return new IllegalArgumentException(
                "not understood: '"
                        + (line.length() > 60 ? line.substring(0, 60) + "..." : line)
                        + "'");
    }
}
