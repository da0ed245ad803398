package knet.tools.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.HexFormat;
import knet.firmware.Decisions;
import knet.firmware.FirmwareSpec;
import knet.firmware.PacketKind;
import knet.tools.report.PlainText;

/** A journal's decisions, one by one, in one of the output formats. */
final class JournalPrinter extends JournalRuns {
    private static final int CHUNK_CHARS = 1 << 15;
    private static final HexFormat HEX = HexFormat.of();

    private final OutputFormat format;
    private final long from;
    private final long limit;
    private final StringBuilder text = new StringBuilder(CHUNK_CHARS + 256);
    private String quotedFirmware = UNKNOWN;
    private long printed;

    /**
     * @param from number of the first frame to print, of each run
     * @param limit how many to print
     */
    JournalPrinter(final OutputFormat format, final long from, final long limit) {
        this.format = format;
        this.from = from;
        this.limit = limit;
    }

    void begin() {
        text.append(
                switch (format) {
                    case csv -> Decisions.CSV_HEADER + ",firmware,run\n";
                    case table -> "    packet  hash      queue  kind         run  firmware\n";
                    case json -> "{\"schema\": 1, \"decisions\": [";
                });
    }

    void end() {
        if (format == OutputFormat.json) {
            text.append("\n]}\n");
        }
    }

    /** Nothing more is wanted. */
    boolean isFull() {
        return printed >= limit;
    }

    /** Worth writing. */
    boolean isLarge() {
        return text.length() >= CHUNK_CHARS;
    }

    /** What was printed since the last call. */
    String take() {
        final String taken = text.toString();
        text.setLength(0);
        return taken;
    }

    @Override
    void loaded(final long frameNumber) {
        quotedFirmware = quoted();
    }

    private String quoted() {
        return switch (format) {
            case csv -> Csv.field(FirmwareSpec.shown(firmware()));
            case table -> PlainText.printable(FirmwareSpec.shown(firmware()));
            case json ->
                    new String(
                            JsonStringEncoder.getInstance()
                                    .quoteAsString(FirmwareSpec.shown(firmware())));
        };
    }

    @Override
    void decided(final long frame, final int hash, final int queue, final PacketKind kind) {
        if (frame < from) {
            return;
        }
        switch (format) {
            case csv -> {
                text.append(frame).append(',');
                text.append(HEX.toHexDigits(hash));
                text.append(',').append(queue).append(',').append(kind.label()).append(',');
                text.append(quotedFirmware).append(',').append(run()).append('\n');
            }
            case table -> {
                pad(Long.toString(frame), 10);
                text.append("  ");
                text.append(HEX.toHexDigits(hash));
                pad(Integer.toString(queue), 7);
                text.append("  ").append(kind.label());
                pad(Integer.toString(run()), 16 - kind.label().length());
                text.append("  ").append(quotedFirmware).append('\n');
            }
            case json -> {
                text.append(printed == 0 ? "\n" : ",\n").append("{\"packet\": ").append(frame);
                text.append(", \"hash\": \"");
                text.append(HEX.toHexDigits(hash));
                text.append("\", \"queue\": ").append(queue);
                text.append(", \"kind\": \"").append(kind.label());
                text.append("\", \"firmware\": \"").append(quotedFirmware);
                text.append("\", \"run\": ").append(run()).append('}');
            }
        }
        printed++;
    }

    private void pad(final String value, final int width) {
        for (int i = value.length(); i < width; i++) {
            text.append(' ');
        }
        text.append(value);
    }
}
