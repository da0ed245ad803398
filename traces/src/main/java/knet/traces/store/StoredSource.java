package knet.traces.store;

/**
 * A capture that went into a store.
 *
 * @param name of the file or interface
 * @param firstFrame number of its first frame in the store
 * @param isComplete whether its import or recording ended rather than being killed
 * @param damage what ended the capture early, one line; null if nothing did, or if not complete
 */
public record StoredSource(String name, long firstFrame, boolean isComplete, String damage) {}
