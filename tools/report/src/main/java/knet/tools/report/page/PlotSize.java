package knet.tools.report.page;

/**
 * A size in which a chart is drawn. A page holds each chart twice, for screens and for phones, and
 * shows one: text in a drawing that only shrank would be too small to read.
 *
 * @param css class of the drawing
 * @param width of the whole, px
 * @param height of the plot without what stands around it, px
 * @param font size, px
 */
record PlotSize(String css, double width, double height, double font) {
    static final PlotSize WIDE = new PlotSize("wide", 820, 340, 13);
    static final PlotSize NARROW = new PlotSize("narrow", 330, 230, 12);
}
