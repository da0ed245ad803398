package knet.tools.cli;

import knet.tools.lab.experiment.Sweep;

/** Shows how many runs of a sweep are done, and how long the rest will take. */
final class SweepProgress implements Sweep.Listener, AutoCloseable {
    private final Console console;
    private final String task;
    private Progress progress;

    SweepProgress(final Console console, final String task) {
        this.console = console;
        this.task = task;
    }

    @Override
    public void onDone(final int done, final int all) {
        if (progress == null) {
            progress = new Progress(console, task, "runs", 1, all);
        }
        if (done < all) {
            progress.update(done);
        } else {
            progress.end(); // What comes now is the result.
        }
    }

    @Override
    public void close() {
        if (progress != null) {
            progress.end();
        }
    }
}
