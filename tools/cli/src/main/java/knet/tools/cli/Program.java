package knet.tools.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import knet.firmware.FirmwareException;
import knet.tools.report.PlainText;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program, apart from the process that runs it. */
final class Program {
    private static final int MOST_TYPOS = 2;

    private final Console console;

    Program(final PrintStream out, final PrintStream err) {
        this(Console.standard(out, err));
    }

    Program(final Console console) {
        this.console = console;
    }

    /**
     * Runs one command.
     *
     * @return the exit code
     */
    int run(final String... args) {
        CommandText.set(List.of(args));
        try {
            final String[] words = normal(args);
            return commandLine(words).execute(words);
        } catch (final InternalError | OutOfMemoryError | StackOverflowError e) {
            console.say("knet: " + Failures.describe(e));
            trace(e, args);
            return Exit.FAILED;
        } finally {
            console.out().flush();
            console.err().flush();
        }
    }

    /**
     * {@code help} and {@code help COMMAND} are what they are elsewhere; {@code --help} of a
     * command that does not exist is no question about this program.
     */
    private static String[] normal(final String... args) {
        if (args.length == 0 || args[0].startsWith("-") || Commands.all().containsKey(args[0])) {
            return args;
        }
        if (args[0].equals("help")) {
            return args.length == 1
                    ? new String[] {"--help"}
                    : Stream.concat(Arrays.stream(args).skip(1), Stream.of("--help"))
                            .toArray(String[]::new);
        }
        return new String[] {args[0]};
    }

    /**
     * The parser. Looking at a command's options takes milliseconds, so that when the command is
     * named at once, the others are left out.
     */
    private CommandLine commandLine(final String... args) {
        final Map<String, Function<Console, Object>> commands = Commands.all();
        final CommandLine commandLine = new CommandLine(new Knet(console));
        final boolean known = args.length > 0 && commands.containsKey(args[0]);
        commands.forEach(
                (name, command) -> {
                    if (!known || args[0].equals(name)) {
                        commandLine.addSubcommand(name, command.apply(console));
                    }
                });
        commandLine.setOut(new PrintWriter(console.out(), true));
        commandLine.setErr(new PrintWriter(console.err(), true));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setOverwrittenOptionsAllowed(false);
        commandLine.setUsageHelpAutoWidth(false);
        commandLine.setParameterExceptionHandler(badArguments());
        commandLine.setExecutionExceptionHandler(failures());
        return commandLine;
    }

    private IParameterExceptionHandler badArguments() {
        return (exception, args) -> {
            final CommandLine command = exception.getCommandLine();
            final String name = command.getCommandSpec().qualifiedName();
            sayBad(name, message(exception), exception);
            trace(exception, args);
            return Exit.USAGE;
        };
    }

    private void sayBad(final String name, final String message, final ParameterException bad) {
        if (bad.getCause() instanceof FirmwareException firmware && firmware.report() != null) {
            console.err().println(firmware.report());
            console.say(name + ": the classifier does not compile");
            return;
        }
        console.say(name + ": " + message + " (see " + name + " --help)");
    }

    private static String message(final ParameterException exception) {
        if (exception instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        return exception
                .getMessage()
                .replaceFirst("('[-+]?\\d+') is not an? (int|long)$", "$1 is out of range")
                .replaceFirst(" is not an? (int|long)$", " is not a whole number");
    }

    private static String unmatched(final UnmatchedArgumentException exception) {
        final String first = exception.getUnmatched().get(0);
        final String what = first.startsWith("-") ? "no option " : "no command or argument ";
        // Beyond two letters of difference a suggestion is a guess, and a list of commands better.
        final List<String> similar =
                exception.getSuggestions().stream()
                        .filter(name -> distance(first, name) <= MOST_TYPOS)
                        .toList();
        return what
                + "'"
                + first
                + "' is known here"
                + (similar.isEmpty() ? "" : ", did you mean " + String.join(" or ", similar) + "?");
    }

    /** Levenshtein's: letters to insert, delete or replace. */
    private static int distance(final String a, final String b) {
        int[] before = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            final int[] now = new int[b.length() + 1];
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                final int replaced = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(replaced, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[b.length()];
    }

    private IExecutionExceptionHandler failures() {
        return (exception, command, parsed) -> {
            final String name = command.getCommandSpec().qualifiedName();
            if (exception instanceof ParameterException bad) {
                sayBad(name, bad.getMessage(), bad);
                trace(bad, parsed.originalArgs().toArray(new String[0]));
                return Exit.USAGE;
            }
            console.say(name + ": " + reason(exception));
            trace(exception, parsed.originalArgs().toArray(new String[0]));
            return Exit.FAILED;
        };
    }

    private static String reason(final Exception exception) {
        final String message = exception.getMessage();
        if (exception instanceof Failure) {
            return message;
        }
        return Failures.describe(exception);
    }

    private void trace(final Throwable exception, final String... args) {
        for (final String arg : args) {
            if (arg.equals("--verbose")) {
                exception.printStackTrace(console.err());
                return;
            }
        }
    }

    static String oneLine(final String text) {
        return PlainText.printable(text.strip().replaceAll("\\s*\\R\\s*", "; "));
    }
}
