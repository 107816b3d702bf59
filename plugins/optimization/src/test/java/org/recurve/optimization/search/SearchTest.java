package org.recurve.optimization.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.random.Stream;
import org.recurve.api.search.Axis;
import org.recurve.api.search.Observation;
import org.recurve.api.search.Search;
import org.recurve.api.search.Suggestion;

class SearchTest {
    /** 0.07 times 100 is 7.000000000000001 in doubles. */
    @Test
    void sharesAreDecimalNumbers() {
        for (int size = 1; size <= 1000; size++) {
            for (int hundredths = 1; hundredths <= 50; hundredths++) {
                assertEquals((hundredths * size + 99) / 100, TpeSearch.share(hundredths / 100.0, size));
            }
        }
    }

    private static final Stream RANDOM = Stream.of(0).in("search");
    private static final List<Axis> LINE = List.of(new Axis("x", 0));

    /** All trials of a search, each observed as {@code value} says. */
    private static <C extends Record> List<Observation> run(
            Search<C> search, C config, List<Axis> axes, int most, ToDoubleFunction<List<Double>> value) {
        List<Observation> all = new ArrayList<>();
        for (int trial = 0; trial < most; trial++) {
            List<Observation> seen = all.subList(0, search.sees(config, trial));
            Optional<Suggestion> next = search.next(config, axes, trial, seen, RANDOM);
            if (next.isEmpty()) {
                return all;
            }
            all.add(new Observation(next.get(), value.applyAsDouble(next.get().at())));
        }
        return all;
    }

    private static List<Double> coordinates(List<Observation> all, int axis) {
        return all.stream().map(o -> o.suggestion().at().get(axis)).toList();
    }

    @Test
    void aGridIsEveryCombinationTheLastAxisFastest() {
        List<Axis> axes = List.of(new Axis("a", 2), new Axis("b", 3));
        List<Observation> all = run(new GridSearch(), new NoConfig(), axes, 100, at -> 0);
        assertEquals(
                List.of("00", "01", "02", "10", "11", "12"),
                all.stream()
                        .map(o -> "" + axes.get(0).choice(o.suggestion().at().get(0))
                                + axes.get(1).choice(o.suggestion().at().get(1)))
                        .toList());
    }

    @Test
    void haltonIsTheRadicalInverse() {
        List<Observation> all =
                run(new HaltonSearch(), new NoConfig(), List.of(new Axis("a", 0), new Axis("b", 0)), 5, at -> 0);
        assertEquals(List.of(1.0 / 2, 1.0 / 4, 3.0 / 4, 1.0 / 8, 5.0 / 8), coordinates(all, 0));
        List<Double> third = coordinates(all, 1);
        double[] expected = {1.0 / 3, 2.0 / 3, 1.0 / 9, 4.0 / 9, 7.0 / 9};
        IntStream.range(0, 5).forEach(i -> assertEquals(expected[i], third.get(i), 1e-15));
    }

    /** The first points that Joe and Kuo print for three dimensions, without the origin. */
    @Test
    void sobolBeginsAsPublished() {
        double[][] published = {
            {0.5, 0.5, 0.5},
            {0.75, 0.25, 0.25},
            {0.25, 0.75, 0.75},
            {0.375, 0.375, 0.625},
            {0.875, 0.875, 0.125},
            {0.625, 0.125, 0.875},
            {0.125, 0.625, 0.375},
            {0.1875, 0.3125, 0.9375},
            {0.6875, 0.8125, 0.4375}
        };
        List<Axis> axes = List.of(new Axis("a", 0), new Axis("b", 0), new Axis("c", 0));
        List<Observation> all = run(new SobolSearch(), new NoConfig(), axes, published.length, at -> 0);
        for (int trial = 0; trial < published.length; trial++) {
            List<Double> expected =
                    java.util.Arrays.stream(published[trial]).boxed().toList();
            assertEquals(expected, all.get(trial).suggestion().at());
        }
    }

    /** Each 2ᵏ points from a multiple of 2ᵏ on have one in every 2ᵏth of each axis. */
    @Test
    void sobolFillsEachAxisEvenly() {
        for (int axis = 0; axis < 10; axis++) {
            for (int size = 1; size <= 1024; size *= 2) {
                for (int from = 0; from < 4 * size; from += size) {
                    int which = axis;
                    int parts = size;
                    assertEquals(
                            size,
                            IntStream.range(from, from + size)
                                    .map(number -> (int) (SobolSearch.coordinate(which, number) * parts))
                                    .distinct()
                                    .count());
                }
            }
        }
    }

    @Test
    void halvingKeepsTheBestOfEachRungAndTrainsThemLonger() {
        SuccessiveHalving.Config config = new SuccessiveHalving.Config(9, 3);
        List<Observation> all = run(new SuccessiveHalving(), config, LINE, 100, at -> at.getFirst());
        assertEquals(13, all.size());
        assertEquals(1.0 / 9, all.getFirst().suggestion().budget(), 1e-15);
        assertEquals(
                coordinates(all.subList(0, 9), 0).stream().sorted().limit(3).toList(),
                coordinates(all.subList(9, 12), 0));
        assertEquals(1, all.getLast().suggestion().budget());
        assertEquals(0, new SuccessiveHalving().sees(config, 8));
        assertEquals(9, new SuccessiveHalving().sees(config, 9), "a rung waits for the whole of the one before");
        assertEquals(12, new SuccessiveHalving().sees(config, 12));
    }

    @Test
    void tpeFindsTheMinimumBetterThanChance() {
        ToDoubleFunction<List<Double>> parabola = at -> (at.getFirst() - 0.7) * (at.getFirst() - 0.7);
        List<Observation> all = run(new TpeSearch(), new TpeSearch.Config(4, 8, 24, 0.25), LINE, 40, parabola);
        double late = all.subList(20, 40).stream()
                .mapToDouble(Observation::value)
                .average()
                .orElseThrow();
        // Uniform points have a mean of 1/3 − 0.7 + 0.49 = 0.123.
        assertTrue(late < 0.04, "mean of the last 20 is " + late);
        assertEquals(5, new TpeSearch().sees(new TpeSearch.Config(4, 8, 24, 0.25), 8), "trials 0 to 8 − 4");
    }

    /** Of twelve trials one came to a value: a quarter of them would count as good, but the others only failed. */
    @Test
    void tpeTakesNothingThatFailedForGood() {
        Axis axis = new Axis("a", 3);
        List<Observation> seen = new ArrayList<>();
        for (int choice : new int[] {0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2}) {
            double value = choice == 2 ? 0.5 : Double.POSITIVE_INFINITY;
            seen.add(new Observation(new Suggestion(List.of(axis.coordinate(choice))), value));
        }
        for (int trial = 12; trial < 32; trial++) {
            Suggestion next = new TpeSearch()
                    .next(new TpeSearch.Config(1, 8, 24, 0.25), List.of(axis), trial, seen, RANDOM)
                    .orElseThrow();
            assertEquals(2, axis.choice(next.at().getFirst()));
        }
    }

    @Test
    void tpeLearnsWhichChoiceIsGood() {
        List<Axis> axes = List.of(new Axis("x", 4));
        List<Observation> all = run(
                new TpeSearch(),
                new TpeSearch.Config(1, 8, 24, 0.25),
                axes,
                40,
                at -> axes.getFirst().choice(at.getFirst()) == 2 ? 0 : 1);
        long good = all.subList(20, 40).stream().filter(o -> o.value() == 0).count();
        assertTrue(good >= 15, good + " of the last 20 took the good choice");
    }

    @Test
    void aParzenDensityIntegratesToOne() {
        ParzenDensity density = new ParzenDensity(LINE.getFirst(), List.of(0.02, 0.5, 0.9, 0.95));
        double sum = IntStream.range(0, 10_000)
                .mapToDouble(i -> density.density((i + 0.5) / 10_000))
                .sum();
        assertEquals(1, sum / 10_000, 1e-6);
    }
}
