package knet.firmware;

import java.util.ArrayList;
import java.util.List;

/** Asks a packet for everything there is to ask, offsets relative to the frame. */
final class Probe {
    private Probe() {}

    static List<Object> everything(final Packet packet) {
        final List<Object> findings = new ArrayList<>();
        final int base = packet.offset();
        Packet view = packet;
        while (view != null) {
            headers(view, base, findings);
            view = view.encapsulated();
        }
        findings.add(at(packet.inner().l3Offset(), base));
        return findings;
    }

    private static void headers(final Packet p, final int base, final List<Object> findings) {
        findings.add(p.kind());
        findings.add(p.length());
        findings.add(p.isIp());
        findings.add(p.hasPorts());
        findings.add(p.isFragment());
        findings.add(p.etherType());
        for (int tag = -1; tag <= p.vlanCount(); tag++) {
            findings.add(p.vlanId(tag));
            findings.add(p.vlanPriority(tag));
        }
        findings.add(p.ipVersion());
        findings.add(p.protocol());
        findings.add(p.trafficClass());
        findings.add(p.flowLabel());
        findings.add(p.addressLength());
        findings.add(p.sourceIpv4());
        findings.add(p.destinationIpv4());
        findings.add(p.sourceLow32());
        for (int word = -1; word <= 4; word++) {
            findings.add(p.sourceWord(word));
            findings.add(p.destinationWord(word));
        }
        findings.add(p.sourcePort());
        findings.add(p.destinationPort());
        findings.add(p.ports());
        findings.add(p.tcpFlags());
        findings.add(p.fragmentOffset());
        findings.add(p.fragmentId());
        findings.add(p.hasMoreFragments());
        findings.add(p.payloadLength());
        for (final int offset :
                new int[] {
                    p.l2Offset(),
                    p.l3Offset(),
                    p.l4Offset(),
                    p.sourceAddressOffset(),
                    p.destinationAddressOffset(),
                    p.payloadOffset()
                }) {
            if (offset != -1 && (offset < p.offset() || offset >= p.limit())) {
                throw new AssertionError(offset + " is outside the captured bytes");
            }
            findings.add(at(offset, base));
        }
        if (p.payloadLength() < 0
                || p.payloadOffset() >= 0 && p.payloadOffset() + p.payloadLength() > p.limit()) {
            throw new AssertionError("the payload is outside the captured bytes");
        }
    }

    private static int at(final int offset, final int base) {
        return offset == -1 ? -1 : offset - base;
    }
}
