package knet.threads.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import knet.driver.RxFrame;
import knet.driver.abi.DeviceDescriptor;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SteererTest {
    private static final int PROCESSORS = 4;
    private static final int CAPACITY = 300;

    private final List<SteeredBacklog> backlogs =
            IntStream.range(0, PROCESSORS)
                    .mapToObj(i -> new SteeredBacklog(i, CAPACITY, SteeringMeter.NONE))
                    .toList();
    private final List<Long> drops = new ArrayList<>();
    private final BacklogMeter meter =
            new BacklogMeter() {
                @Override
                public void onDropped(final long frames) {
                    drops.add(frames);
                }

                @Override
                public void onDepth(final int frames) {
                    throw new AssertionError("the processors show their depths");
                }
            };
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[DeviceDescriptor.MAX_FRAME_BYTES]);
    private final RxFrame frame = new RxFrame();
    private int arrival;

    private Steerer steerer(final boolean lossless) {
        return new Steerer(backlogs, lossless, meter);
    }

    private void frame(final Steerer steerer, final int hash, final int length) {
        frame.wrap(bytes, 0, length, 0, hash, arrival, arrival, arrival, 0);
        arrival++;
        steerer.onFrame(frame);
    }

    private List<Integer> arrivals(final int processor) {
        final List<Integer> result = new ArrayList<>();
        backlogs.get(processor).poll(from -> result.add(from.arrival()), 1 << 20);
        return result;
    }

    /** As reciprocal_scale in Linux's include/linux/kernel.h, by hand: floor(hash * n / 2^32). */
    @ParameterizedTest
    @CsvSource({
        "00000000, 4, 0",
        "3fffffff, 4, 0",
        "40000000, 4, 1",
        "7fffffff, 4, 1",
        "80000000, 4, 2",
        "bfffffff, 4, 2",
        "c0000000, 4, 3",
        "ffffffff, 4, 3",
        "51ccc178, 4, 1",
        "c626b0ea, 4, 3",
        "55555555, 3, 0",
        "55555556, 3, 1",
        "aaaaaaaa, 3, 1",
        "aaaaaaab, 3, 2",
        "ffffffff, 1, 0",
        "ffffffff, 256, 255",
    })
    void theHighBitsOfTheHashChoose(final String hash, final int processors, final int expected) {
        assertThat(Steerer.processorOf(Integer.parseUnsignedInt(hash, 16), processors))
                .isEqualTo(expected);
    }

    @Test
    void aFlowStaysOnItsProcessorInOrder() {
        final Steerer steerer = steerer(false);
        for (int i = 0; i < 40; i++) {
            frame(steerer, (i % 5) * 0x33333333, 60);
        }
        steerer.onBatchEnd();

        assertThat(arrivals(0))
                .containsExactly(0, 1, 5, 6, 10, 11, 15, 16, 20, 21, 25, 26, 30, 31, 35, 36);
        assertThat(arrivals(1)).containsExactly(2, 7, 12, 17, 22, 27, 32, 37);
        assertThat(arrivals(2)).containsExactly(3, 8, 13, 18, 23, 28, 33, 38);
        assertThat(arrivals(3)).containsExactly(4, 9, 14, 19, 24, 29, 34, 39);
    }

    @Test
    void aFrameWithoutAHashGoesToTheFirstProcessor() {
        final Steerer steerer = steerer(false);
        frame(steerer, 0, 60);
        assertThat(steerer.hashed()).isZero();
        frame(steerer, -1, 60);
        steerer.onBatchEnd();

        assertThat(arrivals(0)).containsExactly(0);
        assertThat(steerer.hashed()).isEqualTo(1);
    }

    @Test
    void dropsAreOfTheFullBacklogAlone() {
        final Steerer steerer = steerer(false);
        assertThat(steerer.room()).isEqualTo(Integer.MAX_VALUE);
        for (int i = 0; i < CAPACITY + 5; i++) {
            frame(steerer, -1, 60);
        }
        frame(steerer, 1, 60);
        assertThat(steerer.isReady()).as("it drops rather than wait").isTrue();
        steerer.onBatchEnd();

        assertThat(drops).containsExactly(5L);
        assertThat(arrivals(0)).hasSize(1);
        assertThat(arrivals(3)).hasSize(CAPACITY);
        steerer.onBatchEnd();
        assertThat(drops).hasSize(1);
    }

    @Test
    void whereNothingMayBeLostItWaitsForTheFullestBacklog() {
        final Steerer steerer = steerer(true);
        while (steerer.isReady()) {
            final int room = steerer.room();
            for (int i = 0; i < room; i++) {
                frame(steerer, -1, 60);
            }
            steerer.onBatchEnd();
        }

        assertThat(backlogs.get(3).depth()).isEqualTo(CAPACITY);
        assertThat(drops).isEmpty();
        backlogs.get(3).poll(from -> {}, 1);
        assertThat(steerer.isReady()).isTrue();
        assertThat(steerer.room()).isEqualTo(1);
    }

    @Test
    void theLongestFramesFitAsManyAsItHasRoomFor() {
        final Steerer steerer = steerer(true);
        int frames = 0;
        while (steerer.isReady()) {
            for (int left = steerer.room(); left > 0; left--) {
                frame(steerer, -1, DeviceDescriptor.MAX_FRAME_BYTES);
                frames++;
            }
            steerer.onBatchEnd();
        }

        assertThat(drops).isEmpty();
        assertThat(frames).isBetween(10, 16);
        assertThat(arrivals(3)).hasSize(frames);
        assertThat(steerer.isReady()).isTrue();
    }

    /** What another queue's steerer could not announce is announced with the next frame. */
    @Test
    void severalQueuesMayShareTheBacklogs() {
        final int[] wakes = {0};
        backlogs.get(3).ownersBell(() -> wakes[0]++);
        assertThat(backlogs.get(3).arm()).isTrue();
        final Steerer broken = steerer(false);
        frame(broken, -1, 60);
        final Steerer other = steerer(false);
        frame(other, -2, 60);

        other.onBatchEnd();

        assertThat(wakes[0]).isEqualTo(1);
        assertThat(arrivals(3)).containsExactly(0, 1);
    }

    @Test
    void isTheSteeringPartOfReceiving() {
        assertThat(steerer(true).part()).isEqualTo(Part.STEER);
        assertThat(steerer(true).doWork(1)).isZero();
        assertThat(steerer(true).deadlineNs()).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> new Steerer(List.of(), true, meter))
                .hasMessageContaining("no processor");
    }
}
