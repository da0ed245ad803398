package knet.tools.report.page;

/**
 * What came out, in words: one to three sentences, the headline being the first.
 *
 * @param headline the answer itself, without a full stop if that reads better
 * @param lead the figures that it rests on; may be empty
 * @param tone colours the headline
 */
public record Answer(String headline, String lead, Tone tone) {
    public Answer {
        Check.text("headline", headline);
    }

    /** An answer that is neither good news nor bad. */
    public static Answer of(final String headline, final String lead) {
        return new Answer(headline, lead, Tone.PLAIN);
    }

    /** How an answer is to be taken. */
    public enum Tone {
        PLAIN,
        /** What was hoped for. */
        GOOD,
        /** Look closer. */
        NOTE,
        /** Something is wrong: a sum that does not come out, a reproduction that fails. */
        BAD
    }
}
