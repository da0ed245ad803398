package knet.firmware.check;

/** Something that a classifier owes. The same subject gives the same result. */
public interface ClassifierCheck {
    /** One word or two, for instance {@code affinity}. */
    String name();

    /** One line: what must hold. */
    String help();

    /** Makes classifiers of the subject's and looks. Throws nothing that they throw. */
    CheckResult run(Subject subject);

    default CheckResult passed(final String detail) {
        return new CheckResult(name(), true, detail);
    }

    default CheckResult failed(final String detail) {
        return new CheckResult(name(), false, detail);
    }
}
