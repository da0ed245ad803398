package knet.tools.report.page;

/**
 * What a processor, or anything else, spends its time on: a part of a stacked bar, a colour of a
 * timeline. The same kind has the same colour in every chart of a page.
 */
public record Kind(String name, Ink ink) {
    public static final Kind HARD_INTERRUPT = new Kind("hard interrupt", Ink.VERMILION);
    public static final Kind SOFTIRQ = new Kind("softirq", Ink.ORANGE);
    public static final Kind KERNEL_THREAD = new Kind("kernel thread", Ink.BLUE);
    public static final Kind USER_THREAD = new Kind("user thread", Ink.GREEN);
    public static final Kind IDLE = new Kind("idle", Ink.GREY);

    public Kind {
        Check.text("name", name);
    }
}
