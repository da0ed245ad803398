package knet.tools.cli.firmware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import knet.firmware.FirmwareSpec;
import knet.firmware.IndirectionTable;
import knet.firmware.Toeplitz;
import knet.tools.report.JsonText;

/**
 * What a real NIC is set to, as a classifier that decides as it does.
 *
 * @param parameters of the classifier, without those that are long
 * @param indir the table, as {@code indir} takes it; empty for what every driver begins with
 * @param rules filters, in the words of {@code ethtool -N}
 * @param queues of the NIC
 * @param notes what to know about it, a sentence each
 */
public record Import(
        Map<String, String> parameters,
        String indir,
        List<String> rules,
        int queues,
        List<String> notes) {
    private static final int KEY_DIGITS = 2 * Toeplitz.KEY_LENGTH;

    public Import {
        parameters = new LinkedHashMap<>(parameters);
        rules = List.copyOf(rules);
        notes = List.copyOf(notes);
    }

    /** A text, and where it is from. */
    public record Source(String name, String text) {}

    /**
     * Reads what ethtool printed of one device.
     *
     * @throws IllegalArgumentException of one line, if it cannot be followed
     */
    public static Import of(final List<Source> sources) {
        final NicText nic = new NicText();
        sources.forEach(source -> nic.read(source.name(), source.text()));
        final int[] table = nic.table();
        if (table.length == 0 && nic.key().isEmpty() && nic.rules().isEmpty()) {
            throw new IllegalArgumentException(
                    "neither an indirection table, nor a key, nor filters in "
                            + String.join(", ", sources.stream().map(Source::name).toList()));
        }
        final List<String> notes = new ArrayList<>();
        final Map<String, String> parameters = new LinkedHashMap<>();
        key(nic.key(), parameters, notes);
        fields(nic.fields(), parameters, notes);
        if (!nic.symmetry().equals("none")) {
            parameters.put("xfrm", nic.symmetry());
        }
        table(table, parameters, notes);
        final int queues = queues(nic);
        notes.add("for the NIC's " + queues + " receive rings: --queues " + queues);
        return new Import(
                parameters,
                table.length == 0 ? "" : TableShape.indir(table),
                nic.rules(),
                queues,
                notes);
    }

    private static void key(
            final String digits, final Map<String, String> parameters, final List<String> notes) {
        if (digits.isEmpty()) {
            notes.add(
                    "the NIC does not tell its key: with the default key flows spread as there, but"
                            + " not each to the same queue");
            return;
        }
        if (digits.length() > KEY_DIGITS) {
            notes.add(
                    "of the key's "
                            + digits.length() / 2
                            + " bytes the first "
                            + Toeplitz.KEY_LENGTH
                            + ": addresses and ports meet no others");
        }
        parameters.put("key", digits.substring(0, KEY_DIGITS));
    }

    private static void fields(
            final Map<String, String> fields,
            final Map<String, String> parameters,
            final List<String> notes) {
        for (final String type : List.of("tcp4", "udp4", "sctp4", "tcp6", "udp6", "sctp6")) {
            final String letters = fields.getOrDefault(type, "sdfn");
            if (!letters.equals("sdfn")) {
                parameters.put(type, letters.isEmpty() ? "none" : letters);
            }
        }
        if (!fields.containsKey("udp4")) {
            notes.add(
                    "ethtool -n DEV rx-flow-hash udp4 was not given: ports are taken for hashed, which"
                            + " not every NIC does of UDP");
        }
    }

    private static void table(
            final int[] table, final Map<String, String> parameters, final List<String> notes) {
        if (table.length == 0) {
            notes.add("the NIC does not tell its table: taken for one that spreads evenly");
            return;
        }
        if (Integer.bitCount(table.length) != 1) {
            throw new IllegalArgumentException(
                    "the table has "
                            + table.length
                            + " entries: is the text cut? If not, how a hash chooses from it is the"
                            + " NIC's own affair, unless it is a power of two");
        }
        if (table.length != IndirectionTable.DEFAULT_SIZE) {
            parameters.put("table", Integer.toString(table.length));
        }
    }

    private static int queues(final NicText nic) {
        final int named = Arrays.stream(nic.table()).max().orElse(0) + 1;
        int queues = Math.max(nic.rings(), named);
        for (final String rule : nic.rules()) {
            final String[] words = rule.split(" ", -1);
            queues = Math.max(queues, 1 + Integer.parseInt(words[words.length - 3]));
        }
        return Math.min(queues, IndirectionTable.MAX_QUEUES);
    }

    /**
     * The classifier.
     *
     * @param indirFile where the table is instead; null for none
     * @param rulesFile where the filters are instead; null for none
     */
    public String specification(final String indirFile, final String rulesFile) {
        final Map<String, String> all = new LinkedHashMap<>(parameters);
        if (!indir.isEmpty()) {
            all.put(
                    indirFile == null ? "indir" : "indir-file",
                    indirFile == null ? indir : indirFile);
        }
        if (!rules.isEmpty()) {
            all.put(
                    rulesFile == null ? "rules" : "file",
                    rulesFile == null ? String.join(";", rules) : rulesFile);
        }
        return new FirmwareSpec(rules.isEmpty() ? "flow-hash" : "ntuple", all).toString();
    }

    /** One document. */
    public String json(final String specification) {
        return JsonText.of(
                json -> {
                    json.writeStartObject();
                    json.writeNumberField("schema", 1);
                    json.writeStringField("firmware", specification);
                    json.writeNumberField("queues", queues);
                    JsonText.strings(json, "notes", notes);
                    json.writeEndObject();
                });
    }
}
