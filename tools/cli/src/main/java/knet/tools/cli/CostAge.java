package knet.tools.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import knet.tools.lab.cost.ThisMachine;
import knet.tools.report.Units;

/** Says how old the costs of this machine are, where they are used. */
final class CostAge {
    private CostAge() {}

    /**
     * One line on stderr if it is the model of this machine; else nothing.
     *
     * @param name of the cost model
     */
    static void tell(final String name, final Console console) throws IOException {
        if (!name.equals(ThisMachine.NAME)) {
            return;
        }
        final ThisMachine machine = ThisMachine.ofUser();
        final Duration age = machine.age(Instant.now());
        console.say(
                "knet: costs "
                        + name
                        + ": "
                        + (age == null
                                ? "of unknown age"
                                : "measured " + Units.time(Math.max(0, age.toNanos())) + " ago")
                        + " ("
                        + machine.file()
                        + ")");
    }
}
