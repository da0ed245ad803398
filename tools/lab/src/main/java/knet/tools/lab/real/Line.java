package knet.tools.lab.real;

/**
 * A straight line through points, by least squares: a price and a price per byte. Neither is
 * negative: where noise makes one so, it is 0 and the other fits best without it.
 *
 * @param fixed at no bytes
 * @param perByte slope
 */
record Line(double fixed, double perByte) {
    /**
     * Fits one.
     *
     * @param bytes of each point
     * @param ns of each point
     */
    static Line through(final double[] bytes, final double[] ns) {
        if (bytes.length == 0 || bytes.length != ns.length) {
            throw new IllegalArgumentException(bytes.length + " by " + ns.length + " points");
        }
        final int count = bytes.length;
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < count; i++) {
            x += bytes[i];
            y += ns[i];
            xx += bytes[i] * bytes[i];
            xy += bytes[i] * ns[i];
        }
        final double spread = count * xx - x * x;
        final double slope = spread == 0 ? 0 : (count * xy - x * y) / spread;
        if (slope < 0) {
            return new Line(Math.max(0, y / count), 0);
        }
        final double fixed = (y - slope * x) / count;
        return fixed < 0 ? new Line(0, xx == 0 ? 0 : xy / xx) : new Line(fixed, slope);
    }
}
