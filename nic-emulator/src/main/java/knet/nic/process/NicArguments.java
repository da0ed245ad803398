package knet.nic.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import knet.driver.abi.DeviceConfig;
import knet.nic.engine.GuardLimits;

/**
 * A {@link NicConfig} as the arguments of a process, {@code key=value} each, and back. For
 * programs: what people type is the command line's affair.
 */
final class NicArguments {
    private NicArguments() {}

    static List<String> of(final NicConfig config) {
        final List<String> arguments = new ArrayList<>();
        put(arguments, "device", config.device());
        put(arguments, "wire", config.wire());
        put(arguments, "root", config.deviceRoot());
        put(arguments, "sizes", config.sizes() == null ? null : text(config.sizes()));
        put(arguments, "firmware", config.firmware());
        put(arguments, "watch", config.watch());
        put(arguments, "seed", config.seed());
        put(arguments, "rate", config.rate());
        put(arguments, "loop", config.loop());
        put(arguments, "loop-rewrite", config.loopRewrite());
        put(arguments, "limit", config.limit());
        put(arguments, "filter", config.filter());
        put(arguments, "from", config.from());
        put(arguments, "follow", config.follow());
        put(arguments, "write", config.write());
        put(arguments, "transmit", config.transmit());
        put(arguments, "journal", config.journal());
        put(arguments, "rx-checksum", config.rxChecksum());
        put(arguments, "cpu", config.cpu());
        put(arguments, "resume", config.resume());
        put(arguments, "watchdog-ns", config.watchdogNs());
        put(arguments, "slow-call-ns", config.guardLimits().slowCallNs());
        put(arguments, "sample-every", config.guardLimits().sampleEvery());
        put(arguments, "hung-firmware", config.hungFirmware());
        put(arguments, "supervised", config.supervised());
        return arguments;
    }

    private static void put(final List<String> arguments, final String key, final Object value) {
        if (value != null) {
            arguments.add(key + "=" + value);
        }
    }

    private static String text(final DeviceConfig sizes) {
        return sizes.queues()
                + ","
                + sizes.rxRingSize()
                + ","
                + sizes.txRingSize()
                + ","
                + sizes.bufferSize()
                + ","
                + sizes.rxBuffers();
    }

    /**
     * @throws IllegalArgumentException if they are not what {@link #of} makes
     */
    static NicConfig parse(final String... arguments) {
        final Map<String, String> values = new HashMap<>();
        for (final String argument : arguments) {
            final int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("not key=value: " + argument);
            }
            values.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        if (!values.containsKey("device") || !values.containsKey("wire")) {
            throw new IllegalArgumentException("device= and wire= are wanted");
        }
        final NicConfig.Builder config =
                NicConfig.builder(values.remove("device"), values.remove("wire"));
        take(values, "root", value -> config.deviceRoot(Path.of(value)));
        take(values, "sizes", value -> config.sizes(sizes(value)));
        take(values, "firmware", config::firmware);
        take(values, "watch", config::watch);
        take(values, "seed", value -> config.seed(Long.parseLong(value)));
        take(values, "rate", config::rate);
        take(values, "loop", value -> config.loop(Long.parseLong(value)));
        take(values, "loop-rewrite", value -> config.loopRewrite(Boolean.parseBoolean(value)));
        take(values, "limit", value -> config.limit(Long.parseLong(value)));
        take(values, "filter", config::filter);
        take(values, "from", config::from);
        take(values, "follow", value -> config.follow(Boolean.parseBoolean(value)));
        take(values, "write", value -> config.write(Path.of(value)));
        take(values, "transmit", config::transmit);
        take(values, "journal", value -> config.journal(Path.of(value)));
        take(values, "rx-checksum", value -> config.rxChecksum(Boolean.parseBoolean(value)));
        take(values, "cpu", value -> config.cpu(Integer.parseInt(value)));
        take(values, "resume", value -> config.resume(Boolean.parseBoolean(value)));
        take(values, "watchdog-ns", value -> config.watchdogNs(Long.parseLong(value)));
        final GuardLimits limits = GuardLimits.DEFAULT;
        config.guardLimits(
                new GuardLimits(
                        Long.parseLong(value(values, "slow-call-ns", limits.slowCallNs())),
                        Integer.parseInt(value(values, "sample-every", limits.sampleEvery()))));
        take(values, "hung-firmware", config::hungFirmware);
        take(values, "supervised", value -> config.supervised(Boolean.parseBoolean(value)));
        if (!values.isEmpty()) {
            throw new IllegalArgumentException("unknown: " + String.join(", ", values.keySet()));
        }
        return config.build();
    }

    private static void take(
            final Map<String, String> values, final String key, final Consumer<String> use) {
        final String value = values.remove(key);
        if (value != null) {
            use.accept(value);
        }
    }

    private static String value(
            final Map<String, String> values, final String key, final long otherwise) {
        final String value = values.remove(key);
        return value == null ? Long.toString(otherwise) : value;
    }

    private static DeviceConfig sizes(final String text) {
        final String[] numbers = text.split(",", -1);
        if (numbers.length != 5) {
            throw new IllegalArgumentException("sizes: " + text);
        }
        return new DeviceConfig(
                Integer.parseInt(numbers[0]),
                Integer.parseInt(numbers[1]),
                Integer.parseInt(numbers[2]),
                Integer.parseInt(numbers[3]),
                Integer.parseInt(numbers[4]));
    }
}
