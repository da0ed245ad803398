package knet.firmware.parts;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A flow hash.
 *
 * @param key of the Toeplitz hash, hexadecimal digits
 * @param function of the fields
 * @param symmetry what is done to the fields before
 * @param fields by flow type ({@code tcp4} to {@code ip6}) in the letters of {@code ethtool -N DEV
 *     rx-flow-hash}, in the order {@code sdfn}; empty for none
 * @param isInner whether tunnels are followed to what they carry
 */
public record RssHash(
        String key,
        HashFunction function,
        Symmetry symmetry,
        Map<String, String> fields,
        boolean isInner) {
    public RssHash {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
