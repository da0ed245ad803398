package knet.nic.process;

import java.util.function.Consumer;

/**
 * Has a process that a user's classifier ends with {@link System#exit} say so, and fail: no Java
 * from 24 on lets a program forbid that call. What ends it by {@link Runtime#halt} leaves no time
 * for a word.
 *
 * <p>While the JVM goes down, the thread that asked for it waits in that call, so that its stack
 * tells who did.
 */
public final class ExitWatch {
    private static final String EXIT = "exit";

    private ExitWatch() {}

    /**
     * Watches from now on.
     *
     * @param log takes one line that names the classifier
     * @param code of a process that a classifier ended, whatever it asked for
     */
    public static void start(final Consumer<String> log, final int code) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> look(log, code), "exit-watch"));
    }

    private static void look(final Consumer<String> log, final int code) {
        final String culprit = culprit();
        if (culprit != null) {
            log.accept(
                    culprit
                            + ": the classifier ended this process with System.exit: a classifier"
                            + " must not");
            Runtime.getRuntime().halt(code);
        }
    }

    /** The class that asked for the end, if it is none of this house; else null. */
    private static String culprit() {
        for (final StackTraceElement[] stack : Thread.getAllStackTraces().values()) {
            final String asked = whoAsked(stack);
            if (asked != null) {
                return asked;
            }
        }
        return null;
    }

    /**
     * The class that called System.exit, or Runtime.exit, on this stack.
     *
     * @param stack the innermost call first
     * @return null if there is no such call, or it is one of this house's or of the JDK's
     */
    static String whoAsked(final StackTraceElement... stack) {
        boolean isExit = false;
        for (final StackTraceElement call : stack) {
            final String owner = call.getClassName();
            if (EXIT.equals(call.getMethodName())
                    && (owner.equals(System.class.getName())
                            || owner.equals(Runtime.class.getName()))) {
                isExit = true;
            } else if (isExit && !isOfTheJdk(call)) {
                return isOfThisHouse(call) ? null : owner;
            }
        }
        return null;
    }

    /** By reflection, for instance: who asked is behind it. */
    private static boolean isOfTheJdk(final StackTraceElement call) {
        return call.getModuleName() != null
                && (call.getModuleName().startsWith("java.")
                        || call.getModuleName().startsWith("jdk."));
    }

    /** The loader of a user's files has no name. */
    private static boolean isOfThisHouse(final StackTraceElement call) {
        return call.getClassName().startsWith("knet.") && "app".equals(call.getClassLoaderName());
    }
}
