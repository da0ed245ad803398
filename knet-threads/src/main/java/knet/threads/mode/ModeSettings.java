package knet.threads.mode;

import knet.threads.agent.FrameBacklog;
import knet.threads.agent.NapiLimits;

/**
 * What a user can set of a mode.
 *
 * @param budget most frames of one queue in one step, 1 to 65536
 * @param lingerNs how long a network thread polls its empty queues before it re-arms them,
 *     nanoseconds
 * @param napi the shares of NAPI
 * @param backlogFrames bound of the backlog of interrupt mode, frames
 * @param lossless nothing may be dropped for want of space (ON_FULL_WAIT)
 */
public record ModeSettings(
        int budget, long lingerNs, NapiLimits napi, int backlogFrames, boolean lossless) {
    /** Frames in one step unless the user says otherwise: NAPI's weight. */
    public static final int DEFAULT_BUDGET = 64;

    public ModeSettings {
        if (budget < 1 || budget > 1 << 16) {
            throw new IllegalArgumentException("budget " + budget + " is not in 1..65536");
        }
        if (lingerNs < 0) {
            throw new IllegalArgumentException("linger of " + lingerNs + " ns is below 0");
        }
        if (backlogFrames < 1 || backlogFrames > 1 << 20) {
            throw new IllegalArgumentException(
                    "backlog of " + backlogFrames + " frames is not in 1..1048576");
        }
    }

    /** The defaults, with or without loss. */
    public static ModeSettings defaults(final boolean lossless) {
        return new ModeSettings(
                DEFAULT_BUDGET, 0, NapiLimits.LINUX, FrameBacklog.DEFAULT_CAPACITY, lossless);
    }
}
