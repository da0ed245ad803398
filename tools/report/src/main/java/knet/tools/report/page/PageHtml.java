package knet.tools.report.page;

/** Writes a page as one HTML file that needs nothing else. */
public final class PageHtml {
    private PageHtml() {}

    /** The page. */
    public static String toString(final Page page) {
        throw new UnsupportedOperationException(page.brand());
    }
}
