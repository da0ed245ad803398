package knet.driver;

/** Takes received frames, one by one, each to completion. */
@FunctionalInterface
public interface RxHandler {
    /**
     * Takes a frame.
     *
     * @param frame valid during the call only
     */
    void onFrame(RxFrame frame);
}
