package knet.tools.cli.compare;

import java.util.Map;
import java.util.StringJoiner;
import knet.tools.report.PlainText;
import knet.tools.report.Units;

/** What classifiers count of their own accord, for people. */
public final class CounterText {
    private CounterText() {}

    /**
     * A line with its line feed; empty if nothing was counted.
     *
     * @param way what counted, as tables name it
     * @param counters by name, which a user chose
     */
    public static String line(final String way, final Map<String, Long> counters) {
        final StringJoiner parts = new StringJoiner(", ");
        counters.forEach(
                (name, count) -> {
                    if (count != 0) {
                        parts.add(name + " " + Units.count(count));
                    }
                });
        return parts.length() == 0
                ? ""
                : PlainText.printable("counted by " + way + ": " + parts) + '\n';
    }
}
