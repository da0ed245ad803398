package knet.driver.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceConfigTest {
    @Test
    void defaultsHoldAsManyBuffersAsTheyPost() {
        final DeviceConfig config = DeviceConfig.ofQueues(4);

        assertThat(config).isEqualTo(new DeviceConfig(4, 1024, 512, 2048, 2048));
        assertThat(config.totalLength())
                .isEqualTo(DeviceDescriptor.FILE_LENGTH + 4L * config.queueFileLength());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 8, 8, 256, 8, queues must be 1 to 256: 0",
        "257, 8, 8, 256, 8, queues must be 1 to 256: 257",
        "-1, 8, 8, 256, 8, queues must be 1 to 256: -1",
        "1, 4, 8, 256, 8, rx ring size must be 8 to 65536: 4",
        "1, 12, 8, 256, 12, rx ring size must be a power of two: 12",
        "1, 131072, 8, 256, 131072, rx ring size must be 8 to 65536: 131072",
        "1, 8, 9, 256, 8, tx ring size must be a power of two: 9",
        "1, 8, 8, 255, 8, buffer size must be 256 to 32768: 255",
        "1, 8, 8, 65536, 8, buffer size must be 256 to 32768: 65536",
        "1, 8, 8, 300, 8, buffer size must be a multiple of 64: 300",
        "1, 8, 8, 256, 7, rx buffers must be 8 to 1048576: 7",
        "1, 8, 8, 32768, 65536, the limit is 2147483647",
    })
    void valuesOutOfRangeAreNamed(
            final int queues,
            final int rxRing,
            final int txRing,
            final int buffer,
            final int rxBuffers,
            final String message) {
        assertThatThrownBy(() -> new DeviceConfig(queues, rxRing, txRing, buffer, rxBuffers))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining(message);
    }
}
