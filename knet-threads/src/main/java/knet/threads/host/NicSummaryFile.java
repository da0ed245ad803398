package knet.threads.host;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import knet.driver.abi.DeviceMemory;

/**
 * The file in which a NIC process says of its run what counters cannot, written when its wire is
 * done and when it ends. Untrusted: whatever cannot be read is as good as absent.
 */
final class NicSummaryFile {
    private static final String FILE_NAME = "nic.properties";
    private static final String EPOCH = "nic.epoch";
    private static final long MAX_BYTES = 1 << 20;

    private NicSummaryFile() {}

    /** True if the NIC process that the registers name has written its summary. */
    static boolean isThere(final DeviceMemory device) {
        return Long.toString(device.nicEpoch()).equals(parse(device).get(EPOCH));
    }

    /** What the NIC of the registers wrote; empty if it has not (an older file is not its own). */
    static Map<String, String> read(final DeviceMemory device) {
        final Map<String, String> summary = parse(device);
        return Long.toString(device.nicEpoch()).equals(summary.get(EPOCH)) ? summary : Map.of();
    }

    private static Map<String, String> parse(final DeviceMemory device) {
        if (device.isInMemory()) {
            return Map.of();
        }
        final Path file = device.directory().resolve(FILE_NAME);
        final Properties properties = new Properties();
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                return Map.of();
            }
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            }
        } catch (final IOException | IllegalArgumentException e) {
            return Map.of();
        }
        final Map<String, String> summary = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> summary.put(key, properties.getProperty(key)));
        return summary;
    }
}
