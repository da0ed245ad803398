package knet.threads.app;

/** Why a stream ended. */
public enum CloseReason {
    /** The sender closed it (FIN). */
    FIN,
    /** The sender reset the connection. */
    RESET,
    /** A new connection took over the addresses and ports. */
    REPLACED,
    /** Given up to make room. */
    EVICTED,
    /** The run ended. */
    END_OF_RUN
}
