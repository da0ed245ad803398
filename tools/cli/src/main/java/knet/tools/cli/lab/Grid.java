package knet.tools.cli.lab;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Predicate;
import knet.tools.report.JsonText;
import knet.tools.report.TextTable;
import knet.tools.report.page.Table;
import knet.tools.report.page.Unit;

/** Figures in rows and columns: one content for people, for programs, and for a page. */
public final class Grid {
    private final String key;
    private final List<Column> columns;
    private final List<Object[]> rows = new ArrayList<>();

    /**
     * @param key under which its rows stand in the JSON
     */
    public Grid(final String key, final Column... columns) {
        this.key = key;
        this.columns = List.of(columns);
    }

    /**
     * A column.
     *
     * @param key of its values in JSON and CSV
     * @param head for people; empty for a column that only programs get
     * @param unit of its figures; null for a column of words
     */
    public record Column(String key, String head, Unit unit) {
        public static Column words(final String key, final String head) {
            return new Column(key, head, null);
        }

        public static Column of(final String key, final String head, final Unit unit) {
            return new Column(key, head, unit);
        }

        /** For programs alone. */
        public static Column hidden(final String key, final Unit unit) {
            return new Column(key, "", unit);
        }

        /**
         * For programs alone, of several figures by name: an object in JSON, a column for each name
         * in CSV, as {@code key.name}.
         */
        public static Column map(final String key) {
            return new Column(key, "", null);
        }
    }

    /**
     * Adds a row.
     *
     * @param cells a String, a Number, a Boolean, a Map of names to Numbers or to such Maps, or
     *     null for nothing to tell; one for each column
     */
    public Grid row(final Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells in " + columns.size() + " columns");
        }
        rows.add(Arrays.copyOf(cells, cells.length, Object[].class));
        return this;
    }

    /** How many rows there are. */
    public int size() {
        return rows.size();
    }

    /** For a terminal. */
    public String text() {
        return text(row -> true);
    }

    /** The rows that are wanted, for a terminal. */
    public String text(final Predicate<Object[]> wanted) {
        final List<Integer> shown = shown();
        final TextTable table =
                new TextTable(
                        shown.stream()
                                .map(columns::get)
                                .map(column -> (column.unit() == null ? "<" : "") + column.head())
                                .toArray(String[]::new));
        rows.stream()
                .filter(wanted)
                .forEach(
                        row ->
                                table.row(
                                        shown.stream()
                                                .map(i -> shown(columns.get(i), row[i]))
                                                .toArray(String[]::new)));
        return table.toString();
    }

    private List<Integer> shown() {
        final List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).head().isEmpty()) {
                shown.add(i);
            }
        }
        return shown;
    }

    private static String shown(final Column column, final Object cell) {
        if (cell == null) {
            return "-";
        }
        if (!(cell instanceof Number number) || column.unit() == null) {
            return String.valueOf(cell);
        }
        final double value = number.doubleValue();
        return column.unit().equals(Unit.percent()) && Double.isFinite(value)
                ? percent(value)
                : column.unit().text(value);
    }

    /** Side by side, percentages of the same precision are easier to read. */
    private static String percent(final double value) {
        return new BigDecimal(value).setScale(1, RoundingMode.HALF_EVEN) + "%";
    }

    /** Comma-separated values as RFC 4180 quotes them, keys in the first line. */
    public String csv() {
        final List<List<String>> heads = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            heads.add(heads(i));
        }
        final StringBuilder text = new StringBuilder();
        final StringJoiner head = new StringJoiner(",", "", "\n");
        heads.forEach(keys -> keys.forEach(key -> head.add(field(key))));
        text.append(head);
        for (final Object[] row : rows) {
            final StringJoiner line = new StringJoiner(",", "", "\n");
            for (int i = 0; i < row.length; i++) {
                final Map<String, Object> cells = flat(columns.get(i).key(), row[i]);
                heads.get(i).forEach(key -> line.add(field(cells.get(key))));
            }
            text.append(line);
        }
        return text.toString();
    }

    /** One, but of a map those of all names that any row has. */
    private List<String> heads(final int column) {
        final String key = columns.get(column).key();
        final Set<String> names = new LinkedHashSet<>();
        boolean isMap = false;
        for (final Object[] row : rows) {
            isMap |= row[column] instanceof Map;
            if (row[column] instanceof Map) {
                names.addAll(flat(key, row[column]).keySet());
            }
        }
        return isMap ? List.copyOf(names) : List.of(key);
    }

    /** What a cell holds, by the heads of CSV. */
    private static Map<String, Object> flat(final String key, final Object cell) {
        final Map<String, Object> flat = new LinkedHashMap<>();
        if (cell instanceof Map<?, ?> map) {
            map.forEach((name, value) -> flat.putAll(flat(key + "." + name, value)));
        } else {
            flat.put(key, cell);
        }
        return flat;
    }

    private static String field(final Object cell) {
        if (cell == null) {
            return "";
        }
        if (cell instanceof Double number) {
            return Double.isFinite(number) ? JsonText.decimal(number) : "";
        }
        final String text = String.valueOf(cell);
        return text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? text
                : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** An array of objects under this grid's key. */
    public void writeTo(final JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(key);
        for (final Object[] row : rows) {
            json.writeStartObject();
            for (int i = 0; i < row.length; i++) {
                json.writeFieldName(columns.get(i).key());
                write(row[i], json);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(final Object cell, final JsonGenerator json) throws IOException {
        if (cell == null) {
            json.writeNull();
        } else if (cell instanceof Double number) {
            JsonText.number(json, number);
        } else if (cell instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (cell instanceof Boolean isSo) {
            json.writeBoolean(isSo);
        } else if (cell instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (final Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(entry.getValue(), json);
            }
            json.writeEndObject();
        } else {
            json.writeString(String.valueOf(cell));
        }
    }

    /** For a page. */
    public Table table(final String caption) {
        final List<Integer> shown = shown();
        final List<Table.Row> lines = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            final List<Table.Cell> cells = new ArrayList<>();
            for (final int i : shown) {
                cells.add(cell(columns.get(i), rows.get(r)[i], place(r, i)));
            }
            lines.add(new Table.Row(cells, Table.RowKind.PLAIN));
        }
        return new Table(
                caption,
                shown.stream()
                        .map(columns::get)
                        .map(column -> new Table.Column(column.head(), column.unit()))
                        .toList(),
                lines);
    }

    private String place(final int row, final int column) {
        return key + "." + row + "." + columns.get(column).key();
    }

    private static Table.Cell cell(final Column column, final Object value, final String place) {
        if (value == null) {
            return Table.Cell.none();
        }
        return value instanceof Number number && column.unit() != null
                ? Table.Cell.of(place, rounded(number))
                : Table.Cell.of(String.valueOf(value));
    }

    /** As it stands in the JSON. */
    public static Number rounded(final Number number) {
        return number instanceof Double value && Double.isFinite(value)
                ? Double.valueOf(JsonText.decimal(value))
                : number;
    }
}
