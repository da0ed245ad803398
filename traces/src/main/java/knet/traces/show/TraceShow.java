package knet.traces.show;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import knet.traces.Frame;
import knet.traces.FrameSource;
import org.pcap4j.packet.IllegalPacket;
import org.pcap4j.packet.Packet;

/**
 * Shows frames: each in a line, or one in full, header by header and byte by byte. A malformed
 * frame gets a note and its bytes, never an exception. Used by one thread.
 */
public final class TraceShow {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int BRIEF_DUMP_BYTES = 64;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSSSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final Decoder decoder = new Decoder();
    private byte[] bytes = new byte[2048];

    /**
     * Shows the first frames of a source, one line each.
     *
     * @param source not closed here; not a live one
     * @param maxFrames to show
     * @param out gets whole lines
     * @return frames shown
     */
    public long lines(final FrameSource source, final long maxFrames, final Appendable out)
            throws IOException {
        final Frame frame = new Frame();
        long shown = 0;
        while (shown < maxFrames && source.next(frame)) {
            out.append(line(shown, frame));
            shown++;
        }
        return shown;
    }

    /**
     * Shows one frame of a source in full.
     *
     * @param number of the frame, the source's first is 0
     * @return false if the source has not so many; nothing is shown then
     */
    public boolean detail(final FrameSource source, final long number, final Appendable out)
            throws IOException {
        final Frame frame = new Frame();
        for (long i = 0; i <= number; i++) {
            if (!source.next(frame)) {
                return false;
            }
        }
        out.append(detail(number, frame));
        return true;
    }

    /** A frame in one line, or in a few if it cannot be decoded; ends with a line feed. */
    public String line(final long number, final Frame frame) {
        take(frame);
        final StringBuilder out = new StringBuilder(160);
        out.append(String.format("%7d  ", number)).append(time(frame.timestampNs())).append("  ");
        final int start = out.length();
        if (decoder.packet() != null) {
            try {
                FrameLine.append(out, decoder.packet());
            } catch (final RuntimeException | StackOverflowError e) {
                out.setLength(start);
                out.append(Decoder.describe(e));
            }
        }
        out.append(out.length() == start ? "" : "  ").append(frame.wireLength()).append(" bytes");
        appendTruncation(out, frame);
        final String note = note();
        if (note != null) {
            out.append("; ").append(note).append('\n');
            HexDump.append(out, bytes, frame.length(), BRIEF_DUMP_BYTES);
            return Decoder.printable(out.toString());
        }
        return Decoder.printable(out.append('\n').toString());
    }

    /** A frame with all its headers and bytes, in many lines. */
    public String detail(final long number, final Frame frame) {
        take(frame);
        final StringBuilder out = new StringBuilder(4096);
        out.append("frame ").append(number).append(", ").append(time(frame.timestampNs()));
        out.append(" UTC, ").append(frame.wireLength()).append(" bytes");
        appendTruncation(out, frame);
        out.append('\n');
        if (decoder.outerTagType() != 0) {
            out.append(
                    String.format(
                            "(the type of the outer tag is 0x%04x; pcap4j shows it as 802.1Q)\n",
                            decoder.outerTagType()));
        }
        if (decoder.packet() != null) {
            try {
                appendHeaders(out, decoder.packet());
            } catch (final RuntimeException | StackOverflowError e) {
                out.append(Decoder.describe(e)).append('\n');
            }
        }
        final String note = note();
        if (note != null) {
            out.append(note).append('\n');
        }
        HexDump.append(out, bytes, frame.length(), Integer.MAX_VALUE);
        return Decoder.printable(out.toString());
    }

    private static void appendHeaders(final StringBuilder out, final Packet packet) {
        for (final Packet layer : packet) {
            if (layer.getHeader() != null) {
                out.append(AddressText.inLines(layer.getHeader().toString().replace("\r", "")));
                if (out.charAt(out.length() - 1) != '\n') {
                    out.append('\n');
                }
            } else {
                out.append("[data (").append(layer.length()).append(" bytes)]\n");
            }
        }
    }

    /** What could not be decoded, the outermost layer or one further in; null if all could. */
    private String note() {
        if (decoder.note() != null) {
            return decoder.note();
        }
        if (decoder.packet().contains(IllegalPacket.class)) {
            final Packet illegal = decoder.packet().get(IllegalPacket.class);
            return "pcap4j cannot decode its last " + illegal.length() + " bytes";
        }
        return null;
    }

    private void take(final Frame frame) {
        if (bytes.length < frame.length()) {
            bytes = new byte[frame.length()];
        }
        frame.buffer().getBytes(frame.offset(), bytes, 0, frame.length());
        decoder.decode(bytes, frame.length());
    }

    private static void appendTruncation(final StringBuilder out, final Frame frame) {
        if (frame.isTruncated()) {
            out.append(", of which ").append(frame.length()).append(" were captured");
        }
    }

    private static String time(final long timestampNs) {
        return TIME.format(
                Instant.ofEpochSecond(
                        Math.floorDiv(timestampNs, NS_PER_SECOND),
                        Math.floorMod(timestampNs, NS_PER_SECOND)));
    }
}
