package knet.threads.app;

import java.util.Map;

/**
 * Makes one application per stack and knows, after the run, what all of them found together. {@link
 * #create} is called before the run.
 */
@FunctionalInterface
public interface ApplicationFactory {
    Application create();

    /** Name of the application, as on the command line. */
    default String name() {
        return "discard";
    }

    /** What all of its applications found together; to be called after the run. */
    default Map<String, Long> results() {
        return Map.of();
    }

    /** An application that discards what it gets. */
    static ApplicationFactory discard() {
        return () -> new Application() {};
    }
}
