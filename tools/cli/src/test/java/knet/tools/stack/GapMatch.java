package knet.tools.stack;

import java.util.Arrays;
import java.util.List;

/**
 * Two ways in which tshark's follow tap reads less than an endpoint did, both at gaps.
 *
 * <ul>
 *   <li>It gives a gap up as soon as the other direction acknowledges beyond it, although the
 *       capture holds the missing segment a few frames later (captures are not in perfect order):
 *       the late bytes are lost to it.
 *   <li>It stops at a gap that the other direction never acknowledges in the capture (because
 *       acknowledgements were filtered out, or the capture ends): everything after is lost to it.
 * </ul>
 */
final class GapMatch {
    private GapMatch() {}

    /**
     * True if ours is theirs, with bytes put in where tshark reports gaps, and with more at the end
     * if there is a gap of ours where tshark ends.
     */
    static boolean isExplained(
            final TsharkStreams.Found theirs, final byte[] ours, final List<Integer> ourGaps) {
        return matches(theirs, 0, 0, ours, 0, ourGaps);
    }

    private static boolean matches(
            final TsharkStreams.Found theirs,
            final int gap,
            final int from,
            final byte[] ours,
            final int position,
            final List<Integer> ourGaps) {
        final boolean last = gap == theirs.gaps().size();
        final int until = last ? theirs.bytes().length : theirs.gaps().get(gap).position();
        final int end = position + until - from;
        if (end > ours.length || !Arrays.equals(theirs.bytes(), from, until, ours, position, end)) {
            return false;
        }
        if (last) {
            return end == ours.length || ourGaps.contains(end);
        }
        final int most = Math.min(theirs.gaps().get(gap).length(), ours.length - end);
        for (int filled = 0; filled <= most; filled++) {
            if (matches(theirs, gap + 1, until, ours, end + filled, ourGaps)) {
                return true;
            }
        }
        return false;
    }
}
