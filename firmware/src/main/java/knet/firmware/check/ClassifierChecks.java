package knet.firmware.check;

import java.util.ArrayList;
import java.util.List;
import knet.firmware.FirmwareException;

/** The checks, and how to run them all. */
public final class ClassifierChecks {
    private ClassifierChecks() {}

    /** All of them, in the order in which they make most sense. */
    public static List<ClassifierCheck> all() {
        return List.of(
                new QueueRangeCheck(),
                new HostileFrameCheck(),
                new DeterminismCheck(),
                new AffinityCheck(),
                new SymmetryCheck(),
                new AllocationCheck(),
                new MemoryCheck(),
                new HotSwapCheck(),
                new ExplanationCheck());
    }

    /** Runs every check. Takes some seconds. */
    public static List<CheckResult> run(final Subject subject) {
        final List<CheckResult> results = new ArrayList<>();
        for (final ClassifierCheck check : all()) {
            results.add(run(check, subject));
        }
        return results;
    }

    /** Runs one check; a classifier that cannot be made or started has failed it. */
    public static CheckResult run(final ClassifierCheck check, final Subject subject) {
        try {
            return check.run(subject);
        } catch (final FirmwareException e) {
            return new CheckResult(check.name(), false, "it cannot be made: " + e.getMessage());
        } catch (final RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            // Of affinity() or isSymmetric(), for instance.
            return new CheckResult(check.name(), false, "it threw " + e);
        }
    }
}
