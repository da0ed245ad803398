package knet.tools.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareException;
import knet.firmware.FirmwareImage;
import knet.firmware.HeaderLayer;
import knet.firmware.HeaderLayers;
import knet.firmware.Packet;
import knet.tools.cli.firmware.Explained;
import knet.tools.cli.firmware.ExplainedDecisions;
import knet.tools.cli.firmware.ExplanationView;
import knet.tools.cli.firmware.FlowFinder;
import knet.tools.cli.firmware.FlowQuery;
import knet.tools.report.Units;
import knet.traces.Frame;
import knet.traces.FrameSource;
import org.agrona.concurrent.UnsafeBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code knet firmware explain}: how one decision came about. */
@Command(
        name = "explain",
        description = "Say step by step how the classifier decided on a packet.",
        footer = {
            "",
            "The frames before the packet are decided on first, so that a classifier with state has",
            "the state that it then had. Queues are always empty and polled, as in knet classify,",
            "and time is the capture's.",
            "",
            InputOptions.NUMBERS,
            "",
            "Examples:",
            "  knet firmware explain a.pcap --packet 17 --firmware jsq --queues 8",
            "  knet firmware explain --flow 'udp [2001:db8::1]:53 > [2001:db8::2]:5000'"
        })
final class FirmwareExplain implements Callable<Integer> {
    private static final long NO_PACKET = -1;
    private static final String ETHERNET = "EN10MB";
    private static final String BROUGHT_TO_ETHERNET =
            "Bytes are counted in the frame as the NIC gets it: with an Ethernet header in the place"
                    + " of the capture's own.";

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private InputOptions input;
    @Mixin private FirmwareOptions firmware;

    @Option(names = "--packet", paramLabel = "N", description = "Its number in the input, from 0.")
    private Long packet;

    @Option(
            names = "--flow",
            paramLabel = "FLOW",
            description =
                    "The first packet in FILE of a flow: 'tcp 10.0.0.1:80 > 10.0.0.2:1234', IPv6 in"
                            + " brackets; 'udp 10.0.0.1 > 10.0.0.2' is fragments whose ports are not"
                            + " known; without a FILE, a packet of it before which none came.")
    private String flow;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, json (default: ${DEFAULT-VALUE}).")
    private OutputFormat format;

    private final Console console;

    FirmwareExplain(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (packet == null == (flow == null)) {
            throw Arguments.bad(spec, "either --packet or --flow says which packet");
        }
        if (format == OutputFormat.csv) {
            throw Arguments.bad(spec, "--format: an explanation is no table of values: json");
        }
        Arguments.atLeast(spec, "--packet", packet, 0);
        final FlowQuery query = query();
        if (query != null && !input.isGiven()) {
            print(ofNothingBefore(query));
            return Exit.DONE;
        }
        input.check();
        final ExplainedDecisions decisions = decisions();
        try (FrameSource source = input.open()) {
            final ExplanationView view =
                    query == null ? ofPacket(source, decisions) : ofFlow(source, decisions, query);
            print(isOnlyEthernet(source) ? view : view.with(BROUGHT_TO_ETHERNET));
            return input.report(source, console);
        }
    }

    private static boolean isOnlyEthernet(final FrameSource source) {
        return Arrays.stream(source.linkTypes()).allMatch(ETHERNET::equals);
    }

    private FlowQuery query() {
        try {
            return flow == null ? null : FlowQuery.parse(flow);
        } catch (final IllegalArgumentException e) {
            throw Arguments.bad(spec, "--flow: " + e.getMessage());
        }
    }

    /** One version of a file for both. */
    private ExplainedDecisions decisions() {
        final int queues = firmware.queues();
        try {
            final FirmwareImage image = FirmwareCatalog.load().image(firmware.spec());
            return new ExplainedDecisions(
                    () -> OwnFirmware.create(image, queues), queues, firmware.seed());
        } catch (final FirmwareException e) {
            throw Arguments.bad(spec, "--firmware: ", e);
        }
    }

    private ExplanationView ofNothingBefore(final FlowQuery query) {
        final ExplainedDecisions decisions = decisions();
        final byte[] bytes = query.frame();
        final Frame frame = new Frame();
        frame.wrap(new UnsafeBuffer(bytes), 0, bytes.length, bytes.length, 0);
        decisions.decide(frame);
        final Explained explained = decisions.explain(frame);
        return view(
                query.toString(),
                NO_PACKET,
                HeaderLayers.of(decisions.decisions().packet()),
                explained,
                List.of(
                        (query.isOfFragments()
                                        ? "a last fragment made for the question, without ports"
                                        : "a frame made for the question, without data"
                                                + (query.protocol() == 6 ? ", with ACK" : ""))
                                + "; no other came before it"));
    }

    private ExplanationView ofPacket(final FrameSource source, final ExplainedDecisions decisions) {
        final Frame frame = new Frame();
        long frames = 0;
        while (source.next(frame)) {
            frames++;
            decisions.decide(frame);
            if (input.frameNumber() == packet) {
                final Explained explained = decisions.explain(frame);
                return view(
                        "packet " + packet + " of " + names(),
                        packet,
                        HeaderLayers.of(decisions.decisions().packet()),
                        explained,
                        List.of());
            }
            decisions.pass(frame);
        }
        throw new Failure(
                "there is no packet "
                        + packet
                        + ": "
                        + (frames == input.choice().limit()
                                ? "--limit ends " + names() + " after " + packets(frames)
                                : input.choice().filter() == null
                                        ? names() + " holds " + packets(frames)
                                        : names() + " holds fewer, or --filter leaves it out"));
    }

    private static String packets(final long count) {
        return Units.plural(count, "packet") + ", numbered from 0";
    }

    private ExplanationView ofFlow(
            final FrameSource source, final ExplainedDecisions decisions, final FlowQuery query) {
        final Frame frame = new Frame();
        final FlowQuery reversed = query.reversed();
        final FlowFinder finder = new FlowFinder();
        final Map<Integer, Long> packetsOfQueue = new TreeMap<>();
        Explained explained = null;
        List<HeaderLayer> layers = List.of();
        long first = NO_PACKET;
        long reverse = NO_PACKET;
        while (source.next(frame)) {
            final int queue = decisions.decide(frame);
            final Packet decided = decisions.decisions().packet();
            finder.of(decided);
            if (query.matches(decided, finder)) {
                packetsOfQueue.merge(queue, 1L, Long::sum);
                if (explained == null) {
                    first = input.frameNumber();
                    explained = decisions.explain(frame);
                    layers = HeaderLayers.of(decisions.decisions().packet());
                    continue;
                }
            } else if (reverse < 0 && reversed.matches(decided, finder)) {
                reverse = input.frameNumber();
            }
            if (explained == null) {
                decisions.pass(frame);
            }
        }
        if (explained == null) {
            throw new Failure(
                    names()
                            + ": no packet of "
                            + query
                            + (query.isOfFragments()
                                    ? " (without ports these are fragments; a flow has"
                                            + " 10.0.0.1:80)"
                                    : "")
                            + (reverse < 0
                                    ? ""
                                    : "; packet " + reverse + " is of its other direction"));
        }
        return view(
                "packet " + first + " of " + names() + ", the first of " + query,
                first,
                layers,
                explained,
                List.of(spread(packetsOfQueue)));
    }

    private static String spread(final Map<Integer, Long> packetsOfQueue) {
        final long all = packetsOfQueue.values().stream().mapToLong(n -> n).sum();
        return "the flow's "
                + Units.plural(all, "packet")
                + " in this direction: "
                + packetsOfQueue.entrySet().stream()
                        .map(e -> Units.count(e.getValue()) + " to queue " + e.getKey())
                        .collect(Collectors.joining(", "));
    }

    private String names() {
        return String.join(", ", input.names());
    }

    private ExplanationView view(
            final String subject,
            final long number,
            final List<HeaderLayer> layers,
            final Explained explained,
            final List<String> notes) {
        final List<String> all = new ArrayList<>(notes);
        if (!explained.why().isGiven()) {
            all.add(
                    "This classifier does not implement explain(), so only what is seen from"
                            + " outside is told: headers, hash, queue.");
        }
        return new ExplanationView(
                subject,
                number,
                firmware.spec().toString(),
                firmware.queues(),
                layers,
                explained,
                all);
    }

    private void print(final ExplanationView view) {
        console.out().print(format == OutputFormat.json ? view.json() : view.table());
    }
}
