package knet.threads.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CopyRingTest {
    private record Piece(long position, int length) {}

    @Test
    void emptyRingHasRoomForItsCapacity() {
        assertThat(new CopyRing(1024).room(256)).isEqualTo(4);
    }

    /** Pieces never overlap, never cross the end, and room() never promises too much. */
    @Property(tries = 300)
    void piecesAreDisjointAndContiguous(
            @ForAll @Size(max = 300) final List<@IntRange(min = -3, max = 400) Integer> steps) {
        final CopyRing ring = new CopyRing(1024);
        final ArrayDeque<Piece> taken = new ArrayDeque<>();
        for (final int step : steps) {
            if (step <= 0) {
                final Piece piece = taken.poll();
                if (piece != null) {
                    ring.giveBack(piece.position(), piece.length());
                }
                continue;
            }
            final boolean promised = ring.room(step) > 0;
            final long position = ring.take(step);
            if (promised) {
                assertThat(position).as("room was promised for %d", step).isNotNegative();
            }
            if (position >= 0) {
                final int offset = ring.offset(position);
                assertThat(offset + step).isLessThanOrEqualTo(1024);
                for (final Piece other : taken) {
                    final int start = ring.offset(other.position());
                    assertThat(offset + step <= start || start + other.length() <= offset)
                            .as("overlap")
                            .isTrue();
                }
                taken.add(new Piece(position, step));
            }
        }
    }
}
