package knet.traces;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a source gave until it was exhausted. */
public record Drained(List<Row> rows, String damage, List<String> linkTypes) {
    /** One frame, copied. */
    public record Row(byte[] bytes, int wireLength, long timestampNs) {
        @Override
        public boolean equals(final Object other) {
            return other instanceof Row row
                    && Arrays.equals(bytes, row.bytes)
                    && wireLength == row.wireLength
                    && timestampNs == row.timestampNs;
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes) * 31 + Long.hashCode(timestampNs);
        }
    }

    /** Reads a source to its end and closes it. */
    public static Drained of(final FrameSource source) {
        final List<Row> rows = new ArrayList<>();
        final Frame frame = new Frame();
        while (!source.isExhausted()) {
            if (source.next(frame)) {
                final byte[] bytes = new byte[frame.length()];
                frame.buffer().getBytes(frame.offset(), bytes);
                rows.add(new Row(bytes, frame.wireLength(), frame.timestampNs()));
            }
        }
        final Drained drained = new Drained(rows, source.damage(), List.of(source.linkTypes()));
        source.close();
        return drained;
    }

    public byte[] bytes(final int row) {
        return rows.get(row).bytes();
    }

    public List<Long> times() {
        return rows.stream().map(Row::timestampNs).toList();
    }

    public List<Integer> wireLengths() {
        return rows.stream().map(Row::wireLength).toList();
    }

    public List<Integer> lengths() {
        return rows.stream().map(row -> row.bytes().length).toList();
    }
}
