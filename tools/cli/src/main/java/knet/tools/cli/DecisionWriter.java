package knet.tools.cli;

import knet.firmware.Decisions;

/** Writes decisions, one by one, in one of the output formats. */
interface DecisionWriter {
    void begin(StringBuilder text);

    /**
     * Writes one.
     *
     * @param number of the frame
     */
    void append(long number, Decisions decisions, StringBuilder text);

    /**
     * Ends.
     *
     * @param summary null if none was made
     */
    void end(DecisionSummary summary, StringBuilder text);

    static DecisionWriter of(final OutputFormat format) {
        return switch (format) {
            case csv -> new AsCsv();
            case table -> new AsTable();
            case json -> new AsJson();
        };
    }

    /** The header and lines that {@link Decisions} defines. */
    final class AsCsv implements DecisionWriter {
        @Override
        public void begin(final StringBuilder text) {
            text.append(Decisions.CSV_HEADER).append('\n');
        }

        @Override
        public void append(final long number, final Decisions decisions, final StringBuilder text) {
            decisions.appendCsv(number, text).append('\n');
        }

        @Override
        public void end(final DecisionSummary summary, final StringBuilder text) {}
    }

    /**
     * Columns of fixed width, for the number of frames is not known before the end; then what they
     * come to.
     */
    final class AsTable implements DecisionWriter {
        private static final String HEAD = "    packet  hash      queue  kind\n";

        @Override
        public void begin(final StringBuilder text) {
            text.append(HEAD);
        }

        @Override
        public void append(final long number, final Decisions decisions, final StringBuilder text) {
            pad(Long.toString(number), 10, text);
            text.append("  ");
            hash(decisions.hash(), text);
            pad(Integer.toString(decisions.queue()), 7, text);
            text.append("  ").append(decisions.kind().label()).append('\n');
        }

        private static void pad(final String value, final int width, final StringBuilder text) {
            for (int i = value.length(); i < width; i++) {
                text.append(' ');
            }
            text.append(value);
        }

        @Override
        public void end(final DecisionSummary summary, final StringBuilder text) {
            text.append('\n').append(summary.table());
        }
    }

    /** One document, one line per decision. */
    final class AsJson implements DecisionWriter {
        private boolean first = true;

        @Override
        public void begin(final StringBuilder text) {
            text.append("{\"schema\": 1, \"decisions\": [");
        }

        @Override
        public void append(final long number, final Decisions decisions, final StringBuilder text) {
            text.append(first ? "\n" : ",\n")
                    .append("{\"packet\": ")
                    .append(number)
                    .append(", \"hash\": \"");
            hash(decisions.hash(), text);
            text.append("\", \"queue\": ")
                    .append(decisions.queue())
                    .append(", \"kind\": \"")
                    .append(decisions.kind().label())
                    .append("\"}");
            first = false;
        }

        @Override
        public void end(final DecisionSummary summary, final StringBuilder text) {
            text.append("\n],\n");
            summary.appendJson(text);
            text.append("}\n");
        }
    }

    private static void hash(final int hash, final StringBuilder text) {
        for (int shift = 28; shift >= 0; shift -= 4) {
            text.append(Character.forDigit(hash >>> shift & 0xf, 16));
        }
    }
}
