package knet.nic.process;

import java.io.IOException;
import java.io.InputStream;

/**
 * Main class of a NIC process that {@link NicLauncher} starts. Its standard input ties it to the
 * launcher: {@link #STOP} asks it to end in good order, the end of the stream means that the
 * launcher has died, and a NIC that nobody looks after must not go on holding the device.
 */
public final class NicMain {
    /** Sent to standard input: end in good order. */
    static final int STOP = 's';

    /** Exit code of a process whose launcher has died. */
    static final int ORPHANED = 87;

    private NicMain() {}

    /** Arguments as {@link NicArguments} makes them. */
    public static void main(final String[] arguments) {
        final NicConfig config;
        try {
            config = NicArguments.parse(arguments);
        } catch (final IllegalArgumentException e) {
            log(e.getMessage());
            System.exit(NicProcess.FAILED);
            return;
        }
        ExitWatch.start(NicMain::log, NicProcess.FAILED);
        final NicProcess process = new NicProcess(config, NicMain::log, System.err::println);
        final Thread hook = new Thread(process::stopAndWait, "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        if (config.supervised()) {
            ignoreInterrupt();
            final Thread leash = new Thread(() -> follow(System.in, process), "leash");
            leash.setDaemon(true);
            leash.start();
        }
        final int code = process.run();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException e) {
            return; // The JVM is on its way down already, with the code of its signal.
        }
        System.exit(code);
    }

    /**
     * A terminal sends Ctrl-C to every process in its foreground. What it means for the NIC is the
     * launcher's to say: it lets the host take what is in the rings first.
     */
    private static void ignoreInterrupt() {
        try {
            // By reflection: javac warns of this class, which every JDK has, and -Werror is on.
            final Class<?> signal = Class.forName("sun.misc.Signal");
            final Class<?> handler = Class.forName("sun.misc.SignalHandler");
            signal.getMethod("handle", signal, handler)
                    .invoke(
                            null,
                            signal.getConstructor(String.class).newInstance("INT"),
                            handler.getField("SIG_IGN").get(null));
        } catch (final ReflectiveOperationException | RuntimeException e) {
            log("Ctrl-C will end the NIC at once: " + e);
        }
    }

    private static void follow(final InputStream input, final NicProcess process) {
        try {
            for (int c = input.read(); c >= 0; c = input.read()) {
                if (c == STOP) {
                    process.stop();
                }
            }
        } catch (final IOException e) {
            log("standard input: " + e.getMessage());
        }
        Runtime.getRuntime().halt(ORPHANED);
    }

    private static void log(final String line) {
        System.err.println("knet nic: " + line);
    }
}
