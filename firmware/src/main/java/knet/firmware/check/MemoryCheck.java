package knet.firmware.check;

import knet.firmware.FirmwareException;
import knet.firmware.IndirectionTable;
import knet.firmware.Protocols;
import org.agrona.concurrent.UnsafeBuffer;

/** Memory is bounded: what there is of it is allocated at the start, however many flows come. */
final class MemoryCheck implements ClassifierCheck {
    /** Most bytes at the start. */
    private static final long LIMIT = 128 << 20;

    private static final int WARM_UP = 100_000;

    /** Twice as many flows again and more: a table that grows by doubling has to grow. */
    private static final int[] ATTEMPTS = {200_000, 600_000};

    /** What a compiler or a class may take; a table of so many flows takes far more. */
    private static final long NOISE = 64 << 10;

    private static final int SOURCE_ADDRESS = 26;
    private static final int PORTS = 34;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String help() {
        return "ever new flows take no more memory than there was at the start";
    }

    @Override
    public CheckResult run(final Subject subject) {
        if (!AllocationMeter.isSupported()) {
            return passed("not measured: this JVM does not count");
        }
        final int queues = mostQueues(subject);
        final long before = AllocationMeter.bytes();
        final Trial trial = new Trial(subject.create(queues), queues);
        final long atStart = AllocationMeter.bytes() - before;
        final UnsafeBuffer frame =
                Frames.ethernet(Frames.IPV4)
                        .ipv4(Protocols.TCP, 0, 0x0a000001)
                        .tcp(0, 80, 0x10)
                        .toBuffer();
        long flows = send(trial, frame, 0, WARM_UP);
        long grown = Long.MAX_VALUE;
        for (final int count : ATTEMPTS) {
            if (grown > NOISE) {
                final long start = AllocationMeter.bytes();
                flows = send(trial, frame, flows, count);
                grown = AllocationMeter.bytes() - start;
            }
        }
        if (trial.problem() != null) {
            return failed("it " + trial.problem());
        }
        if (grown > NOISE) {
            return failed(grown + " bytes more after " + flows + " flows");
        }
        final String size = (atStart >> 10) + " KiB at the start for " + queues + " queues";
        return atStart <= LIMIT
                ? passed(size + ", none for " + flows + " flows")
                : failed(size + ", more than " + (LIMIT >> 10));
    }

    private static int mostQueues(final Subject subject) {
        try {
            subject.create(IndirectionTable.MAX_QUEUES);
            return IndirectionTable.MAX_QUEUES;
        } catch (final FirmwareException e) {
            return subject.usualQueues();
        }
    }

    /**
     * Sends packets of which each is the first of a flow, every fourth of them a SYN.
     *
     * @param sent flows so far
     * @return flows then
     */
    private static long send(
            final Trial trial, final UnsafeBuffer frame, final long sent, final int count) {
        for (long flow = sent; flow < sent + count; flow++) {
            frame.putInt(SOURCE_ADDRESS, (int) (flow * 0x9e3779b1L));
            frame.putShort(PORTS, (short) flow);
            frame.putByte(PORTS + 13, (byte) (flow % 4 == 0 ? 0x02 : 0x10));
            trial.send(frame);
        }
        return sent + count;
    }
}
