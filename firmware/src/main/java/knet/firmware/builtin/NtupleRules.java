package knet.firmware.builtin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import knet.firmware.Packet;
import knet.firmware.hardware.NicFilter;

/**
 * The filters of a device, in the order in which they are tried: by location. One without a
 * location gets the lowest that is free, in the order given (a driver may choose otherwise).
 */
final class NtupleRules {
    /** Most rules: they are tried one by one. */
    static final int MAX_RULES = 512;

    static final int MAX_LOCATION = 65535;

    private final NtupleRule[] rules;

    private NtupleRules(final List<NtupleRule> rules) {
        this.rules = rules.toArray(NtupleRule[]::new);
    }

    /**
     * Reads rules with semicolons between them.
     *
     * @throws IllegalArgumentException if one is wrong, or there are too many
     */
    static NtupleRules parse(final String text, final int queues) {
        return of(List.of(text.split(";", -1)), "rule ", queues);
    }

    /**
     * Reads a file of rules, one a line; what follows a {@code #} is a comment.
     *
     * @throws IllegalArgumentException if it cannot be read, one is wrong, or there are too many
     */
    static NtupleRules read(final String file, final int queues) {
        return of(ParameterFile.lines(file), "line ", queues);
    }

    private static NtupleRules of(final List<String> texts, final String unit, final int queues) {
        final List<NtupleRule> rules = new ArrayList<>();
        final BitSet taken = new BitSet();
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).isBlank()) {
                continue;
            }
            if (rules.size() == MAX_RULES) {
                throw new IllegalArgumentException("more than " + MAX_RULES + " rules");
            }
            try {
                final NtupleRule rule = NtupleParser.parse(texts.get(i), queues);
                if (rule.location >= 0) {
                    if (taken.get(rule.location)) {
                        throw new IllegalArgumentException(
                                "location " + rule.location + " is taken");
                    }
                    taken.set(rule.location);
                }
                rules.add(rule);
            } catch (final IllegalArgumentException e) {
                throw new IllegalArgumentException(unit + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        for (final NtupleRule rule : rules) {
            if (rule.location < 0) {
                rule.location = taken.nextClearBit(0);
                taken.set(rule.location);
            }
        }
        rules.sort(Comparator.comparingInt(rule -> rule.location));
        return new NtupleRules(rules);
    }

    /** For a NIC to be set to. */
    List<NicFilter> filters() {
        return Arrays.stream(rules).map(NtupleRule::toFilter).toList();
    }

    int size() {
        return rules.length;
    }

    /** True if none looks at anything that differs between packets of a flow. */
    boolean areOfFlowsOnly() {
        for (final NtupleRule rule : rules) {
            if (!rule.isOfFlowsOnly()) {
                return false;
            }
        }
        return true;
    }

    /** The first rule that a packet matches: its queue, or -1. */
    int action(final Packet frame, final Packet headers) {
        final NtupleRule rule = first(frame, headers);
        return rule == null ? -1 : rule.action;
    }

    /** The first rule that a packet matches; null if it matches none. */
    NtupleRule first(final Packet frame, final Packet headers) {
        for (final NtupleRule rule : rules) {
            if (rule.matches(frame, headers)) {
                return rule;
            }
        }
        return null;
    }
}
