package knet.nic.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Stacks; that a process ends as it should is the command line's to test. */
class ExitWatchTest {
    private static StackTraceElement jdk(final String name, final String method) {
        return new StackTraceElement(null, "java.base", "17", name, method, "X.java", 1);
    }

    private static StackTraceElement app(final String name, final String method) {
        return new StackTraceElement("app", null, null, name, method, "X.java", 1);
    }

    private static StackTraceElement file(final String name, final String method) {
        return new StackTraceElement(null, null, null, name, method, "X.java", 1);
    }

    private static String ending(final StackTraceElement... callers) {
        final StackTraceElement[] stack = new StackTraceElement[4 + callers.length];
        stack[0] = jdk("java.lang.Thread", "join");
        stack[1] = jdk("java.lang.Shutdown", "exit");
        stack[2] = jdk("java.lang.Runtime", "exit");
        stack[3] = jdk("java.lang.System", "exit");
        System.arraycopy(callers, 0, stack, 4, callers.length);
        return ExitWatch.whoAsked(stack);
    }

    @Test
    void whoCalledSystemExitIsFoundOnTheStack() {
        assertThat(ending(file("Mine", "classify"), app("knet.firmware.Decisions", "decide")))
                .isEqualTo("Mine");
        assertThat(ending(app("org.example.OnClassPath", "classify")))
                .isEqualTo("org.example.OnClassPath");
        assertThat(ending(file("knet.Mine", "onTick")))
                .as("it calls itself so")
                .isEqualTo("knet.Mine");
        assertThat(ending(jdk("java.lang.reflect.Method", "invoke"), file("Mine", "classify")))
                .isEqualTo("Mine");
    }

    @Test
    void thisHouseMayEndItself() {
        assertThat(ending(app("knet.tools.cli.Main", "main"))).isNull();
        assertThat(ExitWatch.whoAsked(file("Mine", "classify"), app("knet.nic.NicAgent", "doWork")))
                .as("a signal comes while a classifier is at work")
                .isNull();
        assertThat(ExitWatch.whoAsked(file("Mine", "exit"), file("Mine", "classify"))).isNull();
    }
}
