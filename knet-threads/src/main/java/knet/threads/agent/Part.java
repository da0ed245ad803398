package knet.threads.agent;

/** Which part of receiving a step is: what its cost depends on. */
public enum Part {
    /** From the ring to a backlog. */
    TAKE,
    /** Classify, and hand over to another processor. */
    STEER,
    /** Through IP and TCP or UDP to the socket. */
    DELIVER
}
