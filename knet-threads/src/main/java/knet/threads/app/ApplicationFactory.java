package knet.threads.app;

/**
 * Makes one application per stack and knows, after the run, what all of them found together. {@link
 * #create} is called before the run.
 */
@FunctionalInterface
public interface ApplicationFactory {
    Application create();

    /** An application that discards what it gets. */
    static ApplicationFactory discard() {
        return () -> new Application() {};
    }
}
