package knet.threads.host;

import java.util.function.BooleanSupplier;
import knet.driver.abi.DeviceDescriptor;

/**
 * Judges from its registers whether a NIC lives. A heartbeat that is overdue makes it ask for the
 * owner's lock, which tells death for certain: a process that was merely stopped holds it still.
 * Time is passed in.
 */
final class NicWatch {
    /** The NIC beats at least every 100 ms; three beats missed make us ask. */
    static final long SUSPECT_NS = 300_000_000;

    /** Silence of a process that lives, after which it is said to be stalled. */
    static final long STALLED_NS = 800_000_000;

    /** What the NIC is to the host. */
    enum Health {
        /** None has been seen. */
        ABSENT,
        ALIVE,
        /** Its process lives, and does not beat. */
        STALLED,
        /** Its process has ended; {@link DeviceDescriptor#NIC_STATE_OFFSET} tells in which state. */
        GONE
    }

    private final BooleanSupplier ownerLives;
    private Health health = Health.ABSENT;
    private long epoch;
    private long lastBeatNs;
    private long lastBeatSeenNs;

    /**
     * @param ownerLives asks the kernel whether a process holds the NIC's lock
     */
    NicWatch(final BooleanSupplier ownerLives) {
        this.ownerLives = ownerLives;
    }

    /**
     * Judges anew. A beat is a change of the heartbeat register: its value is the other process's
     * clock, and after a crash whatever was left there.
     *
     * @param nowNs the host's clock
     * @return its health now
     */
    Health check(final long nowNs, final long nicEpoch, final long heartbeatNs) {
        final boolean beat = heartbeatNs != lastBeatNs;
        final boolean first = health == Health.ABSENT;
        if (beat || nicEpoch != epoch) {
            lastBeatNs = heartbeatNs;
            lastBeatSeenNs = nowNs;
            epoch = nicEpoch;
            // The first look at the register proves nothing: it may be a dead NIC's.
            if (nicEpoch > 0 && (!first || ownerLives.getAsBoolean())) {
                health = Health.ALIVE;
            }
        } else if (health == Health.ALIVE || health == Health.STALLED) {
            final long silentNs = nowNs - lastBeatSeenNs;
            if (silentNs >= SUSPECT_NS && !ownerLives.getAsBoolean()) {
                health = Health.GONE;
            } else if (silentNs >= STALLED_NS) {
                health = Health.STALLED;
            }
        }
        return health;
    }

    Health health() {
        return health;
    }

    /** Epoch of the NIC at the last check. */
    long epoch() {
        return epoch;
    }
}
