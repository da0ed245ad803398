package knet.firmware.builtin;

import knet.firmware.Classifier;
import knet.firmware.Explanation;
import knet.firmware.Firmware;
import knet.firmware.FirmwareContext;
import knet.firmware.FirmwareCounter;
import knet.firmware.IndirectionTable;
import knet.firmware.Packet;
import knet.firmware.Parameters;
import knet.firmware.QueueState;
import knet.firmware.hardware.NicEquivalent;
import knet.firmware.hardware.NicSettings;
import knet.firmware.parts.FlowHasher;

/**
 * N-tuple filters ahead of RSS, as {@code ethtool -N DEV flow-type ...} sets them (ethtool(8);
 * Linux, include/uapi/linux/ethtool.h, struct ethtool_rx_flow_spec): the first rule that matches,
 * by location, names the queue; what matches none goes where RSS sends it, which takes the
 * parameters of {@code flow-hash}.
 *
 * <pre>
 *   ntuple:rules=tcp4 dst-port 80 action 2;udp4 src-ip 10.0.0.0 m 0.255.255.255 action 3
 *   ntuple:rules=tcp4:dst-port=80:action=2;tcp6:dst-ip=[2001:db8::1]:action=3
 *   ntuple:file=rules.txt
 * </pre>
 *
 * <p>Bits set in a mask are ignored, as in ethtool. A rule for a protocol with ports matches no
 * fragment; one for ip4 or ip6 does. The action -1, drop, is not supported: a classifier maps
 * packets to queues, and a frame that is dropped has to be counted under a reason that the NIC
 * knows.
 */
@Firmware(
        name = "ntuple",
        help = "n-tuple filters in ethtool -N's words, by location; RSS for what matches none",
        rule = "action of the first rule that matches, else as flow-hash")
public final class Ntuple implements Classifier, NicEquivalent {
    private static final String NONE = "none";

    private final NtupleRules rules;
    private final FlowHasher hasher;
    private final IndirectionTable table;
    private FirmwareCounter matched = new FirmwareCounter();
    private FirmwareCounter missed = new FirmwareCounter();

    public Ntuple(final Parameters parameters) {
        final int queues = parameters.queues();
        final NtupleRules inline =
                parameters.parsed(
                        "rules",
                        "rules",
                        NONE,
                        "none, or rules with semicolons between them",
                        "what goes where: a flow type, fields, and an action, as ethtool -N has it",
                        text ->
                                text.equals(NONE)
                                        ? NtupleRules.parse("", queues)
                                        : NtupleRules.parse(text, queues));
        final NtupleRules fromFile =
                parameters.parsed(
                        "file",
                        "file",
                        NONE,
                        "none, or a file",
                        "rules, one a line; what follows a # is a comment",
                        text -> text.equals(NONE) ? null : NtupleRules.read(text, queues));
        if (fromFile != null && inline.size() > 0) {
            throw parameters.refusal("rules and file exclude each other");
        }
        rules = fromFile == null ? inline : fromFile;
        hasher = FlowHasher.withFields(parameters);
        table = FlowHash.table(parameters);
    }

    @Override
    public void onStart(final FirmwareContext context) {
        matched = context.counters().counter("ntuple_matched");
        missed = context.counters().counter("ntuple_missed");
    }

    @Override
    public int classify(final Packet packet, final QueueState queues) {
        final int hash = hasher.hash(packet);
        final Packet headers = hasher.headers(packet);
        final int action = rules.action(packet, headers);
        if (action >= 0) {
            matched.increment();
            return action;
        }
        missed.increment();
        return headers.isIp() ? table.queue(hash) : 0;
    }

    @Override
    public int explain(final Packet packet, final QueueState queues, final Explanation why) {
        final int queue = classify(packet, queues);
        final Packet headers = hasher.headers(packet);
        why.hashed(hasher.explain(packet));
        final NtupleRule rule = rules.first(packet, headers);
        if (rule != null) {
            why.step("rules", "the one at location " + rule.location + " matches: " + rule.text)
                    .value("location", rule.location)
                    .value("queue", rule.action)
                    .concludes(rule.action, "rule " + rule.location + ": " + rule.text);
            return queue;
        }
        why.step("rules", "none of " + rules.size() + " matches").value("rules", rules.size());
        if (headers.isIp()) {
            Steps.indirection(table, packet.hash(), "no rule: " + Steps.rule(table), why);
        } else {
            Steps.notIp(headers, why);
        }
        return queue;
    }

    /**
     * A rule may look at what differs between packets of a flow: its class, tags, MAC addresses.
     */
    @Override
    public Affinity affinity() {
        return rules.areOfFlowsOnly() ? Affinity.FLOW : Affinity.SPRAYING;
    }

    @Override
    public boolean isSymmetric() {
        return rules.size() == 0 && hasher.isSymmetric();
    }

    @Override
    public NicSettings nicSettings() {
        return NicSettings.of(hasher.settings(), table).withFilters(rules.filters());
    }
}
