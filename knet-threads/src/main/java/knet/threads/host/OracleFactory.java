package knet.threads.host;

import knet.threads.stack.QueueOracle;

/**
 * Makes what tells a stack where the NIC's classifier sends a packet. The host knows the classifier
 * by its specification alone; whoever wires the processes together knows how to build it.
 */
@FunctionalInterface
public interface OracleFactory {
    /** No oracle: reassembled datagrams are delivered where their fragments came in. */
    OracleFactory NONE = (firmware, queues) -> (frame, offset, length) -> -1;

    /**
     * An oracle for one network thread.
     *
     * @param firmware the specification that the NIC gave in its registers: untrusted text
     */
    QueueOracle create(String firmware, int queues);
}
