package org.recurve.datasets.division;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Deals out examples of classes, so that training, validation and test each have about their share of every class, and one example of
 * each at least stays to train on.
 *
 * @param classes of all examples
 * @param free the examples that are dealt out, in their order
 */
record ClassShares(int[] classes, int[] free) {
    private static final int TRAIN = 0;
    private static final int VALIDATION = 1;
    private static final int TEST = 2;

    /** Says how many examples of each class are validated and tested. */
    private record Seats(int[] validated, int[] tested) {
        int count() {
            return IntStream.of(validated).sum() + IntStream.of(tested).sum();
        }
    }

    private Seats seats(int validation, int test) {
        int[] sizes = new int[IntStream.of(classes).max().orElse(-1) + 1];
        for (int example : free) {
            sizes[classes[example]]++;
        }
        int[] room = IntStream.of(sizes).map(size -> Math.max(0, size - 1)).toArray();
        int[] tested = apportioned(test, sizes, room);
        for (int i = 0; i < room.length; i++) {
            room[i] -= tested[i];
        }
        return new Seats(apportioned(validation, sizes, room), tested);
    }

    /** Returns how many of these are not dealt out, since one example of each class stays to train on. */
    int lacking(int validation, int test) {
        return validation + test - seats(validation, test).count();
    }

    /**
     * Returns the part of each example, 0 for training, 1 for validation and 2 for the test: the last ones of each class are tested,
     * those before them validated.
     *
     * @param filled whether the last of all examples left make up for what is lacking
     */
    int[] dealt(int validation, int test, boolean filled) {
        int[] part = new int[classes.length];
        Seats seats = seats(validation, test);
        int[] tested = seats.tested.clone();
        int[] validated = seats.validated.clone();
        for (int i = free.length - 1; i >= 0; i--) {
            int own = classes[free[i]];
            if (tested[own] > 0) {
                tested[own]--;
                part[free[i]] = TEST;
            } else if (validated[own] > 0) {
                validated[own]--;
                part[free[i]] = VALIDATION;
            }
        }
        if (filled) {
            fill(part, TEST, test - IntStream.of(seats.tested).sum());
            fill(part, VALIDATION, validation - IntStream.of(seats.validated).sum());
        }
        return part;
    }

    private void fill(int[] part, int with, int lacking) {
        int left = lacking;
        for (int i = free.length - 1; i >= 0 && left > 0; i--) {
            if (part[free[i]] == TRAIN) {
                part[free[i]] = with;
                left--;
            }
        }
    }

    /** Gives each class its share, rounded down, and what is left to those with the largest remainders (Hamilton's method). */
    private static int[] apportioned(int seats, int[] sizes, int[] room) {
        long all = Math.max(1, IntStream.of(sizes).asLongStream().sum());
        int[] parts = new int[sizes.length];
        int left = seats;
        for (int i = 0; i < sizes.length; i++) {
            parts[i] = (int) Math.min(room[i], (long) seats * sizes[i] / all);
            left -= parts[i];
        }
        List<Integer> byRemainder = IntStream.range(0, sizes.length)
                .boxed()
                .sorted((a, b) -> Long.compare((long) seats * sizes[b] % all, (long) seats * sizes[a] % all))
                .toList();
        for (int i : byRemainder) {
            if (left > 0 && parts[i] < room[i]) {
                parts[i]++;
                left--;
            }
        }
        return parts;
    }
}
