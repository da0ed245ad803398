package knet.tools.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeviceStateTest {
    private static final int DOWN = DeviceDescriptor.NIC_STATE_DOWN;
    private static final int READY = DeviceDescriptor.NIC_STATE_READY;
    private static final int RUNNING = DeviceDescriptor.NIC_STATE_RUNNING;
    private static final int DONE = DeviceDescriptor.NIC_STATE_WIRE_DONE;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "down    | 0 | 0 | no NIC, no host",
                "down    | 0 | 9 | no NIC, host up and waiting for a NIC",
                "ready   | 7 | 0 | NIC waiting for a host, no host",
                "running | 7 | 0 | NIC waiting for a host, no host",
                "done    | 7 | 0 | NIC at the wire's end, no host",
                "ready   | 7 | 9 | NIC ready, host up",
                "running | 7 | 9 | NIC running, host up",
                "done    | 7 | 9 | NIC at the wire's end, host up",
                "done    | 0 | 0 | NIC ended with its wire, no host",
                "done    | 0 | 9 | NIC ended with its wire, host up and waiting for a NIC",
                "running | 0 | 9 | NIC gone without ending its wire, host up and waiting for a NIC",
                "running | 0 | 0 | NIC gone without ending its wire, no host",
                "running | -1 | -1 | NIC running, host up",
            })
    void saysWhoIsThere(
            final String state, final long nicPid, final long hostPid, final String text) {
        final int register =
                switch (state) {
                    case "ready" -> READY;
                    case "running" -> RUNNING;
                    case "done" -> DONE;
                    default -> DOWN;
                };

        assertThat(DeviceState.of(register, new DeviceStatus("d0", nicPid, hostPid, 4)))
                .isEqualTo(text);
    }
}
