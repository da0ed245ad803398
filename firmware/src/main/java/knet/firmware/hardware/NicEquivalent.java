package knet.firmware.hardware;

/** A classifier, all of which or part of which a real NIC can be set to do. */
public interface NicEquivalent {
    /** As it is now: to be asked by the thread that classifies, or before there is one. */
    NicSettings nicSettings();
}
