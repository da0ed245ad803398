package knet.tools.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import knet.tools.report.JsonText;
import knet.tools.report.page.CostTable.Mark;
import knet.tools.report.page.CostTable.Price;
import knet.tools.report.page.Curves.Point;
import knet.tools.report.page.Curves.Series;
import knet.tools.report.page.Table.Cell;
import knet.tools.report.page.Table.Column;
import knet.tools.report.page.Table.Row;
import knet.tools.report.page.Table.RowKind;
import knet.tools.report.page.Timeline.Instant;
import knet.tools.report.page.Timeline.Lane;
import knet.tools.report.page.Timeline.Signal;
import knet.tools.report.page.Timeline.Span;

/** Pages with every kind of section: one as it should be, one with data that no layout likes. */
final class ExamplePage {
    private static final List<Kind> WORK =
            List.of(
                    Kind.HARD_INTERRUPT,
                    Kind.SOFTIRQ,
                    Kind.KERNEL_THREAD,
                    Kind.USER_THREAD,
                    Kind.IDLE);

    private static final String[] MODES = {"interrupt", "napi", "napi-multi", "knet"};

    private ExamplePage() {}

    /** A livelock experiment of four modes. */
    static Page usual() {
        final List<Section> sections = new ArrayList<>();
        sections.add(
                new Section(
                        "Goodput under load",
                        "A well designed receiver stays flat after its MLFRR; an ill designed one"
                                + " falls towards nothing.",
                        goodput()));
        sections.add(
                new Section(
                        "Latency under load",
                        "Every curve ends where its mode has saturated.",
                        latency()));
        sections.add(
                new Section("The modes side by side", "At 150 kpps on 4 processors.", modes()));
        sections.add(
                new Section(
                        "Where the processors' time goes",
                        "Time in hard interrupts is time that no packet advances.",
                        Stacked.percent(
                                "Processor time by mode",
                                "of all processors' time",
                                WORK,
                                shares(MODES, 7))));
        sections.add(
                new Section(
                        "Processors and load",
                        "Drops move to the right with every processor that is added.",
                        drops(new int[] {1, 2, 4, 8, 16}, 10, Axis.Scale.LINEAR)));
        sections.add(
                new Section(
                        "What hangs on which cost",
                        "The MLFRR of knet hangs on rx-packet and hardly on anything else.",
                        tornado()));
        sections.add(
                new Section(
                        "The first milliseconds",
                        "Interrupts come in while a processor is idle, and stop once it polls.",
                        timeline(4, 4, 6_000, 11)));
        sections.add(
                new Section(
                        "How this was measured",
                        "",
                        Prose.of(
                                "Virtual time: the NIC, the rings, the notifications and TCP are"
                                        + " those of a replay; processors and prices are simulated.",
                                "What is not the clock is assumed. The tornado above shows what"
                                        + " hangs on it.")));
        return new Page(
                "knet lab livelock",
                new Answer(
                        "knet stays flat beyond its MLFRR of 131 kpps; interrupt falls to nothing",
                        "At 300 kpps knet delivers 128 kpps, napi-multi 118 kpps, napi 36.2 kpps and"
                                + " interrupt 1.20 kpps, with the same costs and the same firmware.",
                        Answer.Tone.GOOD),
                new Origin(
                        "generate:flows=1000,zipf=1.1: 60,000 frames, 15.1 MB, rate 10kpps to"
                                + " 300kpps",
                        "knet lab livelock --modes interrupt,napi,napi-multi,knet --cpus 4 --costs"
                                + " piii-550 --report livelock.html",
                        1,
                        costs()),
                List.of("Nobody has measured 13 of 14 prices: they are assumed."),
                sections,
                usualJson());
    }

    private static Curves goodput() {
        final double[] peaks = {48e3, 74e3, 118e3, 131e3};
        final double[] falls = {0.012, 0.0035, 0.0002, 0.00008};
        final List<Series> series = new ArrayList<>();
        for (int i = 0; i < MODES.length; i++) {
            final List<Point> points = new ArrayList<>();
            for (int k = 0; k < 16; k++) {
                final double load = 10e3 + k * 19_333.333;
                points.add(
                        new Point(
                                load,
                                Figure.of(
                                        "series." + i + ".y." + k,
                                        goodput(load, peaks[i], falls[i]))));
            }
            series.add(Series.of(MODES[i], points).withMark(peaks[i], "MLFRR"));
        }
        return new Curves(
                "Delivered rate over offered rate for each mode",
                Axis.linear("offered rate", Unit.packetsPerSecond()),
                Axis.linear("delivered rate", Unit.packetsPerSecond()),
                series);
    }

    private static double goodput(final double load, final double peak, final double fall) {
        return load < peak ? load : peak * StrictMath.exp(-fall * (load - peak) / 1000 * 5);
    }

    private static Curves latency() {
        final double[] peaks = {48e3, 74e3, 118e3, 131e3};
        final List<Series> series = new ArrayList<>();
        for (int i = 0; i < MODES.length; i++) {
            final List<Point> points = new ArrayList<>();
            for (int k = 0; k < 10; k++) {
                final double load = 10e3 + k * 13e3;
                points.add(
                        Point.of(
                                load,
                                load < peaks[i] ? 90_000 / (1 - load / peaks[i]) : Double.NaN));
            }
            series.add(Series.of(MODES[i], points));
        }
        return new Curves(
                "p99 latency over offered rate for each mode",
                Axis.linear("offered rate", Unit.packetsPerSecond()),
                Axis.log("p99 latency", Unit.time()),
                series);
    }

    private static Table modes() {
        final List<Column> columns =
                List.of(
                        Column.words("mode"),
                        Column.words("firmware"),
                        new Column("delivered", Unit.count("frames")),
                        new Column("dropped", Unit.count("frames")),
                        new Column("p50", Unit.time()),
                        new Column("p99", Unit.time()),
                        new Column("max", Unit.time()),
                        new Column("interrupts/frame", Unit.ratio()),
                        new Column("irq", Unit.percent()),
                        new Column("softirq", Unit.percent()),
                        new Column("kernel", Unit.percent()),
                        new Column("user", Unit.percent()),
                        new Column("max/mean", Unit.ratio()),
                        new Column("reordered", Unit.count("frames")));
        final List<Row> rows = new ArrayList<>();
        for (int i = 0; i < MODES.length; i++) {
            final String key = "rows." + i + ".";
            rows.add(
                    new Row(
                            List.of(
                                    Cell.of(MODES[i]),
                                    Cell.of(i == 1 ? "-" : "flow-hash"),
                                    Cell.of(key + "delivered", delivered(i)),
                                    Cell.of(key + "dropped", 5_759 - delivered(i)),
                                    Cell.of(key + "p50", p50(i)),
                                    Cell.of(key + "p99", 3 * p50(i)),
                                    Cell.of(key + "max", 4 * p50(i)),
                                    Cell.of(key + "interruptsPerFrame", 1.0 / (1 << 2 * i)),
                                    Cell.of(21.3 / (i + 1)),
                                    Cell.of(i == 3 ? 0 : 35.2),
                                    Cell.of(i == 3 ? 46.2 : 4.4),
                                    Cell.of(8.0 * (i + 1)),
                                    i == 1 ? Cell.none() : Cell.of(1.16),
                                    Cell.of(0)),
                            i == 3 ? RowKind.BEST : RowKind.PLAIN));
        }
        return new Table("Modes at 150 kpps", columns, rows);
    }

    private static long delivered(final int mode) {
        return new long[] {2_829, 3_595, 5_350, 5_759}[mode];
    }

    private static long p50(final int mode) {
        return new long[] {21_800_000, 11_400_000, 1_110_000, 1_320_000}[mode];
    }

    private static List<Stacked.Row> shares(final String[] names, final long seed) {
        final Random random = new Random(seed);
        final List<Stacked.Row> rows = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            final double irq = 25 * random.nextDouble();
            final double softirq = 30 * random.nextDouble();
            final double kernel = 25 * random.nextDouble();
            final double user = 15 * random.nextDouble();
            rows.add(
                    new Stacked.Row(
                            names[i],
                            List.of(
                                    Figure.of(irq),
                                    Figure.of(softirq),
                                    Figure.of(kernel),
                                    Figure.of(user),
                                    Figure.of(100 - irq - softirq - kernel - user))));
        }
        return rows;
    }

    private static HeatMap drops(final int[] cpus, final int loads, final Axis.Scale scale) {
        final List<String> columns = new ArrayList<>();
        for (int i = 1; i <= loads; i++) {
            columns.add(30 * i + " kpps");
        }
        final List<HeatMap.Row> rows = new ArrayList<>();
        for (final int cpu : cpus) {
            final List<Figure> figures = new ArrayList<>();
            for (int i = 1; i <= loads; i++) {
                figures.add(Figure.of(Math.max(0, 100 - 100.0 * cpu * 45 / (30 * i))));
            }
            rows.add(new HeatMap.Row(Integer.toString(cpu), figures));
        }
        return new HeatMap(
                "Frames dropped",
                "processors",
                "offered rate",
                Unit.percent(),
                scale,
                columns,
                rows);
    }

    private static Tornado tornado() {
        return new Tornado(
                "MLFRR of knet with each cost halved and doubled",
                Axis.linear("MLFRR of knet", Unit.packetsPerSecond()),
                Figure.of("tornado.base", 131_000),
                List.of(
                        change("nic-packet", 131_000, 131_000),
                        change("interrupt", 133_500, 126_400),
                        change("wake", 131_700, 129_800),
                        change("rx-packet", 214_000, 74_500),
                        change("rx-byte", 139_000, 118_300),
                        change("empty-poll", 131_200, 130_800),
                        change("user-packet", 158_000, 96_200),
                        change("context-switch", 132_800, 128_100)));
    }

    private static Tornado.Change change(
            final String cost, final double halved, final double doubled) {
        return new Tornado.Change(cost, Figure.of(halved), Figure.of(doubled));
    }

    /** Spans one after the other with gaps, as many on each processor. */
    static Timeline timeline(
            final int processors, final int queues, final int spans, final long seed) {
        final Random random = new Random(seed);
        final List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < processors; i++) {
            lanes.add(Lane.processor(i));
        }
        for (int i = 0; i < queues; i++) {
            lanes.add(Lane.queue(i));
        }
        final List<Span> all = new ArrayList<>();
        final List<Instant> instants = new ArrayList<>();
        for (int cpu = 0; cpu < processors; cpu++) {
            long now = random.nextInt(20_000);
            for (int i = 0; i < spans / processors; i++) {
                final Kind kind = WORK.get(random.nextInt(4));
                final long length = 2_000 + random.nextInt(12_000);
                all.add(
                        new Span(
                                cpu,
                                kind,
                                now,
                                now + length,
                                kind == Kind.KERNEL_THREAD
                                        ? "queue " + cpu + ", frame " + i
                                        : kind.name()));
                now += length + (random.nextInt(4) == 0 ? random.nextInt(30_000) : 0);
                if (queues > 0) {
                    final Signal signal =
                            Signal.values()[random.nextInt(20) < 17 ? 1 : random.nextInt(4)];
                    instants.add(new Instant(processors + cpu % queues, signal, now));
                }
            }
        }
        return new Timeline("What each processor did", lanes, all, instants);
    }

    private static CostTable costs() {
        return new CostTable(
                "piii-550",
                List.of(
                        new Price(
                                "clock",
                                "",
                                Figure.of("costs.clock", 550),
                                "MHz",
                                Mark.CITED,
                                "KNET paper, section 5: \"one 4-way PIII (550Mhz\""),
                        new Price(
                                "interrupt",
                                "taking an interrupt and returning from it, the look at the device",
                                Figure.of("costs.interrupt", 2_750),
                                "cycles",
                                Mark.ASSUMED,
                                "5 us: entry, I/O APIC acknowledgement, a read across PCI, return"),
                        new Price(
                                "wake",
                                "waking a thread, for the one who wakes it",
                                Figure.of("costs.wake", 1_100),
                                "cycles",
                                Mark.MEASURED,
                                "median of a million wakes between two neighbouring cores"),
                        new Price(
                                "rx-packet",
                                "a frame from its ring through IP and TCP to the socket",
                                Figure.of("costs.rx-packet", 6_600),
                                "cycles",
                                Mark.FITTED,
                                "to the NAPI curve of figure 5"),
                        new Price(
                                "rx-byte",
                                "the same for every byte of it",
                                Figure.of("costs.rx-byte", 0.05),
                                "ns/B",
                                Mark.ASSUMED,
                                "lines already in the last-level cache")));
    }

    private static String usualJson() {
        return JsonText.of(
                json -> {
                    json.writeStartObject();
                    json.writeNumberField("schema", 1);
                    costsJson(json);
                    json.writeObjectFieldStart("tornado");
                    json.writeNumberField("base", 131_000);
                    json.writeEndObject();
                    json.writeArrayFieldStart("series");
                    for (final Series series : goodput().series()) {
                        json.writeStartObject();
                        json.writeStringField("label", series.name());
                        json.writeArrayFieldStart("y");
                        for (final Point point : series.points()) {
                            json.writeNumber(point.y().toDouble());
                        }
                        json.writeEndArray();
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeArrayFieldStart("rows");
                    for (int i = 0; i < MODES.length; i++) {
                        json.writeStartObject();
                        json.writeNumberField("delivered", delivered(i));
                        json.writeNumberField("dropped", 5_759 - delivered(i));
                        json.writeNumberField("p50", p50(i));
                        json.writeNumberField("p99", 3 * p50(i));
                        json.writeNumberField("max", 4 * p50(i));
                        json.writeNumberField("interruptsPerFrame", 1.0 / (1 << 2 * i));
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    private static void costsJson(final JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("costs");
        for (final Price price : costs().prices()) {
            json.writeNumberField(price.name(), price.figure().toDouble());
        }
        json.writeEndObject();
    }
}
