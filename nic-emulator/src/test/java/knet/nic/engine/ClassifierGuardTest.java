package knet.nic.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.NicCounter;
import knet.firmware.Classifier;
import knet.firmware.FirmwareContext;
import knet.firmware.FirmwareException;
import knet.firmware.Packet;
import knet.firmware.QueueState;
import knet.nic.registers.NicCounters;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassifierGuardTest {
    private final QueueState queues = mock(QueueState.class);
    private final NicCounters counters =
            new NicCounters(
                    new UnsafeBuffer(
                            ByteBuffer.allocateDirect(DeviceDescriptor.COUNTER_VALUES_LENGTH)));
    private final FirmwareErrors errors = new FirmwareErrors(() -> 0);
    private final CallMonitor monitor = new CallMonitor();
    private final AtomicLong clock = new AtomicLong();
    private final Packet packet = new Packet();

    @BeforeEach
    void fourQueues() {
        when(queues.count()).thenReturn(4);
        packet.wrap(new UnsafeBuffer(new byte[60]), 0, 60);
    }

    private FirmwareEngine engine(final Classifier classifier, final GuardLimits limits) {
        return new FirmwareEngine(
                new LoadedFirmware("test", classifier),
                queues,
                FirmwareContext.of(4),
                clock::get,
                limits,
                errors,
                counters,
                monitor);
    }

    private FirmwareEngine engine(final Classifier classifier) {
        return engine(classifier, GuardLimits.DEFAULT);
    }

    @Test
    void passesOnWhatTheClassifierSays() {
        final FirmwareEngine engine =
                engine(
                        (p, q) -> {
                            p.hash(99);
                            return 3;
                        });
        assertThat(engine.classify(packet, 1)).isEqualTo(3);
        assertThat(packet.hash()).isEqualTo(99);
        assertThat(counters.get(NicCounter.FIRMWARE_OUT_OF_RANGE)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void outOfRangeGoesToQueue0(final int queue) {
        final FirmwareEngine engine =
                engine(
                        (p, q) -> {
                            p.hash(99);
                            return queue;
                        });
        assertThat(engine.classify(packet, 1)).isZero();
        assertThat(packet.hash()).isZero();
        assertThat(counters.get(NicCounter.FIRMWARE_OUT_OF_RANGE)).isEqualTo(1);
    }

    @Test
    void whatItThrowsIsCountedAndKept() {
        final FirmwareEngine engine =
                engine(
                        (p, q) -> {
                            p.hash(7);
                            throw new IllegalStateException("no such flow");
                        });
        assertThat(engine.classify(packet, 1)).isZero();
        assertThat(engine.classify(packet, 2)).isZero();
        assertThat(packet.hash()).isZero();
        assertThat(monitor.current()).isEqualTo(CallMonitor.IDLE);
        assertThat(counters.get(NicCounter.FIRMWARE_EXCEPTIONS)).isEqualTo(2);
        final List<FirmwareErrors.Observation> seen = errors.observations();
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).count()).isEqualTo(2);
        assertThat(seen.get(0).message())
                .startsWith("java.lang.IllegalStateException: no such flow at ")
                .doesNotContain("\n");
    }

    @Test
    void errorsOfTheClassifierAreItsOwn() {
        final FirmwareEngine recursing =
                engine(
                        new Classifier() {
                            @Override
                            public int classify(final Packet p, final QueueState q) {
                                return q == null ? 0 : classify(p, q) + 1;
                            }
                        });
        assertThat(recursing.classify(packet, 1)).isZero();
        assertThat(recursing.classify(packet, 2)).isZero();
        final FirmwareEngine unlinked =
                engine(
                        (p, q) -> {
                            throw new NoClassDefFoundError("Helper");
                        });
        assertThat(unlinked.classify(packet, 1)).isZero();
        assertThat(counters.get(NicCounter.FIRMWARE_EXCEPTIONS)).isEqualTo(2);
    }

    @Test
    void aFaultOfMappedMemoryIsNotTheClassifiersOwn() {
        final FirmwareEngine engine =
                engine(
                        (p, q) -> {
                            throw new InternalError("test");
                        });
        assertThatThrownBy(() -> engine.classify(packet, 1)).isInstanceOf(InternalError.class);
        assertThat(monitor.current()).isEqualTo(CallMonitor.IDLE);
    }

    /** Takes all the memory there is, as a leak does in time. */
    private static final class Leaking implements Classifier {
        private final List<long[]> kept = new ArrayList<>();

        @Override
        public int classify(final Packet p, final QueueState q) {
            while (true) {
                kept.add(new long[1 << 20]);
            }
        }
    }

    @Test
    void oneThatRunsOutOfMemoryIsLetGoOfSoThatItsMemoryCanBeHadAgain() {
        final FirmwareEngine engine = engine(new Leaking());
        assertThat(engine.classify(packet, 8)).isZero();
        assertThat(new long[1 << 20]).hasSize(1 << 20);
        assertThat(engine.classify(packet, 9)).isZero();
        assertThat(engine.betweenFrames(1)).isTrue();
        assertThat(engine.installed().specification()).isEqualTo(QueueZero.NAME);
        assertThat(engine.failuresOfLast()).isEqualTo(1);
        assertThat(counters.get(NicCounter.FIRMWARE_EXCEPTIONS)).isEqualTo(1);
        assertThat(engine.outOfService())
                .startsWith("test at frame 7: java.lang.OutOfMemoryError: Java heap space");
        assertThat(engine.takeNotice())
                .startsWith("the classifier test failed at frame 7: java.lang.OutOfMemoryError")
                .endsWith("it is taken out of service, every frame goes to queue 0");
        assertThat(engine.takeNotice()).isNull();
        assertThat(engine.betweenFrames(2)).isFalse();
        engine.handIn(new LoadedFirmware("next", (p, q) -> 2));
        assertThat(engine.betweenFrames(3)).isTrue();
        assertThat(engine.classify(packet, 10)).isEqualTo(2);
    }

    /** Fails in the library, at a frame that it has not expected. */
    private static final class Careless implements Classifier {
        @Override
        public int classify(final Packet p, final QueueState q) {
            return List.of(0, 1).get(2);
        }
    }

    @Test
    void theFirstFailureIsToldAtOnceWithItsSourceLineAndTheOthersAreCounted() {
        final FirmwareEngine engine = engine(new Careless());
        engine.classify(packet, 1);
        engine.classify(packet, 2);
        assertThat(engine.betweenFrames(1)).isFalse();
        assertThat(engine.takeNotice())
                .startsWith("the classifier test failed at frame 0: java.lang.")
                .containsPattern("\\(ClassifierGuardTest\\.java:\\d+\\)")
                .endsWith("what it fails at goes to queue 0");
        engine.classify(packet, 3);
        engine.handIn(new LoadedFirmware("next", (p, q) -> 7));
        assertThat(engine.betweenFrames(2)).isTrue();
        assertThat(engine.failuresOfLast()).isEqualTo(3);
        assertThat(engine.takeNotice()).isNull();
        engine.classify(packet, 4);
        engine.betweenFrames(3);
        assertThat(engine.takeNotice())
                .startsWith("the classifier next failed at frame 3: it chose queue 7 of 4");
    }

    @Test
    void theNumberOfDistinctErrorsIsBounded() {
        final FirmwareEngine engine =
                engine(
                        (p, q) -> {
                            throw new IllegalStateException("frame " + clock.incrementAndGet());
                        });
        for (int i = 1; i < 2000; i++) {
            assertThat(engine.classify(packet, i)).isZero();
        }
        assertThat(errors.unrecorded()).isPositive();
        assertThat(counters.get(NicCounter.FIRMWARE_EXCEPTIONS)).isEqualTo(1999);
    }

    @Test
    void slowCallsAreFoundBySampling() {
        final FirmwareEngine engine =
                engine(
                        (p, q) -> {
                            clock.addAndGet(150);
                            return 0;
                        },
                        new GuardLimits(100, 8));
        for (int i = 1; i <= 32; i++) {
            engine.classify(packet, i);
        }
        assertThat(counters.get(NicCounter.FIRMWARE_SAMPLED_CALLS)).isEqualTo(4);
        assertThat(counters.get(NicCounter.FIRMWARE_SLOW_CALLS)).isEqualTo(4);
    }

    @Test
    void aCallShowsWhileItGoesOn() {
        final long[] seen = new long[1];
        final FirmwareEngine engine =
                engine(
                        (p, q) -> {
                            seen[0] = monitor.current();
                            return 0;
                        });
        engine.classify(packet, 42);
        assertThat(seen[0]).isEqualTo(42);
        assertThat(monitor.current()).isEqualTo(CallMonitor.IDLE);
    }

    /** Counts ticks and fails every second one. */
    private static final class Ticking implements Classifier {
        private int ticks;

        @Override
        public int classify(final Packet p, final QueueState q) {
            return 1;
        }

        @Override
        public long tickIntervalNs() {
            return 100;
        }

        @Override
        public void onTick(final long nowNs, final QueueState q) {
            if (++ticks % 2 == 0) {
                throw new IllegalStateException("tick");
            }
        }
    }

    @Test
    void ticksAreGivenAtTheirIntervalAndNotMadeUpFor() {
        final Ticking classifier = new Ticking();
        final FirmwareEngine engine = engine(classifier);
        engine.betweenFrames(1000);
        assertThat(engine.nextTickNs()).isEqualTo(1100);
        engine.betweenFrames(1099);
        assertThat(classifier.ticks).isZero();
        engine.betweenFrames(1100);
        engine.betweenFrames(1150);
        assertThat(classifier.ticks).isEqualTo(1);
        engine.betweenFrames(5000);
        engine.betweenFrames(5000);
        assertThat(classifier.ticks).isEqualTo(2);
        assertThat(counters.get(NicCounter.FIRMWARE_EXCEPTIONS)).isEqualTo(1);
    }

    @Test
    void anotherFirmwareTakesOverBetweenFrames() {
        final FirmwareEngine engine = engine((p, q) -> 1);
        engine.handIn(new LoadedFirmware("next", (p, q) -> 2));
        assertThat(engine.classify(packet, 1)).isEqualTo(1);
        assertThat(engine.betweenFrames(1)).isTrue();
        assertThat(engine.classify(packet, 2)).isEqualTo(2);
        assertThat(engine.installed().specification()).isEqualTo("next");
        assertThat(engine.betweenFrames(2)).isFalse();
    }

    /** Cannot start. */
    private static final class Unfit implements Classifier {
        @Override
        public int classify(final Packet p, final QueueState q) {
            return 3;
        }

        @Override
        public void onStart(final FirmwareContext context) {
            throw new FirmwareException("not with " + context.queues() + " queues");
        }
    }

    @Test
    void aFirmwareThatCannotStartIsAnErrorAtFirstAndChangesNothingLater() {
        assertThatThrownBy(() -> engine(new Unfit()))
                .isInstanceOf(FirmwareException.class)
                .hasMessage("not with 4 queues");
        final FirmwareEngine engine = engine((p, q) -> 1);
        engine.handIn(new LoadedFirmware("unfit", new Unfit()));
        assertThat(engine.betweenFrames(1)).isFalse();
        assertThat(engine.classify(packet, 1)).isEqualTo(1);
        assertThat(errors.observations().get(0).message()).contains("not with 4 queues");
    }
}
