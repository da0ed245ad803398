package knet.traces.info;

/** Counts checksum verdicts. */
final class ChecksumTally {
    long good;
    long bad;
    long offloaded;
    long absent;
    long unverifiable;

    ChecksumCounts counts() {
        return new ChecksumCounts(good, bad, offloaded, absent, unverifiable);
    }
}
