package knet.tools.lab.real;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import knet.nic.process.NicConfig;
import knet.nic.process.NicProcess;

/**
 * The process of the NIC in validation runs: the product's own {@link NicProcess}, one run after
 * the other, so that what it runs is compiled. A command is a line, fields apart by a tab:
 *
 * <pre>
 *   nic ROOT DEVICE WIRE FIRMWARE RATE CPU     runs a NIC until its host has gone
 * </pre>
 *
 * and is answered by a line: done, or error and why.
 */
public final class RealPeer {
    private RealPeer() {}

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
        final List<String> log = new CopyOnWriteArrayList<>();
        try {
            final NicConfig config =
                    NicConfig.builder(command[2], command[3])
                            .deviceRoot(Path.of(command[1]))
                            .firmware(command[4])
                            .rate(command[5])
                            .cpu(Integer.parseInt(command[6]))
                            .build();
            return new NicProcess(config, log::add).run() == NicProcess.DONE
                    ? "done"
                    : "error " + String.join("; ", log);
        } catch (final RuntimeException e) {
            return "error " + e;
        }
    }
}
