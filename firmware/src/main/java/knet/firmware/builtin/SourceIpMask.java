package knet.firmware.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import knet.firmware.Classifier;
import knet.firmware.Explanation;
import knet.firmware.Firmware;
import knet.firmware.FirmwareException;
import knet.firmware.Packet;
import knet.firmware.Parameters;
import knet.firmware.QueueState;
import knet.firmware.hardware.NicEquivalent;
import knet.firmware.hardware.NicFilter;
import knet.firmware.hardware.NicSettings;

/**
 * The low bits of the source address: the KNET paper's classifier. All packets of a client meet one
 * queue, fragments and tunnels of it included. What is not IP goes to queue 0.
 */
@Firmware(
        name = "source-ip-mask",
        help = "low bits of the source address; the number of queues must be a power of two",
        rule = "source address & (queues - 1)")
public final class SourceIpMask implements Classifier, NicEquivalent {
    private final int mask;

    public SourceIpMask(final Parameters parameters) {
        final int queues = parameters.queues();
        if (Integer.bitCount(queues) != 1) {
            throw new FirmwareException(
                    "source-ip-mask: the number of queues must be a power of two, not " + queues);
        }
        this.mask = queues - 1;
    }

    @Override
    public int classify(final Packet packet, final QueueState queues) {
        return packet.sourceLow32() & mask;
    }

    /** No NIC has it as a hash; filters with masks do the same. */
    @Override
    public NicSettings nicSettings() {
        final List<NicFilter> filters = new ArrayList<>();
        for (int queue = 0; queue <= mask; queue++) {
            filters.add(filter("ip4", queue, filters.size()));
            filters.add(filter("ip6", queue, filters.size()));
        }
        return new NicSettings(null, List.of(), filters, List.of())
                .withException(
                        "what is not IP goes to queue 0 here: see what the NIC does with it");
    }

    private NicFilter filter(final String flowType, final int queue, final int location) {
        return new NicFilter(
                flowType,
                mask == 0 ? List.of() : List.of(NicFilter.Field.of("src-ip", queue, mask)),
                queue,
                location);
    }

    @Override
    public int explain(final Packet packet, final QueueState queues, final Explanation why) {
        final int queue = classify(packet, queues);
        if (!packet.isIp()) {
            Steps.notIp(packet, why);
            return queue;
        }
        why.step(
                        "source address",
                        String.format(
                                Locale.ROOT,
                                "its low 32 bits are %08x, at byte %d; & %d = %d",
                                packet.sourceLow32(),
                                packet.destinationAddressOffset() - Integer.BYTES - packet.offset(),
                                mask,
                                packet.sourceLow32() & mask))
                .value("low32", packet.sourceLow32() & 0xffff_ffffL)
                .value("mask", mask)
                .concludes(packet.sourceLow32() & mask, "source address & " + mask);
        return queue;
    }
}
