package knet.traces.generate;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import knet.traces.FrameSource;
import knet.traces.pace.Pacer;

/**
 * What traffic to make, as {@code key=value,key=value}: {@link #PARAMETERS} lists the keys. Every
 * key may be left out. The same text makes the same bytes everywhere.
 */
public final class TrafficSpec {
    /** What may be given, in the order in which help shows it. */
    public static final List<TrafficParameter> PARAMETERS =
            List.of(
                    new TrafficParameter(
                            "flows", "1..10000000", "1000", "flows to draw each packet's from"),
                    new TrafficParameter(
                            "zipf",
                            "0..10",
                            "0",
                            "skew: the flow of rank r has a share of r to the power of -zipf; 0 is"
                                    + " uniform"),
                    new TrafficParameter(
                            "size",
                            "imix|N|N-M|N:W/N:W...",
                            "imix",
                            "bytes of a data frame, without the FCS; a mix has weights: imix is"
                                    + " 60:7/590:4/1514:1, commas do as well"),
                    new TrafficParameter(
                            "rate", "Npps|Nbps", "1Mpps", "sets the timestamps: 10kpps, 2.5Gbps"),
                    new TrafficParameter(
                            "arrivals", "constant|poisson", "constant", "gaps between the frames"),
                    new TrafficParameter("ip", "4|6|mix|0..1", "4", "mix is 0.5: share of IPv4"),
                    new TrafficParameter(
                            "proto", "tcp|udp|mix|0..1", "tcp", "mix is 0.8: share of TCP flows"),
                    new TrafficParameter(
                            "packets",
                            "N|unlimited",
                            "100000",
                            "frames in total; all TCP connections end within them"),
                    new TrafficParameter(
                            "start",
                            "ISO time",
                            "2026-01-01T00:00:00Z",
                            "timestamp of the first frame"),
                    new TrafficParameter("seed", "0..2^63-1", "1", "of everything random"));

    /** In place of a number of packets: no end. */
    static final long UNLIMITED = Long.MAX_VALUE;

    /** SYN, SYN-ACK, ACK, FIN, FIN, ACK. */
    static final int LEAST_CONNECTION_PACKETS = 6;

    private static final String SIZE = "size";

    /** Behind a comma: what goes on with a mix of lengths. */
    private static final Pattern MORE_SIZES = Pattern.compile("\\d+(:\\d+)?");

    private static final int MAX_FLOWS = 10_000_000;
    private static final double MAX_SKEW = 10;

    private final Map<String, String> given;
    final int flows;
    final double skew;
    final PacketSizes sizes;
    final String rate;
    final boolean isPoisson;
    final double ipv4Share;
    final double tcpShare;
    final long packets;
    final long startNs;
    final long seed;

    private TrafficSpec(final Map<String, String> given) {
        this.given = given;
        flows = (int) integer("flows", 1, MAX_FLOWS);
        skew = fraction("zipf", MAX_SKEW);
        sizes = parsed(SIZE, PacketSizes::parse);
        rate = parsed("rate", TrafficSpec::countedRate);
        isPoisson = choice("arrivals", "constant", "poisson") == 1;
        ipv4Share = share("ip", Map.of("4", 1.0, "6", 0.0, "mix", 0.5));
        tcpShare = share("proto", Map.of("tcp", 1.0, "udp", 0.0, "mix", 0.8));
        packets =
                value("packets").equals("unlimited")
                        ? UNLIMITED
                        : integer("packets", 1, UNLIMITED - 1);
        startNs = parsed("start", TrafficSpec::timeNs);
        seed = integer("seed", 0, Long.MAX_VALUE);
        if (tcpShare > 0 && packets < LEAST_CONNECTION_PACKETS) {
            throw new IllegalArgumentException(
                    "packets="
                            + packets
                            + ": a TCP connection takes "
                            + LEAST_CONNECTION_PACKETS
                            + " at least; proto=udp needs fewer");
        }
    }

    /**
     * Reads a specification.
     *
     * @param text such as {@code flows=1000,zipf=1.1,size=imix,rate=1Mpps}; empty for all defaults
     *     The lengths of a mix may also be separated by commas: {@code size=60:7,1514:3,flows=9}.
     * @throws IllegalArgumentException for an unknown key, one given twice, or a value that it does
     *     not take; the message is one line
     */
    public static TrafficSpec parse(final String text) {
        final Set<String> known =
                PARAMETERS.stream().map(TrafficParameter::name).collect(Collectors.toSet());
        final Map<String, String> given = new HashMap<>();
        String lastKey = "";
        for (final String item : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            final int equals = item.indexOf('=');
            if (lastKey.equals(SIZE) && MORE_SIZES.matcher(item).matches()) {
                given.merge(SIZE, item, (before, more) -> before + "/" + more);
                continue;
            }
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "'" + printable(item) + "' in the traffic to generate is no key=value");
            }
            final String key = item.substring(0, equals);
            if (!known.contains(key)) {
                throw new IllegalArgumentException(
                        "traffic to generate has no '"
                                + printable(key)
                                + "'; it has: "
                                + PARAMETERS.stream()
                                        .map(TrafficParameter::name)
                                        .collect(Collectors.joining(", ")));
            }
            lastKey = key;
            if (given.put(key, item.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("'" + key + "' is given twice");
            }
        }
        return new TrafficSpec(given);
    }

    /** A source of this traffic from its first frame. Allocates memory for all flows, once. */
    public FrameSource open() {
        return new TrafficSource(this);
    }

    /** All parameters with their values: parses to the same traffic, whatever the defaults. */
    @Override
    public String toString() {
        return PARAMETERS.stream()
                .map(parameter -> parameter.name() + "=" + value(parameter.name()))
                .collect(Collectors.joining(","));
    }

    private String value(final String key) {
        final String value = given.get(key);
        if (value != null) {
            return value;
        }
        return PARAMETERS.stream()
                .filter(parameter -> parameter.name().equals(key))
                .findFirst()
                .orElseThrow()
                .defaultText();
    }

    /** What reads a value. */
    private interface Reader<T> {
        T read(String text);
    }

    private <T> T parsed(final String key, final Reader<T> reader) {
        try {
            return reader.read(value(key));
        } catch (final IllegalArgumentException e) {
            throw bad(key, e.getMessage());
        }
    }

    private IllegalArgumentException bad(final String key, final String why) {
        return new IllegalArgumentException(key + "=" + printable(value(key)) + ": " + why);
    }

    private long integer(final String key, final long least, final long most) {
        final String text = value(key);
        try {
            final long number = text.matches("\\d{1,19}") ? Long.parseLong(text) : -1;
            if (number >= least && number <= most) {
                return number;
            }
        } catch (final NumberFormatException e) {
            // More than 2^63 - 1: said below.
            throw bad(key, "no whole number from " + least + " to " + most);
        }
        throw bad(key, "no whole number from " + least + " to " + most);
    }

    private double fraction(final String key, final double most) {
        final String text = value(key);
        if (text.matches("\\d{1,2}(\\.\\d{1,15})?")) {
            final double number = Double.parseDouble(text);
            if (number <= most) {
                return number;
            }
        }
        throw bad(key, "no number from 0 to " + most);
    }

    private double share(final String key, final Map<String, Double> names) {
        final Double named = names.get(value(key));
        return named != null ? named : fraction(key, 1);
    }

    private int choice(final String key, final String... names) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(value(key))) {
                return i;
            }
        }
        throw bad(key, "none of " + String.join(", ", names));
    }

    private static String countedRate(final String text) {
        if (!text.endsWith("pps") && !text.endsWith("bps")) {
            throw new IllegalArgumentException("none of Npps (10kpps, 1.5Mpps), Nbps (2.5Gbps)");
        }
        Pacer.parse(text);
        return text;
    }

    private static long timeNs(final String text) {
        try {
            final Instant instant = Instant.parse(text);
            return Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L),
                    instant.getNano());
        } catch (final DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException("no time such as 2026-01-01T00:00:00Z", e);
        }
    }

    private static String printable(final String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
