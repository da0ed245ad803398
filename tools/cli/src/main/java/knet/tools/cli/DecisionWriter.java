package knet.tools.cli;

import knet.firmware.Decisions;

/** Writes decisions, one by one, in one of the output formats. */
interface DecisionWriter {
    void begin(StringBuilder text);

    void append(Decisions decisions, StringBuilder text);

    void end(StringBuilder text);

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
        public void append(final Decisions decisions, final StringBuilder text) {
            decisions.appendCsv(text).append('\n');
        }

        @Override
        public void end(final StringBuilder text) {}
    }

    /** Columns of fixed width: the number of frames is not known before the end. */
    final class AsTable implements DecisionWriter {
        private static final String HEAD = "    packet  hash      queue  kind\n";

        @Override
        public void begin(final StringBuilder text) {
            text.append(HEAD);
        }

        @Override
        public void append(final Decisions decisions, final StringBuilder text) {
            pad(Long.toString(decisions.frameNumber()), 10, text);
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
        public void end(final StringBuilder text) {}
    }

    /** One document, one line per decision. */
    final class AsJson implements DecisionWriter {
        private boolean first = true;

        @Override
        public void begin(final StringBuilder text) {
            text.append("{\"schema\": 1, \"decisions\": [");
        }

        @Override
        public void append(final Decisions decisions, final StringBuilder text) {
            text.append(first ? "\n" : ",\n")
                    .append("{\"packet\": ")
                    .append(decisions.frameNumber())
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
        public void end(final StringBuilder text) {
            text.append("\n]}\n");
        }
    }

    private static void hash(final int hash, final StringBuilder text) {
        for (int shift = 28; shift >= 0; shift -= 4) {
            text.append(Character.forDigit(hash >>> shift & 0xf, 16));
        }
    }
}
