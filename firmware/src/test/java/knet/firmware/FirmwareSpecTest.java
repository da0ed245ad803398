package knet.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirmwareSpecTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flow-hash | flow-hash",
                "flow-hash: | flow-hash",
                "flow-hash:udp=2tuple,key=symmetric | flow-hash:udp=2tuple,key=symmetric",
                "flow-hash : udp = 2tuple , key=symmetric | flow-hash:udp=2tuple,key=symmetric",
                "a:key=6d:5a:56 | a:key=6d:5a:56",
                "a:x= | a:x=",
                "a:x=1=2 | a:x=1=2",
                "dir/some.jar!org.example.Mine:x=1 | dir/some.jar!org.example.Mine:x=1",
                "Mine.java:x=1 | Mine.java:x=1",
                "./a=b,c:d/Mine.java:x=1 | ./a=b,c:d/Mine.java:x=1",
                "/x.java/y:z.jar!org.M@01234567:x=/a.java | /x.java/y:z.jar!org.M@01234567:x=/a.java",
                "../M.class@0123abcd | ../M.class@0123abcd"
            })
    void readsAndPrintsOne(final String text, final String normal) {
        final FirmwareSpec spec = FirmwareSpec.parse(text);
        assertThat(spec).hasToString(normal);
        assertThat(FirmwareSpec.parse(spec.toString())).isEqualTo(spec);
    }

    @Test
    void aFileIsNamedFromAnyDirectoryAndBack() {
        final Path here = Path.of("").toAbsolutePath();
        final FirmwareSpec spec = FirmwareSpec.parse("sub/../M.java@0123abcd:x=1");

        final FirmwareSpec absolute = spec.absolute();

        assertThat(absolute).hasToString(here + "/M.java@0123abcd:x=1");
        assertThat(absolute.absolute()).isEqualTo(absolute);
        assertThat(absolute.relativeTo(here)).hasToString("./M.java@0123abcd:x=1");
        assertThat(absolute.relativeTo(Path.of("/elsewhere"))).isEqualTo(absolute);
        assertThat(absolute.ofAnyVersion()).hasToString(here + "/M.java:x=1");
        assertThat(FirmwareSpec.parse("flow-hash:x=1").absolute()).hasToString("flow-hash:x=1");
    }

    @Test
    void aVersionDoesNotCountForTheLength() {
        final String longest = "/" + "x".repeat(994) + ".java";
        assertThat(FirmwareSpec.parse(longest + "@01234567").file().version())
                .isEqualTo("01234567");
        assertThatThrownBy(() -> FirmwareSpec.parse("/x" + longest + "@01234567"))
                .hasMessageContaining("longer than 1000 bytes");
    }

    @Test
    void orderOfParametersDoesNotMakeADifference() {
        assertThat(FirmwareSpec.parse("a:x=1,y=2"))
                .isEqualTo(FirmwareSpec.parse("a:y=2,x=1"))
                .hasSameHashCodeAs(FirmwareSpec.parse("a:y=2,x=1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flow-hash:udp=2tuple,key=symmetric,round-robin"
                        + " | flow-hash:udp=2tuple,key=symmetric ; round-robin",
                "round-robin | round-robin",
                "a,b,c | a ; b ; c",
                "a:x=1,b:y=2,z=3,c | a:x=1 ; b:y=2,z=3 ; c",
                "a,x=1,b | a:x=1 ; b",
                "a:key=6d:5a,x=6d:5a,b:x=1:2 | a:key=6d:5a,x=6d:5a ; b:x=1:2",
                "a, b | a ; b"
            })
    void readsLists(final String text, final String specs) {
        assertThat(FirmwareSpec.parseList(text))
                .extracting(FirmwareSpec::toString)
                .containsExactly(specs.split(" ; "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | no name in ''",
                "' ' | no name",
                ":x=1 | no name in ':x=1'",
                "x=1 | no name before the parameters",
                "a,b | one is wanted, not a list",
                "a:x | a: 'x' is not a parameter: key=value wanted",
                "a:x=1,,y=2 | a: '' is not a parameter",
                "a:=1 | a: '=1' is not a parameter",
                "a:x=1,x=2 | a: 'x' is given twice"
            })
    void saysWhatIsWrong(final String text, final String message) {
        assertThatThrownBy(() -> FirmwareSpec.parse(text))
                .isInstanceOf(FirmwareException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,", ",a", "a,,b", "x=1,a", "a:x=1,", "a:,x=1"})
    void refusesListsWithHoles(final String text) {
        assertThatThrownBy(() -> FirmwareSpec.parseList(text))
                .isInstanceOf(FirmwareException.class);
    }

    @Test
    void messagesStayOnOneLineAndDoNotEchoEverything() {
        assertThatThrownBy(() -> FirmwareSpec.parse("a:x\n\u001b[31my"))
                .hasMessage("a: 'x [31my' is not a parameter: key=value wanted");
        assertThatThrownBy(() -> FirmwareSpec.parse("x".repeat(2000)))
                .hasMessageContaining("longer than 1000 bytes")
                .message()
                .hasSizeLessThan(200);
    }
}
