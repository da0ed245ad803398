package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Arrays;

/** Replays whose devices lie in a directory of their own. */
final class Replays {
    private static final Path SAMPLES = Path.of("..", "..", "traces", "samples").normalize();

    private final Path devices;

    Replays(final Path devices) {
        this.devices = devices;
    }

    static Path sample(final String name) {
        final Path sample = SAMPLES.resolve(name);
        assumeThat(sample).as("the sample is part of the repository").exists();
        return sample;
    }

    /** The JSON of a replay that must succeed. */
    JsonNode json(final Object... args) throws Exception {
        final Object[] all = new Object[args.length + 3];
        all[0] = "replay";
        System.arraycopy(args, 0, all, 1, args.length);
        all[args.length + 1] = "--format";
        all[args.length + 2] = "json";
        final Cli.Result result = run(all);
        assertThat(result.code()).as(result.err()).isZero();
        // A machine under load makes calls slow: that is said, and is no fault of the run.
        assertThat(result.err().lines().filter(line -> !line.contains("sampled calls"))).isEmpty();
        return new ObjectMapper().readTree(result.out());
    }

    /** Any command that takes a directory of devices. */
    Cli.Result run(final Object... args) {
        final Object[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--device-dir";
        all[args.length + 1] = devices;
        return Cli.run(all);
    }
}
