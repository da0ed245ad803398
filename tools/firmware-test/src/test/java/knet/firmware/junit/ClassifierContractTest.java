package knet.firmware.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import knet.firmware.Classifier;
import knet.firmware.Explanation;
import knet.firmware.Packet;
import knet.firmware.QueueState;
import knet.firmware.check.ClassifierChecks;
import org.junit.jupiter.api.Test;

/** The base class, as a build sees it: which tests there are, and which of them fail. */
final class ClassifierContractTest {
    @Test
    void aGoodClassifierPassesOneTestForEachCheck() {
        final Map<String, String> tests = Launched.tests(Good.class);

        assertThat(tests.keySet())
                .containsExactlyElementsOf(
                        ClassifierChecks.all().stream()
                                .map(check -> check.name() + ": " + check.help())
                                .toList());
        assertThat(tests.values()).containsOnly("");
    }

    @Test
    void whatAClassifierDoesNotKeepFailsUnderItsName() {
        final Map<String, String> failed = failed(Dealing.class);

        assertThat(failed.keySet()).containsExactly("affinity", "hot swap");
        assertThat(failed.get("affinity")).startsWith("Dealing: a flow was on queue ");
    }

    @Test
    void aClassifierThatHangsFailsInsteadOfHoldingTheBuild() {
        final Map<String, String> failed = failed(Hanging.class);

        assertThat(failed).hasSameSizeAs(ClassifierChecks.all());
        assertThat(failed.get("affinity")).startsWith("Hanging does not return");
    }

    @Test
    void oneOfTheClassPathIsMadeFromItsSpecification() {
        assertThat(failed(Named.class)).isEmpty();
    }

    /** Names of the checks that failed, with their messages. */
    private static Map<String, String> failed(final Class<?> testClass) {
        return Launched.tests(testClass).entrySet().stream()
                .filter(test -> !test.getValue().isEmpty())
                .collect(
                        Collectors.toMap(
                                test -> test.getKey().replaceAll(":.*", ""),
                                Map.Entry::getValue,
                                (one, other) -> one,
                                TreeMap::new));
    }

    static final class Good extends ClassifierContract {
        @Override
        protected Classifier create(final int queues) {
            return (packet, state) -> Math.floorMod(packet.sourceLow32(), state.count());
        }
    }

    /** Deals frames out in turn, and claims affinity. */
    static final class Dealing extends ClassifierContract {
        @Override
        protected Classifier create(final int queues) {
            return (packet, state) -> (int) (state.frameNumber() % state.count());
        }
    }

    static final class Hanging extends ClassifierContract {
        @Override
        protected Classifier create(final int queues) {
            return new Hung();
        }

        @Override
        protected Duration limit() {
            return Duration.ofMillis(100);
        }
    }

    private static final class Hung implements Classifier {
        @Override
        public int classify(final Packet packet, final QueueState queues) {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            throw new IllegalStateException("interrupted");
        }

        @Override
        public int explain(final Packet packet, final QueueState queues, final Explanation why) {
            return classify(packet, queues);
        }
    }

    static final class Named extends ClassifierContract {
        @Override
        protected Classifier create(final int queues) {
            return named("flow-hash:key=symmetric", queues);
        }
    }
}
