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
                        + (age == null ? "of unknown age" : "measured " + ago(age))
                        + " ("
                        + machine.file()
                        + ")");
    }

    /** As people say it: in the greatest unit of which there are two, or in seconds. */
    static String ago(final Duration age) {
        final String text;
        if (age.toDays() >= 2) {
            text = Units.plural(age.toDays(), "day");
        } else if (age.toHours() >= 2) {
            text = Units.plural(age.toHours(), "hour");
        } else if (age.toMinutes() >= 2) {
            text = Units.plural(age.toMinutes(), "minute");
        } else {
            // Clocks are set back.
            text = Units.plural(Math.max(0, age.toSeconds()), "second");
        }
        return text + " ago";
    }
}
