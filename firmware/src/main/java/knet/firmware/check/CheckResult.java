package knet.firmware.check;

/**
 * What came of a check.
 *
 * @param name of the check
 * @param passed whether the classifier keeps what is checked; true also where it promises nothing
 * @param detail what was seen, in words; of a failure, the first one
 */
public record CheckResult(String name, boolean passed, String detail) {
    @Override
    public String toString() {
        return (passed ? "passed " : "FAILED ") + name + ": " + detail;
    }
}
