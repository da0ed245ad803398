package knet.tools.cli.firmware;

/** Why two decisions in journals differ, as far as a journal tells. */
public final class JournalCause {
    private JournalCause() {}

    /**
     * The cause.
     *
     * @param firmwareA that decided in the first journal
     * @param hashA that it left, 0 if none
     */
    public static String of(
            final String firmwareA, final int hashA, final String firmwareB, final int hashB) {
        final String hashes = DifferenceCause.hashes(hashA, hashB);
        return firmwareA.equals(firmwareB)
                ? "the same classifier in another state; " + hashes
                : "A: " + firmwareA + "; B: " + firmwareB + "; " + hashes;
    }
}
