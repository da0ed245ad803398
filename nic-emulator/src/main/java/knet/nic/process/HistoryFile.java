package knet.nic.process;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import knet.nic.engine.FirmwareHistory;
import knet.nic.engine.FirmwareHistory.Kept;
import knet.nic.engine.FirmwareHistory.Period;

/**
 * Keeps the history of a NIC's firmware in the device's directory, where the NIC finds it that
 * takes over from one that died. Untrusted when it is read: what is not a history is none.
 */
final class HistoryFile {
    /** Name of the file in the device directory. */
    static final String FILE_NAME = "nic.firmware";

    private static final String LEFT = "left";
    private static final String SWAPS = "swaps";
    private static final String FRAMES_BEFORE = "framesBefore";
    private static final String PERIODS = "periods";

    /** Two hundred periods of a device with the most queues stay far below. */
    private static final long MOST_BYTES = 4 << 20;

    private HistoryFile() {}

    /**
     * A history that is kept in the directory.
     *
     * @param goesOn whether the NIC before has died; of one that ended in good order all is told
     * @param log told, once, if it cannot be kept
     */
    static FirmwareHistory open(
            final Path directory, final boolean goesOn, final Consumer<String> log) {
        final Path file = directory.resolve(FILE_NAME);
        Kept earlier = Kept.NOTHING;
        if (goesOn) {
            earlier = read(file);
        } else {
            try {
                Files.deleteIfExists(file);
            } catch (final IOException e) {
                log.accept("which classifier ran before is still kept: " + e);
            }
        }
        return new FirmwareHistory(earlier, new Keeper(directory, log));
    }

    /** Writes it down. */
    private static final class Keeper implements Consumer<Kept> {
        private final Path directory;
        private final Consumer<String> log;
        private boolean hasFailed;

        private Keeper(final Path directory, final Consumer<String> log) {
            this.directory = directory;
            this.log = log;
        }

        @Override
        public void accept(final Kept history) {
            try {
                WholeFile.write(directory, FILE_NAME, "knet nic firmware", properties(history));
            } catch (final IOException e) {
                if (!hasFailed) {
                    hasFailed = true;
                    log.accept("which classifier ran when is not kept: " + e.getMessage());
                }
            }
        }
    }

    private static Properties properties(final Kept history) {
        final Properties values = new Properties();
        values.setProperty(LEFT, Long.toString(history.left()));
        values.setProperty(SWAPS, Long.toString(history.swaps()));
        values.setProperty(FRAMES_BEFORE, text(history.framesBefore()));
        values.setProperty(PERIODS, Integer.toString(history.periods().size()));
        for (int i = 0; i < history.periods().size(); i++) {
            final Period period = history.periods().get(i);
            values.setProperty(i + ".from", Long.toString(period.fromFrame()));
            values.setProperty(i + ".to", Long.toString(period.toFrame()));
            values.setProperty(i + ".firmware", period.firmware());
            values.setProperty(i + ".hung", Boolean.toString(period.hung()));
            values.setProperty(i + ".queues", text(period.framesPerQueue()));
        }
        return values;
    }

    /** Numbers with blanks between them. */
    static String text(final List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static List<Long> numbers(final String text) {
        final List<Long> numbers = new ArrayList<>();
        for (final String number : text.isEmpty() ? new String[0] : text.split(" ")) {
            numbers.add(Long.parseLong(number));
        }
        return numbers;
    }

    private static Kept read(final Path file) {
        final Properties values = new Properties();
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return Kept.NOTHING;
            }
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                values.load(reader);
            }
            return kept(values);
        } catch (final IOException | IllegalArgumentException | NullPointerException e) {
            return Kept.NOTHING;
        }
    }

    /** Throws what parsing a number, or one that is not there, throws. */
    private static Kept kept(final Properties values) {
        final int count =
                Math.min(
                        Integer.parseInt(values.getProperty(PERIODS)),
                        FirmwareHistory.MOST_PERIODS);
        final List<Period> periods = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            periods.add(
                    new Period(
                            Long.parseLong(values.getProperty(i + ".from")),
                            Long.parseLong(values.getProperty(i + ".to")),
                            values.getProperty(i + ".firmware", ""),
                            Boolean.parseBoolean(values.getProperty(i + ".hung")),
                            numbers(values.getProperty(i + ".queues", ""))));
        }
        return new Kept(
                periods,
                numbers(values.getProperty(FRAMES_BEFORE, "")),
                Long.parseLong(values.getProperty(LEFT)),
                Long.parseLong(values.getProperty(SWAPS)));
    }
}
