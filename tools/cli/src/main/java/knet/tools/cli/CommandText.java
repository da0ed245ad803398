package knet.tools.cli;

import java.util.List;
import java.util.StringJoiner;

/** The command line as a user could type it again. */
final class CommandText {
    private static String text = "knet";

    private CommandText() {}

    /** Remembers the arguments of this process. */
    static void set(final List<String> arguments) {
        final StringJoiner joined = new StringJoiner(" ");
        joined.add("knet");
        arguments.forEach(argument -> joined.add(quote(argument)));
        text = joined.toString();
    }

    static String get() {
        return text;
    }

    /** Quotes for a POSIX shell what it would not take as one plain word. */
    static String quote(final String argument) {
        return argument.matches("[A-Za-z0-9_./:=,+@%^-]+")
                ? argument
                : "'" + argument.replace("'", "'\\''") + "'";
    }
}
