package knet.tools.cli.run;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.IntStream;
import knet.driver.abi.NicCounter;
import knet.firmware.FirmwareSpec;
import knet.nic.engine.GuardLimits;
import knet.nic.engine.QueueZero;
import knet.nic.process.NicSummary;
import knet.threads.result.DeviceResult;
import knet.tools.report.FirmwarePeriod;
import knet.tools.report.PacingFigures;
import knet.tools.report.TraceFigures;
import knet.tools.report.Units;

/**
 * What the NIC process wrote down about its run, read with care: it is a file that anybody with the
 * device could have changed, and a NIC that was killed may have left none.
 */
final class SummaryReader {
    private static final int MOST_ERRORS = 5;
    private static final int MOST_PERIODS = 200;

    /** One sampled call in so many may be slow without a word. */
    private static final long MOST_FAST_TO_SLOW = 50;

    private static final long MOST_BYTES = 1 << 20;

    private final DeviceResult device;
    private final Map<String, String> text;

    /**
     * Takes a summary.
     *
     * @param text keys and values of the file
     */
    SummaryReader(final DeviceResult device, final Map<String, String> text) {
        this.device = device;
        this.text = text;
    }

    /**
     * Reads the file in a device's directory: to be called when the NIC has ended.
     *
     * @return empty if there is none, or it is not what a NIC writes
     */
    static Map<String, String> read(final Path directory) {
        final Path file = directory.resolve(NicSummary.FILE_NAME);
        final Properties properties = new Properties();
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES) {
                try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                    properties.load(reader);
                }
            }
        } catch (final IOException | IllegalArgumentException e) {
            return Map.of();
        }
        final Map<String, String> text = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(key -> text.put(key, properties.getProperty(key)));
        return text;
    }

    TraceFigures trace(final List<String> inputs) {
        final List<String> damage = damage();
        return new TraceFigures(
                inputs,
                device.frames().offered(),
                device.frames().offeredBytes(),
                list(NicSummary.TRACE_LINK_TYPES),
                number(NicSummary.TRACE_DURATION_NS),
                !damage.isEmpty(),
                damage);
    }

    List<String> damage() {
        final String damage = text.get(NicSummary.TRACE_DAMAGE);
        return damage == null || damage.isEmpty() ? List.of() : List.of(damage);
    }

    List<String> warnings() {
        final List<String> warnings = new ArrayList<>(damage());
        if (text.isEmpty()) {
            warnings.add("the NIC left no summary: duration, link types and pacing are missing");
        }
        add(warnings, NicCounter.FIRMWARE_EXCEPTIONS, "calls of the classifier failed");
        add(warnings, NicCounter.FIRMWARE_OUT_OF_RANGE, "queues of the classifier do not exist");
        addSlowCalls(warnings);
        final String hung = text.get(NicSummary.FIRMWARE_HUNG);
        if (hung != null) {
            warnings.add(
                    "the classifier "
                            + FirmwareSpec.shown(hung)
                            + " hung: from then on every frame went to queue 0"
                            + (anotherTookOver()
                                    ? ", until another took over"
                                    : " (" + QueueZero.NAME + ")"));
        }
        final String outOfService = text.get(NicSummary.FIRMWARE_OUT_OF_SERVICE);
        if (outOfService != null) {
            warnings.add(
                    "the classifier "
                            + outOfService
                            + ": it was taken out of service, and from then on every frame went to"
                            + " queue 0"
                            + (QueueZero.NAME.equals(text.get(NicSummary.FIRMWARE))
                                    ? ""
                                    : ", until another took over"));
        }
        for (long i = 0; i < Math.min(number(NicSummary.FIRMWARE_ERRORS), MOST_ERRORS); i++) {
            warnings.add(
                    "the classifier failed "
                            + times(text.get(NicSummary.firmwareErrorCount((int) i)))
                            + ": "
                            + text.get(NicSummary.firmwareErrorMessage((int) i)));
        }
        addSwaps(warnings);
        if (outputError() != null) {
            warnings.add("what was written is not whole: " + outputError());
        }
        return warnings;
    }

    private static String times(final String count) {
        return "1".equals(count) ? "once" : count + " times";
    }

    /** That there was more than one classifier; the list of them says which ran when. */
    private void addSwaps(final List<String> warnings) {
        final long swaps = number(NicSummary.FIRMWARE_SWAPS);
        final long left = number(NicSummary.FIRMWARE_PERIODS_LEFT);
        if (swaps > 0) {
            warnings.add(
                    "the classifier was exchanged "
                            + Units.plural(swaps, "time")
                            + ": all flows and streams began anew each time, so that one that was"
                            + " open counts once for each classifier it met"
                            + (left > 0
                                    ? "; " + Units.count(left) + " after the first are not listed"
                                    : ""));
        }
    }

    String outputError() {
        return text.get(NicSummary.OUTPUT_ERROR);
    }

    private void add(final List<String> warnings, final NicCounter counter, final String what) {
        final long count = nicCounter(counter);
        if (count > 0) {
            warnings.add(count + " " + what + ": those frames went to queue 0");
        }
    }

    /**
     * A few are the scheduler's, which took the core away in the middle; many are the firmware's.
     */
    private void addSlowCalls(final List<String> warnings) {
        final long slow = nicCounter(NicCounter.FIRMWARE_SLOW_CALLS);
        final long sampled = nicCounter(NicCounter.FIRMWARE_SAMPLED_CALLS);
        if (slow > 0 && slow >= sampled / MOST_FAST_TO_SLOW) {
            warnings.add(
                    slow
                            + " of "
                            + sampled
                            + " sampled calls of the classifier took longer than "
                            + Units.time(GuardLimits.DEFAULT.slowCallNs()));
        }
    }

    private long nicCounter(final NicCounter counter) {
        return device.nicCounters().getOrDefault(counter.label(), 0L);
    }

    /** Null if the wire had no schedule. */
    PacingFigures pacing() {
        final String rate = text.getOrDefault(NicSummary.RATE, "max");
        return rate.equals("max") || number(NicSummary.PACING_FRAMES) == 0
                ? null
                : new PacingFigures(
                        rate,
                        number(NicSummary.PACING_LATE_P50_NS),
                        number(NicSummary.PACING_LATE_P99_NS),
                        number(NicSummary.PACING_LATE_MAX_NS));
    }

    /**
     * Which classifier decided when, in the file's order.
     *
     * @param queues of the device
     */
    List<FirmwarePeriod> firmwarePeriods(final int queues) {
        final List<FirmwarePeriod> periods = new ArrayList<>();
        final long count = Math.min(number(NicSummary.FIRMWARE_PERIODS), MOST_PERIODS);
        final String hung = text.get(NicSummary.FIRMWARE_HUNG);
        final long first = number(NicSummary.firmwarePeriodFrame(0));
        if (count > 0 && hung != null && first > 0 && !anyHung(count)) {
            // It ended with its process, and what that had kept could not be read.
            periods.add(
                    new FirmwarePeriod(
                            FirmwareSpec.shown(hung),
                            null,
                            first - 1,
                            null,
                            null,
                            true,
                            List.of()));
        }
        for (int i = 0; i < count; i++) {
            final long frames = number(NicSummary.firmwarePeriodFrames(i));
            periods.add(
                    new FirmwarePeriod(
                            FirmwareSpec.shown(
                                    text.getOrDefault(NicSummary.firmwarePeriodFirmware(i), "")),
                            number(NicSummary.firmwarePeriodFrame(i)),
                            number(NicSummary.firmwarePeriodToFrame(i)),
                            frames,
                            frames <= 0
                                    ? null
                                    : (double) number(NicSummary.firmwarePeriodMost(i))
                                            * queues
                                            / frames,
                            hasHung(i),
                            framesPerQueue(i, queues)));
        }
        return periods;
    }

    /** Empty if that is not what a NIC of so many queues writes. */
    private List<Long> framesPerQueue(final int period, final int queues) {
        final String value = text.getOrDefault(NicSummary.firmwarePeriodQueues(period), "");
        final List<Long> frames = new ArrayList<>();
        try {
            for (final String number : value.split(" ")) {
                frames.add(Long.parseLong(number));
            }
        } catch (final NumberFormatException e) {
            return List.of();
        }
        return frames.size() == queues ? frames : List.of();
    }

    /** Whether another classifier decided after the one that hung, however that one ended. */
    boolean anotherTookOver() {
        final int count = (int) Math.min(number(NicSummary.FIRMWARE_PERIODS), MOST_PERIODS);
        int after = 0;
        for (int i = 0; i < count; i++) {
            after = hasHung(i) ? i + 1 : after;
        }
        return !QueueZero.NAME.equals(text.get(NicSummary.FIRMWARE))
                || IntStream.range(after, count)
                        .mapToObj(i -> text.get(NicSummary.firmwarePeriodFirmware(i)))
                        .anyMatch(firmware -> !QueueZero.NAME.equals(firmware));
    }

    private boolean hasHung(final int period) {
        return Boolean.parseBoolean(text.get(NicSummary.firmwarePeriodHung(period)));
    }

    /** Whether one of the first periods ended so. */
    private boolean anyHung(final long periods) {
        return IntStream.range(0, (int) periods).anyMatch(this::hasHung);
    }

    Map<String, Long> counters() {
        final Map<String, Long> counters = new LinkedHashMap<>();
        for (final NicCounter counter : NicCounter.values()) {
            counters.put(counter.label(), device.nicCounters().getOrDefault(counter.label(), 0L));
        }
        counters.put("firmware_swaps", number(NicSummary.FIRMWARE_SWAPS));
        return counters;
    }

    Map<String, Long> firmwareCounters() {
        final Map<String, Long> counters = new TreeMap<>();
        for (final String key : text.keySet()) {
            if (key.startsWith(NicSummary.FIRMWARE_COUNTER_PREFIX)) {
                counters.put(
                        key.substring(NicSummary.FIRMWARE_COUNTER_PREFIX.length()), number(key));
            }
        }
        return counters;
    }

    private List<String> list(final String key) {
        final String value = text.getOrDefault(key, "");
        return value.isEmpty() ? List.of() : List.of(value.split(","));
    }

    private long number(final String key) {
        try {
            return Long.parseLong(text.getOrDefault(key, "0"));
        } catch (final NumberFormatException e) {
            return 0;
        }
    }
}
