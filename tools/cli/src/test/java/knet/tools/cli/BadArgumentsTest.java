package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every bad argument: exit code 2, one line that says what is allowed, nothing on stdout. */
final class BadArgumentsTest {
    @TempDir static Path directory;

    @BeforeAll
    static void writeCapture() throws Exception {
        TestCaptures.udp(directory.resolve("a.pcap"), 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                   | a command is missing: ",
                "fly                                | no command or argument 'fly' is known here",
                "clasify                            | did you mean",
                "--flag                             | no option '--flag' is known here",
                "classify                           | a FILE is missing, or --store",
                "classify FILE --queues 0           | --queues must be from 1 to 256, not 0",
                "classify FILE --queues 257         | --queues must be from 1 to 256, not 257",
                "classify FILE --queues many        | 'many' is not a whole number",
                "classify FILE --limit -1           | --limit must be at least 0, not -1",
                "classify FILE --limit 1e9          | '1e9' is not a whole number",
                "classify FILE --seed x             | 'x' is not a whole number",
                "classify FILE --format xml         | expected one of [table, json, csv]",
                "classify FILE --firmware nope      | no firmware 'nope'",
                "classify FILE --firmware flow-hash:key=1     | key='1' is not 40 bytes",
                "classify FILE --firmware flow-hash:table=3   | a power of two",
                "classify FILE --firmware flow-hash:what=3    | what",
                "classify FILE --firmware ''                  | --firmware",
                "classify FILE --firmware source-ip-mask --queues 3 | must be a power of two, not 3",
                "classify FILE --queues 1 --queues 2          | should be specified only once",
                "frobnicate FILE                    | no command or argument 'frobnicate' is known here",
                "frobnicate --help                  | no command or argument 'frobnicate' is known here",
                "replya FILE                        | did you mean replay?",
                "firmware                           | a command is missing: list",
                "firmware lst                       | did you mean",
                "firmware list nope                 | no firmware 'nope'",
                "firmware list --format xml         | expected one of [table, json, csv]",
                "replay                             | a FILE is missing, or --store",
                "replay FILE --store x              | either FILEs or --store, not both",
                "replay FILE generate:flows=3      | 'generate:flows=3' does not go with other FILEs",
                "replay generate:flows=0           | flows=0: no whole number",
                "classify generate:flow=1          | has no 'flow'",
                "replay live:lo                    | live:IF goes with knet nic --wire",
                "replay store:a --store b          | either store:DIR or --store, not both",
                "replay pcap:                      | names nothing",
                "journal                           | Missing required parameter: 'DIR'",
                "journal DIR --limit -1            | --limit must be at least 0, not -1",
                "journal DIR --from -1             | --from must be at least 0, not -1",
                "journal DIR --summary --limit 3   | --summary is of the whole journal",
                "replay FILE --report r.json       | --report writes an HTML page, not json",
                "replay FILE --device ../x         | bad device name",
                "host --device d0,.x               | bad device name",
                "nic --device a/b --wire pcap:FILE | bad device name",
                "top ../x                          | bad device name",
                "replay FILE --queues 99999999999  | '99999999999' is out of range",
                "replay FILE --limit -99999999999999999999 | is out of range",
                "classify ''                       | the name of a FILE is empty",
                "replay FILE --from 3               | --from goes with --store",
                "replay FILE --follow               | --follow goes with --store",
                "replay --store x --from now        | --from: position 'now' is none of",
                "replay FILE --rate fast            | --rate: rate 'fast' is none of original, max",
                "replay FILE --rate 0pps            | --rate: rate '0pps' is out of range",
                "replay FILE --rate 10              | --rate: rate '10' is none of",
                "replay FILE --mode linux           | --mode: no mode 'linux'; there are knet, knet-msix, napi",
                "replay FILE --loop 0               | --loop must be at least 1, not 0",
                "replay FILE --loop-rewrite         | --loop-rewrite goes with --loop 2 or more",
                "replay FILE --on-full maybe        | expected one of [drop, wait]",
                "replay FILE --app game             | expected one of [count",
                "replay FILE --checksum hope        | --checksum must be one of auto, ignore, verify",
                "replay FILE --rx-usecs -1          | --rx-usecs must be from 0 to 1000000, not -1",
                "replay FILE --rx-frames 70000      | --rx-frames must be from 0 to 65536, not 70000",
                "replay FILE --rx-checksum yes      | expected one of [on, off]",
                "replay FILE --budget 0             | --budget must be from 1 to 65536, not 0",
                "replay FILE --linger -1           | --linger must be from 0 to 1000000, not -1",
                "replay FILE --app http --streams s | --streams goes with --app count or echo",
                "replay FILE --app echo --mode software-classify | --app echo does not go with --mode",
                "host --device d --queues 300       | --queues must be from 1 to 256, not 300",
                "replay FILE --threads 300          | --threads must be from 0 to 256, not 300",
                "replay FILE --ring 1000            | --ring must be a power of two from 8 to 65536",
                "replay FILE --ring 4               | --ring must be a power of two from 8 to 65536",
                "replay FILE --buffer 100           | --buffer must be a multiple of 64 from 256",
                "replay FILE --cpus 0-x             | --cpus must be a list of CPUs such as 0,2-5",
                "replay FILE --cpus 3-1             | --cpus must be a list of CPUs such as 0,2-5",
                "replay FILE --cpus 4000            | --cpus: there is no CPU 4000",
                "replay FILE --nic-cpu 4000         | --nic-cpu must be from 0 to ",
                "replay FILE --nic-timeout 0        | --nic-timeout must be from 1 to 3600, not 0",
                "replay FILE --watchdog -5          | --watchdog must be from 0 to 3600000, not -5",
                "replay FILE --queues 3 --firmware source-ip-mask | must be a power of two, not 3",
                "nic --wire pcap:FILE               | Missing required option: '--device=NAME'",
                "nic --device d                     | Missing required option: '--wire=WIRE'",
                "nic --device d --wire FILE         | is none of pcap:FILE",
                "nic --device d --wire pcap:        | names nothing",
                "nic --device d --wire generate:x=1 | has no 'x'",
                "nic --device d --wire pcap:FILE --from 1  | a position to begin at goes with a store",
                "nic --device d --wire pcap:FILE --limit -2  | --limit must be at least 0, not -2",
                "nic --device d --wire pcap:FILE --restarts -1 | --restarts must be from 0",
                "host                               | Missing required option: '--device=NAME,...'",
                "host --device d --on-full x        | expected one of [drop, wait]",
                "bench nothing                      | no benchmark 'nothing'; there are ",
                "bench --runs 0                     | --runs must be from 1 to 1000, not 0",
                "bench --scale 0                    | --scale must be above 0 and at most 10",
                "trace                              | a command is missing: info, import",
                "trace import FILE                  | Missing required option: '--store=DIR'",
                "trace import --store x             | Missing required parameter: 'FILE'",
                "trace export FILE                  | Missing required option: '--output=FILE'",
                "trace generate                     | either --output FILE or --store DIR is needed",
                "trace generate flows=0 -o x        | flows=0",
                "trace generate nonsense -o x       | is no key=value",
                "trace record --store x             | Missing required option: '--interface=IF'",
                "trace record -i lo --store x --limit 0 | --limit must be at least 1, not 0",
                "devices --format xml               | expected one of [table, json, csv]",
                "devices now                        | no command or argument 'now' is known here",
                "top --interval 0                   | --interval must be from 0.05 to 3600 seconds",
                "top --interval NaN                 | --interval must be from 0.05 to 3600 seconds",
                "top --interval soon                | soon",
                "top --count 0                      | --count must be at least 1, not 0",
                "doctor --format xml                | expected one of [table, json, csv]",
            })
    void areExplained(final String arguments, final String message) {
        final String line = arguments == null ? "" : arguments;
        final Cli.Result result = Cli.run(words(line));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).startsWith("knet").contains(message).contains("--help)");
    }

    @Test
    void verboseShowsWhere() {
        assertThat(Cli.run("classify", directory.resolve("none.pcap"), "--verbose").err())
                .contains("\n\tat ");
    }

    private static Object[] words(final String line) {
        if (line.isBlank()) {
            return new Object[0];
        }
        final String[] words = line.strip().split("\\s+");
        for (int i = 0; i < words.length; i++) {
            if (words[i].endsWith("FILE")) {
                words[i] = words[i].replace("FILE", directory.resolve("a.pcap").toString());
            } else if (words[i].equals("''")) {
                words[i] = "";
            }
        }
        return words;
    }
}
