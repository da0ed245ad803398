package knet.tools.cli.top;

import java.util.Locale;
import knet.driver.abi.HostQueueCounter;
import knet.driver.abi.NicCounter;
import knet.driver.abi.NicQueueCounter;
import knet.tools.report.PlainText;
import knet.tools.report.TextTable;
import knet.tools.report.Units;

/** Two samples, as text. */
public final class TopView {
    private static final String TOTAL = "total";

    private TopView() {}

    /** Rates per queue and in total. */
    public static String queues(final int queues, final Sample before, final Sample now) {
        final TextTable table =
                new TextTable(
                        "queue",
                        "rx/s",
                        "bit/s",
                        "drops/s",
                        "raised/s",
                        "suppr/s",
                        "polls/s",
                        "empty",
                        "delivered/s",
                        "waiting");
        final double[] sums = new double[9];
        for (int queue = 0; queue < queues; queue++) {
            final double[] row = rates(queue, before, now);
            for (int i = 0; i < row.length; i++) {
                sums[i] += row[i];
            }
            row(table, Integer.toString(queue), row);
        }
        row(table, TOTAL, sums);
        return table.toString();
    }

    private static double[] rates(final int queue, final Sample before, final Sample now) {
        final String packets = NicQueueCounter.PACKETS.label(queue);
        final String delivered = HostQueueCounter.DELIVERED.label(queue);
        return new double[] {
            now.rate(before, packets),
            now.rate(before, NicQueueCounter.BYTES.label(queue)) * 8,
            now.rate(before, NicQueueCounter.DROPS.label(queue)),
            now.rate(before, NicQueueCounter.NOTIFICATIONS_RAISED.label(queue)),
            now.rate(before, NicQueueCounter.NOTIFICATIONS_SUPPRESSED.label(queue)),
            now.rate(before, HostQueueCounter.POLLS.label(queue)),
            now.rate(before, HostQueueCounter.EMPTY_POLLS.label(queue)),
            now.rate(before, delivered),
            // The two counters are written by different processes: a difference below 0 is none.
            Math.max(0, now.value(packets) - now.value(delivered))
        };
    }

    private static void row(final TextTable table, final String name, final double[] rates) {
        table.row(
                name,
                rate(rates[0]),
                Units.bitsPerSecond(rates[1]).replace("bit/s", "").strip(),
                rate(rates[2]),
                rate(rates[3]),
                rate(rates[4]),
                rate(rates[5]),
                rates[5] == 0 ? "-" : Units.ratio(100 * rates[6] / rates[5]) + "%",
                rate(rates[7]),
                Units.count((long) rates[8]));
    }

    private static String rate(final double perSecond) {
        return Units.packetsPerSecond(perSecond).replace("pps", "").strip();
    }

    /** Every counter of the device with its value and rate: what {@code ethtool -S} prints. */
    public static String counters(final Sample before, final Sample now) {
        final TextTable table = new TextTable("<counter", "value", "per second");
        now.counters()
                .forEach(
                        (label, value) ->
                                table.row(
                                        PlainText.printable(label),
                                        Long.toString(value),
                                        String.format(
                                                Locale.ROOT, "%.0f", now.rate(before, label))));
        return table.toString();
    }

    /**
     * The classifiers' own counters, the first of them; empty if there are none.
     *
     * @param most to show
     */
    public static String firmware(final Sample before, final Sample now, final int most) {
        if (now.firmware().isEmpty()) {
            return "";
        }
        final TextTable table = new TextTable("<classifier", "value", "per second");
        now.firmware().entrySet().stream()
                .limit(most)
                .forEach(
                        counter ->
                                table.row(
                                        counter.getKey(),
                                        Units.count(counter.getValue()),
                                        rate(now.firmwareRate(before, counter.getKey()))));
        final int left = now.firmware().size() - most;
        return "\n" + table + (left > 0 ? "and " + Units.count(left) + " more: --counters\n" : "");
    }

    /** What the NIC has taken from the wire, and dropped. */
    public static String totals(final Sample now) {
        long dropped = 0;
        for (final NicCounter counter : NicCounter.values()) {
            if (counter.label().startsWith("rx_dropped_")) {
                dropped += now.value(counter.label());
            }
        }
        return Units.count(now.value(NicCounter.RX_OFFERED.label()))
                + " frames offered, "
                + Units.count(dropped)
                + " dropped";
    }
}
