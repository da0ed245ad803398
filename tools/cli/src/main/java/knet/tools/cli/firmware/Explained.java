package knet.tools.cli.firmware;

import knet.firmware.Explanation;
import knet.firmware.PacketKind;

/**
 * A decision and how it came about.
 *
 * @param queue that was decided on
 * @param hash that the classifier left, 0 if none
 * @param kind of the headers that were decided on
 * @param why what the classifier says of it
 * @param doubt why what it says is not to be trusted; empty if nothing speaks against it
 */
public record Explained(int queue, int hash, PacketKind kind, Explanation why, String doubt) {
    /** The rule that applied, or that none is known. */
    public String reason() {
        return why.isGiven() ? why.reason() : "the classifier does not explain itself";
    }
}
