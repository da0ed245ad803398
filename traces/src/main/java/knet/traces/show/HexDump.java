package knet.traces.show;

/** Bytes as tcpdump -XX shows them: offset, sixteen bytes, printable characters. */
final class HexDump {
    private static final int BYTES_PER_LINE = 16;
    private static final int TEXT_COLUMN = 9 + BYTES_PER_LINE / 2 * 5 + 1;

    private HexDump() {}

    /**
     * Appends lines for bytes of a frame.
     *
     * @param most bytes to show; a line says how many there are beyond
     */
    static void append(
            final StringBuilder out, final byte[] bytes, final int length, final int most) {
        final int shown = Math.min(length, most);
        for (int at = 0; at < shown; at += BYTES_PER_LINE) {
            final int end = Math.min(at + BYTES_PER_LINE, shown);
            final int lineStart = out.length();
            out.append(String.format("  0x%04x:", at));
            for (int i = at; i < end; i++) {
                out.append((i & 1) == 0 ? " " : "").append(String.format("%02x", bytes[i]));
            }
            while (out.length() - lineStart < TEXT_COLUMN + 2) {
                out.append(' ');
            }
            for (int i = at; i < end; i++) {
                out.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
            }
            out.append('\n');
        }
        if (shown < length) {
            out.append("  and ").append(length - shown).append(" bytes more\n");
        }
    }
}
