package knet.tools.cli;

import knet.tools.lab.real.CalibrationResult;
import knet.tools.lab.real.CostFigure;

/** A line for every cost that {@code knet lab calibrate} has measured. */
final class CalibrationCsv {
    private CalibrationCsv() {}

    static String of(final CalibrationResult result) {
        final StringBuilder text = new StringBuilder("cost,medianNs,minNs,maxNs,mark,source\n");
        for (final CostFigure figure : result.figures()) {
            text.append(
                    Csv.line(
                            figure.cost().key(),
                            figure.median(),
                            figure.min(),
                            figure.max(),
                            figure.mark().word(),
                            figure.source()));
        }
        return text.toString();
    }
}
