package knet.threads.host;

import knet.driver.QueueWaiter;

/** Sleeps on the notification words of a thread's queues. */
final class WaiterSleeper implements Sleeper {
    private final QueueWaiter waiter;

    WaiterSleeper(final QueueWaiter waiter) {
        this.waiter = waiter;
    }

    @Override
    public void await(final long timeoutNs) {
        waiter.sleep(timeoutNs);
    }

    @Override
    public void wakeUp() {
        waiter.wakeUp();
    }
}
