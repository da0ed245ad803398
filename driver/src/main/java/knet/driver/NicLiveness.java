package knet.driver;

/** Whether a NIC process is at the other end. */
public enum NicLiveness {
    /** No NIC process has opened the device yet. */
    NEVER_STARTED,
    /** It owns the device and its heart beats. */
    ALIVE,
    /** It owns the device, but its heart has not beaten for a second: it hangs or is stopped. */
    SILENT,
    /** The process has ended, in good order or not: nobody owns the NIC's side. */
    GONE
}
