package knet.tools.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SweepTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void resultsStandInTheOrderOfTheJobsWhateverTheNumberOfWorkers(final int threads)
            throws Exception {
        final List<Callable<Integer>> jobs = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            final int number = i;
            jobs.add(() -> number * number);
        }

        try (Sweep sweep = new Sweep(threads, Sweep.Listener.NONE)) {
            final List<Integer> results = sweep.run(jobs);

            assertThat(results).hasSize(50);
            for (int i = 0; i < 50; i++) {
                assertThat(results.get(i)).isEqualTo(i * i);
            }
            assertThat(sweep.isStopped()).isFalse();
        }
    }

    @Test
    void progressCountsOverAllRuns() throws Exception {
        final List<String> heard = new ArrayList<>();
        final Callable<Integer> job = () -> 1;

        try (Sweep sweep = new Sweep(1, (done, all) -> heard.add(done + "/" + all))) {
            sweep.expect(3);
            sweep.run(List.of(job, job));
            sweep.run(List.of(job));
        }

        assertThat(heard).containsExactly("1/3", "2/3", "3/3");
    }

    @Test
    void stoppingInterruptsWhatRunsAndLeavesOutTheRest() throws Exception {
        final CountDownLatch running = new CountDownLatch(1);
        final CountDownLatch interrupted = new CountDownLatch(1);
        final Callable<String> quick = () -> "done";
        final Callable<String> endless =
                () -> {
                    running.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (final InterruptedException e) {
                        interrupted.countDown();
                        throw new CancellationException("as a machine does");
                    }
                    return "never";
                };

        try (Sweep sweep = new Sweep(1, Sweep.Listener.NONE)) {
            final Thread user =
                    new Thread(
                            () -> {
                                try {
                                    running.await();
                                } catch (final InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                                sweep.stop();
                            });
            user.start();

            assertThat(sweep.run(List.of(quick, endless, quick)))
                    .containsExactly("done", null, null);
            interrupted.await();
            user.join();
            assertThat(sweep.isStopped()).isTrue();
            assertThat(sweep.run(List.of(quick))).containsOnlyNulls();
        }
    }

    @Test
    void ofSeveralFailuresTheFirstInTheirOrderIsThrown() throws Exception {
        final CountDownLatch both = new CountDownLatch(2);
        final Callable<String> first = failing(both, new IOException("the first"));
        final Callable<String> second = failing(both, new IllegalStateException("the second"));

        try (Sweep sweep = new Sweep(2, Sweep.Listener.NONE)) {
            assertThatThrownBy(() -> sweep.run(List.of(() -> "fine", first, second)))
                    .hasMessageMatching("the first|the second");
        }
        try (Sweep sweep = new Sweep(1, Sweep.Listener.NONE)) {
            final Callable<String> alone =
                    () -> {
                        throw new IOException("disk");
                    };
            assertThatThrownBy(() -> sweep.run(List.of(alone)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("disk");
        }
    }

    private static Callable<String> failing(final CountDownLatch both, final Exception failure) {
        return () -> {
            both.countDown();
            both.await();
            throw failure;
        };
    }

    @Test
    void afterItWasStoppedNothingIsBegun() throws Exception {
        final AtomicBoolean isBegun = new AtomicBoolean();
        try (Sweep sweep = new Sweep(1, Sweep.Listener.NONE)) {
            sweep.stop();
            final Callable<Integer> job =
                    () -> {
                        isBegun.set(true);
                        return 1;
                    };

            assertThat(sweep.run(List.of(job, job))).containsExactly(null, null);
        }
        assertThat(isBegun).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void whatComesOfAJobStandsWithItWhateverTheNumberOfWorkers(final int threads) throws Exception {
        try (Sweep sweep = new Sweep(threads, Sweep.Listener.NONE)) {
            final List<Sweep.Chain<Integer, Integer>> chains =
                    sweep.run(numbers(5), SweepTest::multiples);

            assertThat(chains).hasSize(5);
            for (int i = 0; i < 5; i++) {
                assertThat(chains.get(i).first()).isEqualTo(i);
                assertThat(chains.get(i).next()).containsExactly(0, i, 2 * i);
            }
        }
    }

    @Test
    void whatIsStoppedHasWholeChainsAndNotTheFirstJobsOfAll() throws Exception {
        final AtomicReference<Sweep> running = new AtomicReference<>();
        final List<Sweep.Chain<Integer, Integer>> chains;
        try (Sweep sweep =
                new Sweep(
                        1,
                        (done, all) -> {
                            if (done == 6) {
                                running.get().stop();
                            }
                        })) {
            running.set(sweep);
            chains = sweep.run(numbers(4), SweepTest::multiples);
        }

        assertThat(chains.get(0).next()).containsExactly(0, 0, 0);
        assertThat(chains.get(1).next()).containsExactly(0, null, null);
        assertThat(chains.get(2).first()).isNull();
        assertThat(chains.get(2).next()).isEmpty();
    }

    @Test
    void aFailureOfWhatCameOfAJobIsThrownAndNothingMoreIsBegun() {
        final AtomicInteger begun = new AtomicInteger();
        final Callable<Integer> first =
                () -> {
                    begun.incrementAndGet();
                    return 1;
                };
        final Callable<Integer> failing =
                () -> {
                    throw new IOException("disk");
                };

        try (Sweep sweep = new Sweep(1, Sweep.Listener.NONE)) {
            assertThatThrownBy(
                            () ->
                                    sweep.run(
                                            List.of(first, first),
                                            given -> List.of(failing, first)))
                    .hasMessage("disk");
        }
        assertThat(begun).hasValue(1);
    }

    private static List<Callable<Integer>> numbers(final int count) {
        final List<Callable<Integer>> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final int number = i;
            jobs.add(() -> number);
        }
        return jobs;
    }

    private static List<Callable<Integer>> multiples(final int number) {
        return List.of(() -> 0, () -> number, () -> 2 * number);
    }
}
