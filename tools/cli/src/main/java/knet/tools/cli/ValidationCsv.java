package knet.tools.cli;

import knet.tools.lab.real.ValidationResult;
import knet.tools.lab.real.ValidationRow;

/** A line for every figure of {@code knet lab validate}, with the names of its JSON. */
final class ValidationCsv {
    private static final double PERCENT = 100;

    private ValidationCsv() {}

    static String of(final ValidationResult result) {
        final StringBuilder text =
                new StringBuilder(
                        "mode,load,figure,unit,predicted,measured,min,max,deviationPercent,within,why\n");
        for (final ValidationRow row : result.rows()) {
            text.append(
                    Csv.line(
                            row.mode(),
                            row.load(),
                            row.figure().title(),
                            row.figure().unit(),
                            row.predicted(),
                            row.median(),
                            row.min(),
                            row.max(),
                            Double.isNaN(row.deviation()) ? "" : PERCENT * row.deviation(),
                            row.isWithin(),
                            row.why()));
        }
        return text.toString();
    }
}
