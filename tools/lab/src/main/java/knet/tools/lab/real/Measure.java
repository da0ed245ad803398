package knet.tools.lab.real;

/** A part of a calibration: measures some costs, once a round. */
interface Measure extends AutoCloseable {
    /** One round, on the host's processor; some ten to hundred milliseconds. */
    void round(Samples samples);

    @Override
    void close();
}
