package knet.traces.store;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Where in a store to begin: a frame's number, a time, or a time after the first frame.
 *
 * <pre>
 *   1500                          frame 1500; the first one is frame 0
 *   2026-11-21T08:05:00.25Z       the first frame captured at that time or later; +01:00 for Z too
 *   1795248300.25                 the same, in seconds since 1970: a point makes it a time
 *   +2.5                          2.5 seconds after the first frame
 * </pre>
 *
 * <p>Of a capture that runs backwards in time, the first frame in the store's order counts.
 */
public final class StorePosition {
    /** The first frame. */
    public static final StorePosition START = new StorePosition(Kind.INDEX, 0, "0");

    private static final BigDecimal NS_PER_SECOND = BigDecimal.valueOf(1_000_000_000L);

    /** What {@link #value} counts. */
    enum Kind {
        INDEX,
        TIME_NS,
        AFTER_FIRST_NS
    }

    private final Kind kind;
    private final long value;
    private final String text;

    private StorePosition(final Kind kind, final long value, final String text) {
        this.kind = kind;
        this.value = value;
        this.text = text;
    }

    /** The position of a frame's number, from 0. */
    public static StorePosition ofIndex(final long index) {
        if (index < 0) {
            throw new IllegalArgumentException("frame numbers begin at 0: " + index);
        }
        return new StorePosition(Kind.INDEX, index, Long.toString(index));
    }

    /** The position of the first frame at a time or later, nanoseconds since 1970. */
    public static StorePosition ofTimeNs(final long timeNs) {
        return new StorePosition(Kind.TIME_NS, timeNs, Instant.EPOCH.plusNanos(timeNs).toString());
    }

    /**
     * Reads a position.
     *
     * @throws IllegalArgumentException if it is none; the message is one line that says what may be
     *     written
     */
    public static StorePosition parse(final String text) {
        try {
            if (text.matches("\\d{1,18}")) {
                return ofIndex(Long.parseLong(text));
            }
            if (text.matches("\\d{1,10}\\.\\d{0,9}")) {
                return new StorePosition(Kind.TIME_NS, nanoseconds(text), text);
            }
            if (text.matches("\\+\\d{1,9}(\\.\\d{0,9})?")) {
                return new StorePosition(Kind.AFTER_FIRST_NS, nanoseconds(text.substring(1)), text);
            }
            final Instant instant = OffsetDateTime.parse(text).toInstant();
            return new StorePosition(
                    Kind.TIME_NS,
                    Math.addExact(
                            Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L),
                            instant.getNano()),
                    text);
        } catch (final DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "position '"
                            + text.replaceAll("\\p{Cntrl}", "?")
                            + "' is none of a frame's number (1500), a time (2026-11-21T08:05:00Z"
                            + " or 1795248300.25), seconds after the first frame (+2.5)",
                    e);
        }
    }

    private static long nanoseconds(final String seconds) {
        final String whole = seconds.endsWith(".") ? seconds + "0" : seconds;
        return new BigDecimal(whole)
                .multiply(NS_PER_SECOND)
                .setScale(0, RoundingMode.DOWN)
                .longValueExact();
    }

    Kind kind() {
        return kind;
    }

    long value() {
        return value;
    }

    /** The position as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
