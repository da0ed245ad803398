package knet.tools.report;

/**
 * How fast it went.
 *
 * @param elapsedNs from the first frame offered to the last one processed
 */
public record RateFigures(long elapsedNs, double framesPerSecond, double bitsPerSecond) {
    /**
     * Divides.
     *
     * @param frames delivered
     * @param bytes captured bytes of those
     * @param elapsedNs 0 or more; with 0 the rates are 0
     */
    public static RateFigures of(final long frames, final long bytes, final long elapsedNs) {
        if (elapsedNs <= 0) {
            return new RateFigures(0, 0, 0);
        }
        final double seconds = elapsedNs / 1e9;
        return new RateFigures(elapsedNs, frames / seconds, bytes * 8.0 / seconds);
    }
}
