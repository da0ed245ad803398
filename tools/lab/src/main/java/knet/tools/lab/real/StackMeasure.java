package knet.tools.lab.real;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import knet.driver.abi.DeviceDirectory;
import knet.tools.lab.cost.Cost;
import knet.traces.generate.TrafficSpec;

/**
 * The NIC and the network thread, each in turns and polls of one frame and of many, of frames of
 * several lengths, UDP and TCP: what a turn or poll costs, a frame, and a byte. The one side runs
 * on one processor, the other side on the other, so each finds the lines where they are in a run.
 */
final class StackMeasure implements Measure {
    /** As many as the product's NIC moves in a turn, and its host in a poll. */
    private static final int MANY = NicStand.USUAL_BATCH;

    private static final int FULL_RINGS = 4;
    private static final int SINGLES = 400;
    private static final int[] LENGTHS = {60, 500, 1000, 1514};
    private static final String FRAMES_IN_MEMORY = "20000";

    private final OtherCore other;
    private final List<RingStand> udp = new ArrayList<>();
    private final List<RingStand> tcp = new ArrayList<>();
    private final RingStand single;
    private final long[] nicNs = new long[FULL_RINGS * 1024];
    private final long[] hostNs = new long[FULL_RINGS * 1024];

    /**
     * @param devices for the devices
     * @param other the NIC's processor
     */
    StackMeasure(final DeviceDirectory devices, final OtherCore other) throws IOException {
        this.other = other;
        for (final int length : LENGTHS) {
            udp.add(stand(devices, "udp-" + length, length, MANY));
            // In order for ever: a capture that begins again would be retransmissions.
            tcp.add(
                    new RingStand(
                            devices,
                            "tcp-" + length,
                            "busy-poll",
                            TrafficSpec.parse(traffic("tcp", length, "unlimited")).open(),
                            MANY));
        }
        single = stand(devices, "single", LENGTHS[0], 1);
    }

    private static RingStand stand(
            final DeviceDirectory devices, final String name, final int length, final int batch)
            throws IOException {
        return new RingStand(
                devices,
                name,
                "busy-poll",
                CaptureFile.endless(traffic("udp", length, FRAMES_IN_MEMORY)),
                batch);
    }

    private static String traffic(final String protocol, final int length, final String packets) {
        return "flows=1000,proto=" + protocol + ",size=" + length + ",packets=" + packets;
    }

    @Override
    public void round(final Samples samples) {
        udp.forEach(RingStand::supervise);
        tcp.forEach(RingStand::supervise);
        single.supervise();
        final double[] bytes = new double[2 * LENGTHS.length];
        final double[] nic = new double[LENGTHS.length];
        final double[] host = new double[bytes.length];
        for (int i = 0; i < LENGTHS.length; i++) {
            nic[i] = measure(udp.get(i));
            host[i] = Medians.of(hostNs, hostSteps);
            bytes[i] = udp.get(i).meanBytes();
            measure(tcp.get(i));
            host[LENGTHS.length + i] = Medians.of(hostNs, hostSteps);
            bytes[LENGTHS.length + i] = tcp.get(i).meanBytes();
        }
        final double oneNicNs = oneTurn();
        final double oneHostNs = onePoll();
        // A turn of n frames is turn + n * frame: two of these say both.
        final double turnNs = Math.max(0, oneNicNs - (nic[0] - oneNicNs) / (MANY - 1));
        final double pollNs = Math.max(0, oneHostNs - (host[0] - oneHostNs) / (MANY - 1));
        final double[] lengths = java.util.Arrays.copyOf(bytes, LENGTHS.length);
        final Line ofNic = Line.through(lengths, perFrame(nic, turnNs));
        final Line ofHost = Line.through(bytes, perFrame(host, pollNs));
        samples.add(Cost.NIC_TURN, turnNs);
        samples.add(Cost.NIC_PACKET, ofNic.fixed());
        samples.add(Cost.NIC_BYTE, ofNic.perByte());
        samples.add(Cost.RX_POLL, pollNs);
        samples.add(Cost.RX_PACKET, ofHost.fixed());
        samples.add(Cost.RX_BYTE, ofHost.perByte());
        samples.add(Cost.EMPTY_POLL, single.emptyPollNs(10 * SINGLES));
    }

    private int hostSteps;

    /** Fills the ring and empties it, some times; the NIC's time for a turn of many frames. */
    private double measure(final RingStand stand) {
        final int[] turns = new int[1];
        hostSteps = 0;
        for (int i = 0; i < FULL_RINGS; i++) {
            other.run(() -> turns[0] += stand.fill(MANY, nicNs, turns[0]));
            hostSteps += stand.drain(MANY, hostNs, hostSteps);
        }
        return Medians.of(nicNs, turns[0]);
    }

    private double oneTurn() {
        final int[] turns = new int[1];
        for (int i = 0; i < 2; i++) {
            other.run(() -> turns[0] += single.fill(1, nicNs, turns[0]));
            single.drain(MANY, hostNs, 0);
        }
        return Medians.of(nicNs, turns[0]);
    }

    private double onePoll() {
        // What the NIC held when the ring was full.
        other.run(single::turn);
        single.drain(1, hostNs, 0);
        int steps = 0;
        for (int i = 0; i < SINGLES; i++) {
            other.run(single::turn);
            steps += single.drain(1, hostNs, steps);
        }
        return Medians.of(hostNs, steps);
    }

    private static double[] perFrame(final double[] manyNs, final double oncePerManyNs) {
        final double[] each = new double[manyNs.length];
        for (int i = 0; i < each.length; i++) {
            each[i] = Math.max(0, (manyNs[i] - oncePerManyNs) / MANY);
        }
        return each;
    }

    @Override
    public void close() {
        udp.forEach(RingStand::close);
        tcp.forEach(RingStand::close);
        single.close();
    }
}
