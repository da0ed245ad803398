package knet.tools.cli;

import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A progress bar on stderr: only if that is a terminal, and only once the work has lasted a second.
 * Used by one thread.
 */
final class Progress implements AutoCloseable {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int UPDATE_MILLIS = 200;

    private final Console console;
    private final String task;
    private final String unit;
    private final long unitSize;
    private final long total;
    private final long startNs = System.nanoTime();
    private ProgressBar bar;

    /**
     * Begins, showing nothing yet.
     *
     * @param unit of what is counted, for instance {@code frames}
     * @param unitSize how many of what is counted make one of them
     * @param total of what is counted, or -1 if it is not known
     */
    Progress(
            final Console console,
            final String task,
            final String unit,
            final long unitSize,
            final long total) {
        this.console = console;
        this.task = task;
        this.unit = " " + unit;
        this.unitSize = unitSize;
        this.total = total;
    }

    /** Says how much is done. Cheap, but not meant for every frame. */
    void update(final long done) {
        if (!console.errIsTerminal()) {
            return;
        }
        if (bar == null) {
            if (System.nanoTime() - startNs < PATIENCE_NS) {
                return;
            }
            bar = start();
        }
        if (total >= 0 && done > total) {
            bar.maxHint(done);
        }
        bar.stepTo(done);
    }

    private ProgressBar start() {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUnit(unit, unitSize)
                .showSpeed()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .clearDisplayOnFinish()
                .setConsumer(new Line(console))
                .build();
    }

    /** Takes the bar away, so that a result can be printed. */
    void end() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    @Override
    public void close() {
        end();
    }

    /**
     * The last line of the terminal. The library's own consumer asks JLine for the terminal's
     * width, and that resets what Ctrl-C does: the process would die without a report.
     */
    private record Line(Console console) implements ProgressBarConsumer {
        private static final String CLEAR = "\r\u001b[K";

        @Override
        public int getMaxRenderedLength() {
            return console.columns() - 1;
        }

        @Override
        public void accept(final String text) {
            console.err().print("\r" + text);
        }

        @Override
        public void clear() {
            console.err().print(CLEAR);
        }

        @Override
        public void close() {
            console.err().flush();
        }
    }
}
