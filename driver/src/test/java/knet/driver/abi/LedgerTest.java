package knet.driver.abi;

import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final byte[] bytes = new byte[128];
    private final Ledger ledger = new Ledger(new UnsafeBuffer(bytes), 8);

    @Test
    void zeroedMemoryIsAnEmptyLedger() {
        assertThat(record(ledger)).containsExactly(0, 0, 0, 0);
    }

    @Test
    void holdsTheLastWrite() {
        for (int i = 1; i <= 5; i++) {
            ledger.write(i, 10L * i, 100L * i, 1000L * i);
            assertThat(record(ledger)).containsExactly(i, 10L * i, 100L * i, 1000L * i);
        }
    }

    @Test
    void aWriteThatWasCutAnywhereLeavesTheRecordBefore() {
        ledger.write(1, 2, 3, 4);
        final byte[] before = bytes.clone();
        ledger.write(5, 6, 7, 8);

        // All stores but the last, that of SEQ: any part of them may be there.
        for (int cut = 16; cut < 80; cut++) {
            final byte[] mixed = before.clone();
            System.arraycopy(bytes, 16, mixed, 16, cut - 16);
            assertThat(record(new Ledger(new UnsafeBuffer(mixed), 8))).containsExactly(1, 2, 3, 4);
        }
    }

    private static long[] record(final Ledger ledger) {
        return new long[] {ledger.index(), ledger.frames(), ledger.bytes(), ledger.extra()};
    }
}
