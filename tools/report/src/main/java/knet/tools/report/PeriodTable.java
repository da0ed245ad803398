package knet.tools.report;

import java.util.ArrayList;
import java.util.List;

/** How each classifier of a run spread its frames, for people. */
final class PeriodTable {
    /** With more the lines are too long to be read; the JSON has all. */
    private static final int MOST_QUEUES = 16;

    private PeriodTable() {}

    /** The lines; empty if one classifier decided on all. */
    static String of(final RunResult run) {
        final List<FirmwarePeriod> periods = run.nic().firmwarePeriods();
        if (periods.size() < 2) {
            return "";
        }
        final int queues = run.queues() > MOST_QUEUES ? 0 : run.queues();
        final List<String> heads =
                new ArrayList<>(
                        List.of("<classifier", "from frame", "to frame", "frames", "max/mean"));
        for (int queue = 0; queue < queues; queue++) {
            heads.add("queue " + queue);
        }
        final TextTable table = new TextTable(heads.toArray(String[]::new));
        for (final FirmwarePeriod period : periods) {
            final List<String> cells = new ArrayList<>();
            cells.add(PlainText.printable(period.firmware()) + (period.hung() ? " (hung)" : ""));
            cells.add(period.isAny() ? count(period.fromFrame()) : "-");
            cells.add(period.isAny() ? Units.count(period.toFrame()) : "-");
            cells.add(count(period.frames()));
            cells.add(period.maxOverMean() == null ? "-" : Units.ratio(period.maxOverMean()));
            for (int queue = 0; queue < queues; queue++) {
                cells.add(
                        queue < period.framesPerQueue().size()
                                ? Units.count(period.framesPerQueue().get(queue))
                                : "-");
            }
            table.row(cells.toArray(String[]::new));
        }
        return FirmwarePeriod.sumNote(periods)
                + (FirmwarePeriod.deciders(periods) > 1
                        ? "; each by itself:\n"
                        : "; what was loaded, and when:\n")
                + table;
    }

    private static String count(final Long number) {
        return number == null ? "-" : Units.count(number);
    }
}
