package knet.tools.lab.real;

import java.io.IOException;
import knet.driver.abi.DeviceDirectory;
import knet.tools.lab.cost.Cost;

/** What it costs the interrupt part of a classic host to move a frame into its backlog. */
final class BacklogMeasure implements Measure {
    private static final int RINGS = 4;

    private final OtherCore other;
    private final RingStand stand;
    private final long[] unused = new long[0];

    /**
     * @param devices for the device
     * @param other the NIC's processor
     */
    BacklogMeasure(final DeviceDirectory devices, final OtherCore other) throws IOException {
        this.other = other;
        this.stand =
                new RingStand(
                        devices,
                        "backlog",
                        "interrupt",
                        CaptureFile.endless("flows=1000,proto=udp,size=60,packets=20000"),
                        NicStand.USUAL_BATCH);
    }

    @Override
    public void round(final Samples samples) {
        stand.supervise();
        final long[] picoseconds = new long[RINGS];
        for (int i = 0; i < RINGS; i++) {
            other.run(() -> stand.fill(0, unused, 0));
            picoseconds[i] = (long) (1e3 * stand.drainInterruptPart());
        }
        samples.add(Cost.INTERRUPT_PACKET, Medians.of(picoseconds, RINGS) / 1e3);
    }

    @Override
    public void close() {
        stand.close();
    }
}
