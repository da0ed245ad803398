package knet.traces.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BpfMachineTest {
    private static final UnsafeBuffer PACKET =
            new UnsafeBuffer(new byte[] {1, 2, 3, 4, (byte) 0xff, 6, 7, 8});

    private static long insn(final int code, final int jt, final int jf, final int k) {
        return (long) code << 48 | (long) jt << 40 | (long) jf << 32 | k & 0xffff_ffffL;
    }

    private static int run(final long... program) {
        return new BpfMachine(program).run(PACKET, 0, 8, 1500);
    }

    /** Sets A and X, then one operation, and returns A. */
    private static int alu(final int code, final int a, final int x, final int k) {
        return run(
                insn(0x01, 0, 0, x), insn(0x00, 0, 0, a), insn(code, 0, 0, k), insn(0x16, 0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "0x04,5,3,8", "0x14,5,8,-3", "0x24,-2,3,-6", "0x34,-1,2,2147483647", "0x34,5,0,0",
        "0x44,5,10,15", "0x54,13,6,4", "0x64,1,31,-2147483648", "0x64,1,32,0", "0x64,1,-1,0",
        "0x74,-1,31,1", "0x74,-1,32,0", "0x94,-1,10,5", "0x94,5,0,0", "0xa4,12,10,6"
    })
    void computesUnsignedFromConstantAndRegister(
            final String code, final int a, final int operand, final int result) {
        final int number = Integer.decode(code);
        assertThat(alu(number, a, 99, operand)).isEqualTo(result);
        assertThat(alu(number | 8, a, operand, 99)).isEqualTo(result);
    }

    @Test
    void negates() {
        assertThat(alu(0x84, 5, 0, 0)).isEqualTo(-5);
    }

    @ParameterizedTest
    @CsvSource({
        "0x20,0,0x01020304", "0x20,4,0xff060708", "0x20,5,0", "0x20,-1,0", "0x28,4,0xff06",
        "0x28,7,0", "0x28,-2,0", "0x30,4,255", "0x30,8,0", "0x30,0x7fffffff,0"
    })
    void loadsBigEndianWithinThePacketAlone(
            final String code, final String k, final String result) {
        final int number = Integer.decode(code);
        final int offset = Long.decode(k).intValue();
        final int expected = Long.decode(result).intValue();
        assertThat(run(insn(number, 0, 0, offset), insn(0x16, 0, 0, 0))).isEqualTo(expected);
        for (final int x : new int[] {0, 1, 3}) {
            // The same through the index register.
            assertThat(
                            run(
                                    insn(0x01, 0, 0, x),
                                    insn(number + 0x20, 0, 0, offset - x),
                                    insn(0x16, 0, 0, 0)))
                    .isEqualTo(offset >= x && offset < 16 ? expected : 0);
        }
    }

    @Test
    void loadsLengthsAndTheHeaderLengthNibble() {
        assertThat(run(insn(0x80, 0, 0, 0), insn(0x16, 0, 0, 0))).isEqualTo(1500);
        assertThat(run(insn(0x81, 0, 0, 0), insn(0x87, 0, 0, 0), insn(0x16, 0, 0, 0)))
                .isEqualTo(1500);
        assertThat(run(insn(0xb1, 0, 0, 4), insn(0x87, 0, 0, 0), insn(0x16, 0, 0, 0)))
                .isEqualTo(60);
        assertThat(run(insn(0xb1, 0, 0, 8), insn(0x06, 0, 0, 1))).isZero();
    }

    @Test
    void memoryBeginsAtZeroInEachRun() {
        final BpfMachine machine =
                new BpfMachine(
                        new long[] {
                            insn(0x60, 0, 0, 15),
                            insn(0x04, 0, 0, 7),
                            insn(0x02, 0, 0, 15),
                            insn(0x61, 0, 0, 15),
                            insn(0x03, 0, 0, 0),
                            insn(0x60, 0, 0, 0),
                            insn(0x16, 0, 0, 0)
                        });
        assertThat(machine.run(PACKET, 0, 8, 8)).isEqualTo(7);
        assertThat(machine.run(PACKET, 0, 8, 8)).isEqualTo(7);
    }

    @Test
    void aLoopWithoutEndDoesNotMatch() {
        assertThat(run(insn(0x05, 0, 0, -1), insn(0x06, 0, 0, 1))).isZero();
    }

    @Test
    void refusesProgramsThatCouldLeaveTheirBounds() {
        assertRefused();
        assertRefused(insn(0x00, 0, 0, 0));
        assertRefused(insn(0x15, 1, 0, 0), insn(0x06, 0, 0, 0));
        assertRefused(insn(0x15, 0, 255, 0), insn(0x06, 0, 0, 0));
        assertRefused(insn(0x05, 0, 0, 1), insn(0x06, 0, 0, 0));
        assertRefused(insn(0x05, 0, 0, -2), insn(0x06, 0, 0, 0));
        assertRefused(insn(0x05, 0, 0, Integer.MAX_VALUE), insn(0x06, 0, 0, 0));
        assertRefused(insn(0x60, 0, 0, 16), insn(0x06, 0, 0, 0));
        assertRefused(insn(0x02, 0, 0, -1), insn(0x06, 0, 0, 0));
        assertRefused(insn(0xb4, 0, 0, 1), insn(0x06, 0, 0, 0));
        assertRefused(insn(0x104, 0, 0, 1), insn(0x06, 0, 0, 0));
        assertRefused(insn(0x8c, 0, 0, 1), insn(0x06, 0, 0, 0));
        assertRefused(insn(0xffff, 0, 0, 1), insn(0x06, 0, 0, 0));
    }

    private static void assertRefused(final long... program) {
        assertThatThrownBy(() -> new BpfMachine(program))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("filter program");
    }

    @Property(tries = 2000)
    void anyProgramThatIsTakenEnds(@ForAll final long seed) {
        final Random random = new Random(seed);
        final int[] codes = {
            0x20, 0x28, 0x30, 0x40, 0x48, 0x50, 0x80, 0x00, 0x60, 0x01, 0x61, 0x81, 0xb1, 0x02,
            0x03, 0x84, 0x15, 0x25, 0x35, 0x45, 0x1d, 0x2d, 0x3d, 0x4d, 0x06, 0x16, 0x07, 0x87,
            0x04, 0x0c, 0x34, 0x3c, 0x94, 0x9c, 0x64, 0x6c
        };
        final long[] program = new long[1 + random.nextInt(12)];
        for (int i = 0; i < program.length - 1; i++) {
            final int reach = program.length - 2 - i;
            program[i] =
                    insn(
                            codes[random.nextInt(codes.length)],
                            random.nextInt(reach + 1),
                            random.nextInt(reach + 1),
                            random.nextBoolean() ? random.nextInt(12) : random.nextInt());
        }
        program[program.length - 1] = insn(0x16, 0, 0, 0);
        final BpfMachine machine;
        try {
            machine = new BpfMachine(program);
        } catch (final IllegalArgumentException e) {
            return;
        }
        machine.run(PACKET, 2, 5, 100);
    }
}
