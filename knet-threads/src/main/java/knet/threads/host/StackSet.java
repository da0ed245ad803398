package knet.threads.host;

import knet.threads.flow.SteeringReport;
import knet.threads.stack.StackStats;

/** The protocol stacks of all queues of a device, under one classifier. */
interface StackSet {
    /** What the thread of a queue uses. */
    LaneStack lane(int queue);

    /**
     * Ends all streams. To be called when no thread uses the stacks any more.
     *
     * @param protocolNs protocol time of the end
     */
    void finish(long protocolNs);

    StackStats stats();

    void addFlowsTo(SteeringReport report);
}
