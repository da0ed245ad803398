package knet.tools.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The benchmarks' second process. Commands, a line each, fields apart by a tab; every one is
 * answered by a line:
 *
 * <pre>
 *   agrona FILE LENGTH COUNT      writes COUNT messages into an Agrona ring
 *   ring DIRECTORY LENGTH COUNT   writes COUNT frames into queue 0 of a device, as its NIC
 *   path DIRECTORY TRAFFIC COUNT FIRMWARE RATE   runs a NIC over udp, tcp or a capture
 *   wake DIRECTORY COUNT          wakes the first process, a millisecond apart
 * </pre>
 */
public final class BenchPeer {
    private BenchPeer() {}

    public static void main(final String[] args) throws IOException {
        final BufferedReader commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        final PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        String line = commands.readLine();
        while (line != null) {
            answers.println(answer(line.split("\t")));
            line = commands.readLine();
        }
    }

    private static String answer(final String[] command) {
        try {
            final Path path = Path.of(command[1]);
            switch (command[0]) {
                case "agrona":
                    AgronaRing.produce(
                            path, Integer.parseInt(command[2]), Long.parseLong(command[3]));
                    return "done";
                case "ring":
                    DeviceRing.produce(
                            path, Integer.parseInt(command[2]), Long.parseLong(command[3]));
                    return "done";
                case "path":
                    SoftNic.run(
                            path, command[2], Long.parseLong(command[3]), command[4], command[5]);
                    return "done";
                case "wake":
                    BareWake.ring(path, Integer.parseInt(command[2]));
                    return "done";
                default:
                    return "error unknown command " + command[0];
            }
        } catch (final Exception e) {
            return "error " + e;
        }
    }
}
