package knet.threads.host;

import knet.driver.RxHandler;

/** The protocol stack as the thread of one queue sees it. */
interface LaneStack extends RxHandler {
    /** False while it keeps too much that other threads' inboxes had no room for. */
    boolean isReady();

    /**
     * Takes up to {@code limit} datagrams from the queue's inbox, and offers again what it keeps.
     *
     * @return pieces of work done
     */
    int exchange(Inbox inbox, int limit);

    /** Datagrams that it keeps for other threads. */
    int pending();
}
