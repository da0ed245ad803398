package knet.tools.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/** A list of processors as taskset takes it: {@code 0,2-5}. */
final class CpuList {
    private static final int MOST = 4095;
    private static final Pattern RANGE = Pattern.compile("(\\d{1,4})(?:-(\\d{1,4}))?");

    private CpuList() {}

    /**
     * Reads a list.
     *
     * @param text null for none
     * @return the processors in the order given
     */
    static int[] parse(final CommandSpec spec, final String option, final String text) {
        if (text == null) {
            return new int[0];
        }
        final List<Integer> cpus = new ArrayList<>();
        for (final String part : text.split(",", -1)) {
            final Matcher range = RANGE.matcher(part);
            if (!range.matches()) {
                throw bad(spec, option, text);
            }
            final int first = Integer.parseInt(range.group(1));
            final int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            if (last < first || last > MOST) {
                throw bad(spec, option, text);
            }
            for (int cpu = first; cpu <= last; cpu++) {
                cpus.add(cpu);
            }
        }
        final int online = Runtime.getRuntime().availableProcessors();
        for (final int cpu : cpus) {
            if (cpu >= online) {
                throw Arguments.bad(spec, option + ": there is no CPU " + cpu);
            }
        }
        return cpus.stream().mapToInt(Integer::intValue).toArray();
    }

    private static RuntimeException bad(
            final CommandSpec spec, final String option, final String text) {
        return Arguments.bad(
                spec, option + " must be a list of CPUs such as 0,2-5, not '" + text + "'");
    }
}
