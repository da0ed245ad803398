package knet.tools.bench;

import java.util.List;

/** One benchmark: it may yield several measurements that share their set-up. */
public interface Bench {
    /** Names of the measurements, as the JSON contract has them. */
    List<String> names();

    /**
     * Runs it.
     *
     * @throws Exception with a one-line message if it cannot be measured here
     */
    List<Measurement> run(BenchSettings settings) throws Exception;
}
