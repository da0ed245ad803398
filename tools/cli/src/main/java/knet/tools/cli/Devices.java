package knet.tools.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.DeviceStatus;
import knet.tools.report.JsonText;
import knet.tools.report.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code knet devices}: which there are, who owns them, which are stale. */
@Command(
        name = "devices",
        description = "List devices and the processes that own them; mark stale ones.")
final class Devices implements Callable<Integer> {
    @Mixin private CommonOptions common;
    @Mixin private FormatOption format;
    @Mixin private DeviceDirOption dir;

    @Option(names = "--remove-stale", description = "Delete the devices that no live process owns.")
    private boolean removeStale;

    private final Console console;

    Devices(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        final DeviceDirectory directory = dir.get();
        if (removeStale) {
            for (final String name : directory.removeStale()) {
                console.say("removed " + name);
            }
        }
        final List<DeviceStatus> devices = directory.list();
        console.out()
                .print(
                        switch (format.get()) {
                            case table -> table(devices, directory);
                            case json -> JsonText.of(json -> json(devices, json));
                            case csv -> csv(devices);
                        });
        return Exit.DONE;
    }

    private static String table(final List<DeviceStatus> devices, final DeviceDirectory directory) {
        if (devices.isEmpty()) {
            return "no devices in " + directory.root() + "\n";
        }
        final TextTable table = new TextTable("<device", "<state", "queues", "nic", "host");
        for (final DeviceStatus device : devices) {
            table.row(
                    device.name(),
                    device.state(),
                    device.queues() == 0 ? "damaged" : Integer.toString(device.queues()),
                    pid(device.nicPid()),
                    pid(device.hostPid()));
        }
        return table.toString();
    }

    private static String pid(final long pid) {
        return pid == 0 ? "-" : pid < 0 ? "?" : Long.toString(pid);
    }

    private static void json(final List<DeviceStatus> devices, final JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("schema", 1);
        json.writeArrayFieldStart("devices");
        for (final DeviceStatus device : devices) {
            json.writeStartObject();
            json.writeStringField("name", device.name());
            json.writeNumberField("nicPid", device.nicPid());
            json.writeNumberField("hostPid", device.hostPid());
            json.writeStringField("state", device.state());
            json.writeNumberField("queues", device.queues());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String csv(final List<DeviceStatus> devices) {
        final StringBuilder text = new StringBuilder("name,nicPid,hostPid,state,queues\n");
        for (final DeviceStatus device : devices) {
            text.append(
                    Csv.line(
                            device.name(),
                            device.nicPid(),
                            device.hostPid(),
                            device.state(),
                            device.queues()));
        }
        return text.toString();
    }
}
