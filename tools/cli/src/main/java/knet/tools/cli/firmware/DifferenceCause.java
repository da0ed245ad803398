package knet.tools.cli.firmware;

import java.util.ArrayList;
import java.util.List;
import knet.firmware.Explanation;
import knet.firmware.HashInput;
import knet.firmware.Packet;

/**
 * Why two decisions on a packet differ, in words without figures of that packet, so that packets
 * that differ for one reason share them. Taken from what both explanations say, whatever the
 * classifiers are.
 */
final class DifferenceCause {
    private DifferenceCause() {}

    /**
     * The cause.
     *
     * @param packet that both decided on
     */
    static String of(final Packet packet, final Explained a, final Explained b) {
        if (!a.why().isGiven() || !b.why().isGiven()) {
            return "A: " + told(a) + "; B: " + told(b) + "; " + hashes(a.hash(), b.hash());
        }
        final List<String> parts = new ArrayList<>();
        if (isByHash(a) && isByHash(b)) {
            compare(packet, a.why().hash(), b.why().hash(), parts);
        }
        final boolean isSameRule = a.reason().equals(b.reason());
        if (!isSameRule) {
            parts.add("A: " + rule(a, b) + "; B: " + rule(b, a));
        } else if (parts.isEmpty() || isSameHash(a, b)) {
            parts.add("both by " + a.reason() + ", with " + firstDifference(a.why(), b.why()));
        }
        return String.join("; ", parts);
    }

    /** Of what is left of a decision in a journal. */
    static String hashes(final int a, final int b) {
        if (a == 0 && b == 0) {
            return "neither left a hash";
        }
        if (a == b) {
            return "both left the same hash";
        }
        return a == 0 ? "A left no hash" : b == 0 ? "B left no hash" : "their hashes differ";
    }

    private static boolean isByHash(final Explained side) {
        return side.why().isByHash() && side.why().hash() != null;
    }

    private static boolean isSameHash(final Explained a, final Explained b) {
        return isByHash(a) && isByHash(b) && a.why().hash().hash() == b.why().hash().hash();
    }

    private static String told(final Explained side) {
        return side.why().isGiven() ? side.reason() : "does not explain itself";
    }

    /** The rule, and if the hash counts for one side only then of what that is. */
    private static String rule(final Explained side, final Explained other) {
        return side.reason()
                + (isByHash(side) && !isByHash(other)
                        ? ", a hash of the " + side.why().hash().fields()
                        : "");
    }

    private static void compare(
            final Packet packet, final HashInput a, final HashInput b, final List<String> parts) {
        if (a.isInner() != b.isInner() && packet.encapsulated() != null) {
            parts.add(
                    a.isInner()
                            ? "A hashes what the tunnel carries, B its own headers"
                            : "A hashes the tunnel's own headers, B what it carries");
        }
        if (!a.fields().equals(b.fields())) {
            parts.add("A hashes the " + a.fields() + ", B the " + b.fields());
        }
        if (a.isSymmetric() != b.isSymmetric()) {
            parts.add(
                    "the two directions: "
                            + (a.isSymmetric()
                                    ? "A hashes them alike, B apart"
                                    : "A hashes them apart, B alike"));
        }
        if (!a.transform().equals(b.transform())) {
            parts.add("fields " + done(a) + " by A, " + done(b) + " by B");
        }
        if (!a.function().equals(b.function())) {
            parts.add("A hashes with " + a.function() + ", B with " + b.function());
        } else if (!a.key().equals(b.key())) {
            parts.add("another key");
        }
        if (parts.isEmpty() && a.hash() == b.hash()) {
            parts.add("the same hash");
        }
    }

    private static String done(final HashInput input) {
        return input.transform().equals("none") ? "as they stand" : input.transform();
    }

    /** What the first step is about in which the two are not alike. */
    private static String firstDifference(final Explanation a, final Explanation b) {
        for (int i = 0; i < Math.max(a.steps().size(), b.steps().size()); i++) {
            if (i >= a.steps().size() || i >= b.steps().size()) {
                return (i < a.steps().size() ? "only A's " : "only B's ")
                        + (i < a.steps().size() ? a : b).steps().get(i).name();
            }
            final Explanation.Step left = a.steps().get(i);
            final Explanation.Step right = b.steps().get(i);
            if (!left.name().equals(right.name())) {
                return "other steps: " + left.name() + ", " + right.name();
            }
            if (!left.text().equals(right.text())) {
                return "another " + left.name();
            }
        }
        return "nothing that they tell of";
    }
}
