package knet.tools.cli;

import knet.firmware.HangWatch;
import knet.nic.process.ExitWatch;
import knet.tools.report.PlainText;

/**
 * Ends the process, with a line that says why, once a classifier of the user's that this process
 * calls itself does not return; and says it of one that ends the process itself.
 */
final class ClassifierWatch {
    private ClassifierWatch() {}

    /** Begins to look, in a thread that keeps no process alive. */
    static void start() {
        ExitWatch.start(ClassifierWatch::say, Exit.FAILED);
        HangWatch.turnOn();
        final Thread thread = new Thread(ClassifierWatch::watch, "classifier-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private static void watch() {
        try {
            while (true) {
                final String hung = HangWatch.look();
                if (hung != null) {
                    end(hung);
                }
                Thread.sleep(HangWatch.INTERVAL_MS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The thread that hangs cannot be stopped, and may hold what an orderly end waits for. */
    private static void end(final String what) {
        say(what);
        Runtime.getRuntime().halt(Exit.FAILED);
    }

    private static void say(final String what) {
        System.err.println("knet: " + PlainText.printable(what));
        System.err.flush();
    }
}
