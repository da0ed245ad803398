package knet.threads.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** RFC 7323 section 5.3, and what is left of it when the order of the wire is not known. */
class TimestampCheckTest {
    private final TcpSegment segment = new TcpSegment();

    @Test
    void anOlderTimestampIsAnOldDuplicate() {
        final TimestampCheck check = new TimestampCheck();
        check.start(at(10, 1000));
        assertThat(check.isOld(at(11, 990), 0)).isTrue();
    }

    @Test
    void oneTickBackIsLetThrough() {
        final TimestampCheck check = new TimestampCheck();
        check.start(at(10, 1000));
        assertThat(check.isOld(at(11, 999), 0)).isFalse();
    }

    @Test
    void whatTheNicSawEarlierDoesNotCountAgainstASegment() {
        final TimestampCheck check = new TimestampCheck();
        check.start(at(10, 1000));
        assertThat(check.isOld(at(9, 990), 0)).isFalse();
    }

    @Test
    void aSprayedSegmentIsJudgedOnlyBeyondTheSkew() {
        final TimestampCheck check = new TimestampCheck();
        check.start(at(10, 1000));
        assertThat(check.isOld(at(74, 990), 64)).isFalse();
        assertThat(check.isOld(at(75, 990), 64)).isTrue();
    }

    private TcpSegment at(final int arrival, final int timestampValue) {
        segment.arrival = arrival;
        segment.timestampValue = timestampValue;
        segment.hasTimestamp = true;
        return segment;
    }
}
