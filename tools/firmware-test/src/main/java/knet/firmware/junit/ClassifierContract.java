package knet.firmware.junit;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.Stream;
import knet.firmware.Classifier;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareException;
import knet.firmware.check.CheckResult;
import knet.firmware.check.ClassifierCheck;
import knet.firmware.check.ClassifierChecks;
import knet.firmware.check.Subject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every classifier owes, as JUnit tests, one for each check of {@link ClassifierChecks}: the
 * same that {@code knet firmware check} runs. A test class extends it and says how a classifier is
 * made:
 *
 * <pre>{@code
 * final class LeastLoadedTest extends ClassifierContract {
 *     @Override
 *     protected Classifier create(final int queues) {
 *         return new LeastLoaded();
 *     }
 * }
 * }</pre>
 *
 * <p>Whoever has a classifier with parameters makes it with {@link #named}, or has {@link
 * #tests(Subject)} make the tests of several.
 */
public abstract class ClassifierContract {
    /** Longest time of one check unless {@link #limit} says otherwise. */
    protected static final Duration USUAL_LIMIT = Duration.ofMinutes(2);

    /**
     * Makes a classifier that was not used yet.
     *
     * @param queues 1 to 256
     * @throws FirmwareException of one line if it cannot serve so many; that is allowed, as long as
     *     it serves some number
     */
    protected abstract Classifier create(int queues);

    /** A check that takes longer fails: a classifier may hang. */
    protected Duration limit() {
        return USUAL_LIMIT;
    }

    /**
     * Makes a classifier of a specification as {@code --firmware} takes it; a class is one that the
     * test class sees.
     *
     * @param specification for instance {@code org.example.LeastLoaded:flows=1024}
     * @throws FirmwareException of one line if there is none such
     */
    protected final Classifier named(final String specification, final int queues) {
        return FirmwareCatalog.load(getClass().getClassLoader()).create(specification, queues);
    }

    /** The tests of this class's classifier. */
    @TestFactory
    @DisplayName("keeps what it owes")
    public Stream<DynamicTest> keepsWhatItOwes() {
        return tests(new Subject(getClass().getSimpleName(), this::create), limit());
    }

    /** The tests of any classifier, to be returned by a {@link TestFactory}. */
    public static Stream<DynamicTest> tests(final Subject subject) {
        return tests(subject, USUAL_LIMIT);
    }

    private static Stream<DynamicTest> tests(final Subject subject, final Duration limit) {
        return ClassifierChecks.all().stream()
                .map(
                        check ->
                                DynamicTest.dynamicTest(
                                        check.name() + ": " + check.help(),
                                        () -> passes(check, subject, limit)));
    }

    private static void passes(
            final ClassifierCheck check, final Subject subject, final Duration limit) {
        final CheckResult result =
                assertTimeoutPreemptively(
                        limit,
                        () -> ClassifierChecks.run(check, subject),
                        () -> subject.name() + " does not return");
        assertTrue(result.passed(), () -> subject.name() + ": " + result.detail());
    }
}
