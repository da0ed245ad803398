package knet.traces.filter;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Runs a classic BPF program (McCanne and Jacobson, "The BSD Packet Filter", USENIX 1993) as
 * libpcap's bpf_filter() does. A program is checked once, so that running it needs no checks but
 * those of loads from the packet. Used by one thread.
 */
final class BpfMachine {
    private static final int MEMORY_WORDS = 16;

    /**
     * Jumps back occur in {@code protochain} alone; a packet that keeps such a loop busy for longer
     * than its headers could be does not match.
     */
    private static final int MAX_STEPS = 1 << 20;

    // Instruction codes: class, then size and mode, or operation and source.
    private static final int LD_W_ABS = 0x20;
    private static final int LD_H_ABS = 0x28;
    private static final int LD_B_ABS = 0x30;
    private static final int LD_W_IND = 0x40;
    private static final int LD_H_IND = 0x48;
    private static final int LD_B_IND = 0x50;
    private static final int LD_LEN = 0x80;
    private static final int LD_IMM = 0x00;
    private static final int LD_MEM = 0x60;
    private static final int LDX_IMM = 0x01;
    private static final int LDX_MEM = 0x61;
    private static final int LDX_LEN = 0x81;
    private static final int LDX_MSH = 0xb1;
    private static final int ST = 0x02;
    private static final int STX = 0x03;
    private static final int ALU_NEG = 0x84;
    private static final int JA = 0x05;
    private static final int JEQ_K = 0x15;
    private static final int JGT_K = 0x25;
    private static final int JGE_K = 0x35;
    private static final int JSET_K = 0x45;
    private static final int JEQ_X = 0x1d;
    private static final int JGT_X = 0x2d;
    private static final int JGE_X = 0x3d;
    private static final int JSET_X = 0x4d;
    private static final int RET_K = 0x06;
    private static final int RET_A = 0x16;
    private static final int TAX = 0x07;
    private static final int TXA = 0x87;

    private static final int CLASS_ALU = 0x04;
    private static final int CLASS_JMP = 0x05;
    private static final int SOURCE_X = 0x08;

    private final int[] codes;
    private final int[] operands;

    /** Indices of the next instruction, for jumps. */
    private final int[] ifTrue;

    private final int[] ifFalse;
    private final int[] memory = new int[MEMORY_WORDS];

    /**
     * Takes a program.
     *
     * @param program as {@link LibpcapCompiler#compile} returns it
     * @throws IllegalArgumentException if an instruction is unknown or leaves the program
     */
    BpfMachine(final long[] program) {
        final int count = program.length;
        codes = new int[count];
        operands = new int[count];
        ifTrue = new int[count];
        ifFalse = new int[count];
        for (int i = 0; i < count; i++) {
            codes[i] = (int) (program[i] >>> 48);
            operands[i] = (int) program[i];
            final boolean always = codes[i] == JA;
            ifTrue[i] = i + 1 + (always ? operands[i] : (int) (program[i] >>> 40) & 0xff);
            ifFalse[i] = i + 1 + (always ? operands[i] : (int) (program[i] >>> 32) & 0xff);
            check(i, count);
        }
        if (count == 0 || codes[count - 1] != RET_K && codes[count - 1] != RET_A) {
            throw new IllegalArgumentException("the filter program does not end with a return");
        }
    }

    private void check(final int i, final int count) {
        final int code = codes[i];
        final boolean isJump = (code & 7) == CLASS_JMP;
        final boolean leaves =
                isJump
                        && (ifTrue[i] < 0
                                || ifTrue[i] >= count
                                || ifFalse[i] < 0
                                || ifFalse[i] >= count);
        final boolean usesMemory = code == LD_MEM || code == LDX_MEM || code == ST || code == STX;
        final boolean outOfMemory =
                usesMemory && Integer.compareUnsigned(operands[i], MEMORY_WORDS) >= 0;
        if (!isKnown(code) || leaves || outOfMemory) {
            throw new IllegalArgumentException(
                    "the filter program's instruction " + i + " is invalid: code " + code);
        }
    }

    private static boolean isKnown(final int code) {
        return switch (code) {
            case LD_W_ABS, LD_H_ABS, LD_B_ABS, LD_W_IND, LD_H_IND, LD_B_IND, LD_LEN, LD_IMM -> true;
            case LD_MEM, LDX_IMM, LDX_MEM, LDX_LEN, LDX_MSH, ST, STX, RET_K, RET_A -> true;
            case TAX, TXA, JA, JEQ_K, JGT_K, JGE_K, JSET_K, JEQ_X, JGT_X, JGE_X, JSET_X -> true;
            case ALU_NEG -> true;
            // Ten operations, from a constant or from X.
            default ->
                    (code & 7) == CLASS_ALU
                            && (code & ~0xf8) == CLASS_ALU
                            && code >> 4 <= 0xa
                            && code >> 4 != 8;
        };
    }

    /**
     * Runs the program over a packet.
     *
     * @return what the program returns: 0 if the packet does not match, or if a load lies beyond
     *     its captured bytes
     */
    int run(final DirectBuffer buffer, final int offset, final int length, final int wireLength) {
        Arrays.fill(memory, 0);
        int a = 0;
        int x = 0;
        int pc = 0;
        for (int step = 0; step < MAX_STEPS; step++) {
            final int k = operands[pc];
            final int code = codes[pc];
            switch (code) {
                case LD_W_ABS, LD_W_IND -> {
                    final long at = (k & 0xffff_ffffL) + (code == LD_W_IND ? x & 0xffff_ffffL : 0);
                    if (at + 4 > length) {
                        return 0;
                    }
                    a = buffer.getInt(offset + (int) at, ByteOrder.BIG_ENDIAN);
                    pc++;
                }
                case LD_H_ABS, LD_H_IND -> {
                    final long at = (k & 0xffff_ffffL) + (code == LD_H_IND ? x & 0xffff_ffffL : 0);
                    if (at + 2 > length) {
                        return 0;
                    }
                    a = buffer.getShort(offset + (int) at, ByteOrder.BIG_ENDIAN) & 0xffff;
                    pc++;
                }
                case LD_B_ABS, LD_B_IND, LDX_MSH -> {
                    final long at = (k & 0xffff_ffffL) + (code == LD_B_IND ? x & 0xffff_ffffL : 0);
                    if (at + 1 > length) {
                        return 0;
                    }
                    final int loaded = buffer.getByte(offset + (int) at) & 0xff;
                    if (code == LDX_MSH) {
                        x = (loaded & 0xf) << 2;
                    } else {
                        a = loaded;
                    }
                    pc++;
                }
                case JEQ_K -> pc = a == k ? ifTrue[pc] : ifFalse[pc];
                case JGT_K -> pc = Integer.compareUnsigned(a, k) > 0 ? ifTrue[pc] : ifFalse[pc];
                case JGE_K -> pc = Integer.compareUnsigned(a, k) >= 0 ? ifTrue[pc] : ifFalse[pc];
                case JSET_K -> pc = (a & k) != 0 ? ifTrue[pc] : ifFalse[pc];
                case JEQ_X -> pc = a == x ? ifTrue[pc] : ifFalse[pc];
                case JGT_X -> pc = Integer.compareUnsigned(a, x) > 0 ? ifTrue[pc] : ifFalse[pc];
                case JGE_X -> pc = Integer.compareUnsigned(a, x) >= 0 ? ifTrue[pc] : ifFalse[pc];
                case JSET_X -> pc = (a & x) != 0 ? ifTrue[pc] : ifFalse[pc];
                case JA -> pc = ifTrue[pc];
                case RET_K -> {
                    return k;
                }
                case RET_A -> {
                    return a;
                }
                case LD_LEN -> {
                    a = wireLength;
                    pc++;
                }
                case LDX_LEN -> {
                    x = wireLength;
                    pc++;
                }
                case LD_IMM -> {
                    a = k;
                    pc++;
                }
                case LDX_IMM -> {
                    x = k;
                    pc++;
                }
                case LD_MEM -> {
                    a = memory[k];
                    pc++;
                }
                case LDX_MEM -> {
                    x = memory[k];
                    pc++;
                }
                case ST -> {
                    memory[k] = a;
                    pc++;
                }
                case STX -> {
                    memory[k] = x;
                    pc++;
                }
                case TAX -> {
                    x = a;
                    pc++;
                }
                case TXA -> {
                    a = x;
                    pc++;
                }
                case ALU_NEG -> {
                    a = -a;
                    pc++;
                }
                default -> {
                    final int operand = (code & SOURCE_X) != 0 ? x : k;
                    if (operand == 0 && isDivision(code)) {
                        return 0;
                    }
                    a = alu(code, a, operand);
                    pc++;
                }
            }
        }
        return 0;
    }

    private static boolean isDivision(final int code) {
        return code >> 4 == 3 || code >> 4 == 9;
    }

    private static int alu(final int code, final int a, final int operand) {
        return switch (code >> 4) {
            case 0 -> a + operand;
            case 1 -> a - operand;
            case 2 -> a * operand;
            case 3 -> Integer.divideUnsigned(a, operand);
            case 4 -> a | operand;
            case 5 -> a & operand;
            case 6 -> Integer.compareUnsigned(operand, 32) < 0 ? a << operand : 0;
            case 7 -> Integer.compareUnsigned(operand, 32) < 0 ? a >>> operand : 0;
            case 9 -> Integer.remainderUnsigned(a, operand);
            default -> a ^ operand;
        };
    }
}
