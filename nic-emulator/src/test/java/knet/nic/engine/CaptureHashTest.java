package knet.nic.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import knet.firmware.PacketKind;
import org.junit.jupiter.api.Test;

class CaptureHashTest {
    /** Hashes by numbers of frames. */
    private static Map<Long, Long> of(final int frames, final int otherAt, final int longerAt) {
        final Map<Long, Long> noted = new LinkedHashMap<>();
        final CaptureHash hash =
                new CaptureHash(
                        new DecisionJournal() {
                            @Override
                            public void onDecision(
                                    final long frameNumber,
                                    final int hash,
                                    final int queue,
                                    final PacketKind kind) {}

                            @Override
                            public void onFirmware(
                                    final long frameNumber, final String specification) {}

                            @Override
                            public void onCapture(final long count, final long value) {
                                noted.put(count, value);
                            }
                        });
        for (int i = 0; i < frames; i++) {
            hash.add(i == longerAt ? 61 : 60, i == otherAt ? 1 : 1000L * i);
        }
        return noted;
    }

    @Test
    void isNotedAtPowersOfTwo() {
        assertThat(of(9, -1, -1).keySet()).containsExactly(1L, 2L, 4L, 8L);
        assertThat(of(9, -1, -1)).isEqualTo(of(15, -1, -1));
    }

    @Test
    void oneFrameOfAnotherLengthOrTimeMakesItAnotherFromThereOn() {
        final Map<Long, Long> usual = of(16, -1, -1);
        for (final Map<Long, Long> other : java.util.List.of(of(16, 5, -1), of(16, -1, 5))) {
            assertThat(other.get(4L)).isEqualTo(usual.get(4L));
            assertThat(other.get(8L)).isNotEqualTo(usual.get(8L));
            assertThat(other.get(16L)).isNotEqualTo(usual.get(16L));
        }
    }
}
