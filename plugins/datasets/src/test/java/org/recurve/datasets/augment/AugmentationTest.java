package org.recurve.datasets.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.random.Stream;
import org.recurve.testkit.Contract;

class AugmentationTest {
    private static final Stream RANDOM = Stream.of(11);

    private static java.util.stream.Stream<Contract> contracts(Field input, Map<Augmentation<?>, String> all) {
        Field target = new Field(Field.TARGET, Shape.SCALAR, List.of("a", "b", "c"));
        return all.entrySet().stream().map(one -> Contract.augmentation(one.getKey(), one.getValue(), input, target));
    }

    @TestFactory
    java.util.stream.Stream<DynamicTest> eachKeepsTheContract() {
        Map<Augmentation<?>, String> ofImages = Map.of(
                new Flip(), "both",
                new Crop(), "{padding: 2, size: 0.8, fill: reflect}",
                new Shift(), "{most: 2, vertical: 1, fill: edge}",
                new Rotate(), "20",
                new Zoom(), "0.3",
                new Brightness(), "0.2",
                new Noise(), "0.1",
                new Cutout(), "{side: 3, value: 0.5}",
                new Mixup(), "0.4");
        Map<Augmentation<?>, String> ofSequences = Map.of(
                new TimeWarp(),
                "2",
                new TimeMask(),
                "{most: 3, count: 2}",
                new FrequencyMask(),
                "2",
                new Noise(),
                "0.1");
        return java.util.stream.Stream.concat(
                        contracts(new Field(Field.INPUT, Shape.of(3, 7, 6)), ofImages),
                        java.util.stream.Stream.concat(
                                contracts(new Field(Field.INPUT, Shape.of(11, 4)), ofSequences),
                                contracts(
                                        new Field(Field.INPUT, Shape.of(2, 4, 11)),
                                        Map.of(new TimeWarp(), "2", new TimeMask(), "3", new FrequencyMask(), "2"))))
                .flatMap(Contract::tests);
    }

    private static PlainExample image() {
        return PlainExample.of(Shape.of(1, 2, 3), 1, 2, 3, 4, 5, 6);
    }

    @Test
    void flipsMirrorPixels() {
        PlainExample sideways = image();
        new Flip().apply(new Flip.Config(Flip.Direction.HORIZONTAL, 1), sideways, RANDOM);
        assertArrayEquals(new float[] {3, 2, 1, 6, 5, 4}, sideways.input());
        PlainExample turned = image();
        new Flip().apply(new Flip.Config(Flip.Direction.BOTH, 1), turned, RANDOM);
        assertArrayEquals(new float[] {6, 5, 4, 3, 2, 1}, turned.input());
    }

    @Test
    void aFlipIsAsLikelyAsItSays() {
        long flipped = IntStream.range(0, 4000)
                .filter(i -> {
                    PlainExample image = image();
                    new Flip().apply(new Flip.Config(Flip.Direction.VERTICAL, 0.3), image, RANDOM.in(i));
                    return image.input()[0] == 4;
                })
                .count();
        assertEquals(1200, flipped, 4 * Math.sqrt(4000 * 0.3 * 0.7));
    }

    /** A mask of classes moves with its image, and stays one of classes. */
    @Test
    void targetsOfPixelsMoveAlong() {
        PlainExample example = new PlainExample(
                List.of(
                        new Field(Field.INPUT, Shape.of(1, 2, 3)),
                        new Field(Field.TARGET, Shape.of(2, 3), List.of("a", "b", "c"))),
                Map.of(Field.INPUT, new float[] {1, 2, 3, 4, 5, 6}, Field.TARGET, new float[] {0, 1, 2, 2, 1, 0}));
        new Flip().apply(new Flip.Config(Flip.Direction.HORIZONTAL, 1), example, RANDOM);
        assertArrayEquals(new float[] {2, 1, 0, 0, 1, 2}, example.values(Field.TARGET));
        new Rotate().apply(new Rotate.Config(30, Fill.EDGE), example, RANDOM);
        for (float value : example.values(Field.TARGET)) {
            assertTrue(value == 0 || value == 1 || value == 2);
        }
    }

    @Test
    void borders() {
        assertEquals(List.of(-1, 0, 2, -1), places(Fill.ZERO));
        assertEquals(List.of(0, 0, 2, 2), places(Fill.EDGE));
        assertEquals(List.of(1, 0, 2, 1), places(Fill.REFLECT)); // 2 1 | 0 1 2 | 1 0
        assertEquals(2, Fill.REFLECT.index(-2, 3));
        assertEquals(0, Fill.REFLECT.index(7, 1));
    }

    private static List<Integer> places(Fill fill) {
        return IntStream.of(-1, 0, 2, 3)
                .map(place -> fill.index(place, 3))
                .boxed()
                .toList();
    }

    /** All of the (2 · 1 + 1) · (2 · 2 + 1) moves, and each as it would be drawn by hand. */
    @Test
    void shiftsMoveByWholePixels() {
        Set<List<Integer>> seen = new HashSet<>();
        for (int draw = 0; draw < 400; draw++) {
            PlainExample image = PlainExample.of(Shape.of(1, 5, 5), counted(25));
            new Shift().apply(new Shift.Config(2, Optional.of(1), Fill.ZERO), image, RANDOM.in(draw));
            int centre = (int) image.input()[12] - 1;
            int rows = centre / 5 - 2;
            int columns = centre % 5 - 2;
            seen.add(List.of(rows, columns));
            for (int y = 0; y < 5; y++) {
                for (int x = 0; x < 5; x++) {
                    boolean inside = y + rows >= 0 && y + rows < 5 && x + columns >= 0 && x + columns < 5;
                    assertEquals(inside ? 1 + (y + rows) * 5 + x + columns : 0, image.input()[y * 5 + x]);
                }
            }
        }
        assertEquals(15, seen.size());
    }

    private static float[] counted(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = i + 1;
        }
        return values;
    }

    /** Padded by 1 and cut back: every corner of the padded image is the window's some time. */
    @Test
    void cropsOfPaddedImages() {
        Set<Integer> corners = new HashSet<>();
        for (int draw = 0; draw < 200; draw++) {
            PlainExample image = PlainExample.of(Shape.of(1, 3, 3), counted(9));
            new Crop().apply(new Crop.Config(Optional.of(1), 1, Fill.ZERO), image, RANDOM.in(draw));
            corners.add((int) image.input()[0]);
        }
        assertEquals(Set.of(0, 1, 2, 4, 5), corners);
    }

    /** An image whose shades grow evenly is read between its pixels without an error, wherever it is turned or stretched to. */
    @Test
    void imagesAreReadBetweenTheirPixels() {
        int side = 9;
        float[] even = new float[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                even[y * side + x] = 10 + 2 * y - 3 * x;
            }
        }
        for (int draw = 0; draw < 20; draw++) {
            Stream random = RANDOM.in(draw);
            PlainExample turned = PlainExample.of(Shape.of(1, side, side), even);
            new Rotate().apply(new Rotate.Config(40, Fill.ZERO), turned, random);
            double angle = Math.toRadians(80 * random.uniform(0) - 40);
            PlainExample larger = PlainExample.of(Shape.of(1, side, side), even);
            new Zoom().apply(new Zoom.Config(0.2, Fill.ZERO), larger, random);
            double factor = 1 + 0.4 * random.uniform(0) - 0.2;
            for (int y = 2; y < side - 2; y++) { // what is near the centre comes from inside
                for (int x = 2; x < side - 2; x++) {
                    double dy = y - 4;
                    double dx = x - 4;
                    double row = 4 + Math.cos(angle) * dy - Math.sin(angle) * dx;
                    double column = 4 + Math.sin(angle) * dy + Math.cos(angle) * dx;
                    assertEquals(10 + 2 * row - 3 * column, turned.input()[y * side + x], 1e-5);
                    assertEquals(
                            10 + 2 * (4 + dy / factor) - 3 * (4 + dx / factor), larger.input()[y * side + x], 1e-5);
                }
            }
        }
    }

    @Test
    void brightnessAddsOneNumber() {
        PlainExample image = image();
        new Brightness().apply(new Brightness.Config(0.5), image, RANDOM);
        float more = image.input()[0] - 1;
        assertTrue(Math.abs(more) <= 0.5 && more != 0);
        assertEquals(6 + more, image.input()[5], 1e-6);
    }

    @Test
    void noiseIsNormalWhereASequenceHasSteps() {
        int steps = 3000;
        PlainExample example = new PlainExample(
                List.of(new Field(Field.INPUT, Shape.of(steps, 1)), new Field(Field.LENGTH, Shape.SCALAR)),
                Map.of(Field.INPUT, new float[steps], Field.LENGTH, new float[] {2000}));
        new Noise().apply(new Noise.Config(0.25), example, RANDOM);
        double[] noise =
                IntStream.range(0, 2000).mapToDouble(i -> example.input()[i]).toArray();
        assertTrue(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(new NormalDistribution(0, 0.25), noise) > 0.01);
        for (int i = 2000; i < steps; i++) {
            assertEquals(0, example.input()[i]);
        }
    }

    @Test
    void cutoutCoversASquareThatMayLieOutside() {
        Set<Long> covered = new HashSet<>();
        for (int draw = 0; draw < 300; draw++) {
            PlainExample image = PlainExample.of(Shape.of(2, 6, 6), counted(72));
            new Cutout().apply(new Cutout.Config(4, -1), image, RANDOM.in(draw));
            long first =
                    IntStream.range(0, 36).filter(i -> image.input()[i] == -1).count();
            long second =
                    IntStream.range(36, 72).filter(i -> image.input()[i] == -1).count();
            assertEquals(first, second);
            covered.add(first);
        }
        // Centres 0 to 5 begin at -2 to 3, so that 2, 3 or 4 of the 4 rows lie inside: products of two of these.
        assertEquals(Set.of(4L, 6L, 8L, 9L, 12L, 16L), covered);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.2, 1, 3})
    void sharesAreDrawnFromTheBetaDistribution(double alpha) {
        double[] shares = IntStream.range(0, 3000)
                .mapToDouble(i -> BetaDraw.of(alpha, RANDOM.in(i)))
                .filter(share -> share > 1e-12 && share < 1 - 1e-12) // doubles near 0 and 1 are too coarse to be tested
                .toArray();
        BetaDistribution beta = new BetaDistribution(alpha, alpha);
        double inside = beta.cumulativeProbability(1 - 1e-12) - beta.cumulativeProbability(1e-12);
        double[] uniform = java.util.Arrays.stream(shares)
                .map(share -> (beta.cumulativeProbability(share) - beta.cumulativeProbability(1e-12)) / inside)
                .sorted()
                .toArray();
        double worst = 0;
        for (int i = 0; i < uniform.length; i++) {
            worst = Math.max(worst, Math.abs(uniform[i] - (i + 0.5) / uniform.length));
        }
        assertTrue(worst * Math.sqrt(uniform.length) < 1.63, () -> "Kolmogorov's distance at " + alpha); // 1 % point
        assertEquals(3000 * inside, uniform.length, 4 * Math.sqrt(3000 * inside * (1 - inside)) + 1e-6);
    }

    @Test
    void mixupIsAMeanOfTwoByTheLargerShare() {
        PlainExample partner = PlainExample.of(Shape.of(2), 10, 20);
        PlainExample own = PlainExample.of(Shape.of(2), 0, 0).beside(partner);
        new Mixup().apply(new Mixup.Config(1), own, RANDOM);
        assertTrue(own.share > 0 && own.share <= 0.5);
        assertArrayEquals(new float[] {(float) (10 * own.share), (float) (20 * own.share)}, own.input(), 1e-6f);
    }

    /** A ramp that is warped is two straight lines that meet where the drawn step went. */
    @Test
    void timeWarpKeepsTheEndsAndBendsOnce() {
        int steps = 21;
        for (int draw = 0; draw < 50; draw++) {
            float[] ramp = new float[2 * steps];
            for (int i = 0; i < steps; i++) {
                ramp[2 * i] = i;
                ramp[2 * i + 1] = -i;
            }
            PlainExample example = PlainExample.of(Shape.of(steps, 2), ramp);
            Stream random = RANDOM.in(draw);
            new TimeWarp().apply(new TimeWarp.Config(4), example, random);
            double moved = 4 + random.uniform(0) * 12;
            double to = moved + 8 * random.uniform(1) - 4;
            for (int i = 0; i < steps; i++) {
                double from = i <= to ? i * moved / to : moved + (i - to) * (20 - moved) / (20 - to);
                assertEquals(from, example.input()[2 * i], 1e-4);
                assertEquals(-from, example.input()[2 * i + 1], 1e-4);
            }
        }
    }

    @Test
    void masksCoverNeighbours() {
        Set<Integer> widths = new HashSet<>();
        for (int draw = 0; draw < 200; draw++) {
            PlainExample sequence = PlainExample.of(Shape.of(8, 2), counted(16));
            new TimeMask().apply(new TimeMask.Config(3, 1), sequence, RANDOM.in(draw));
            int[] covered = IntStream.range(0, 8)
                    .filter(step -> sequence.input()[2 * step] == 0 && sequence.input()[2 * step + 1] == 0)
                    .toArray();
            widths.add(covered.length);
            if (covered.length > 0) {
                assertEquals(covered.length - 1, covered[covered.length - 1] - covered[0]);
            }
            PlainExample image = PlainExample.of(Shape.of(1, 2, 8), counted(16)); // a spectrogram as an image
            new FrequencyMask().apply(new FrequencyMask.Config(1, 1), image, RANDOM.in(draw));
            long rows = IntStream.range(0, 2)
                    .filter(row -> IntStream.range(0, 8).allMatch(x -> image.input()[row * 8 + x] == 0))
                    .count();
            assertEquals(
                    rows * 8,
                    IntStream.range(0, 16).filter(i -> image.input()[i] == 0).count());
        }
        assertEquals(Set.of(0, 1, 2, 3), widths);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        List<Field> words = List.of(new Field(Field.INPUT, Shape.of(5), List.of("a", "b")));
        List<Field> table = List.of(new Field(Field.INPUT, Shape.of(5)));
        List<Field> lengths = List.of(new Field(Field.INPUT, Shape.of(5, 2)), new Field(Field.LENGTH, Shape.SCALAR));
        refused("flip changes images", () -> new Flip().check(new Flip.Config(Flip.Direction.BOTH, 1), table));
        refused("time-mask changes sequences", () -> new TimeMask().check(new TimeMask.Config(1, 1), table));
        refused("inputs are indices of classes", () -> new Noise().check(new Noise.Config(1), words));
        refused("mixup mixes numbers", () -> new Mixup().check(new Mixup.Config(1), words));
        refused("these are sequences with lengths", () -> new Mixup().check(new Mixup.Config(1), lengths));
        List<Field> images = List.of(new Field(Field.INPUT, Shape.of(1, 8, 6)));
        refused("out of sight", () -> new Crop().check(new Crop.Config(Optional.of(6), 1, Fill.ZERO), images));
        refused("out of sight", () -> new Shift().check(new Shift.Config(1, Optional.of(8), Fill.ZERO), images));
        refused("always covers all of an image of 8×6", () -> new Cutout().check(new Cutout.Config(16, 0), images));
        new Cutout().check(new Cutout.Config(15, 0), images);
        refused(
                "a mask of up to 5 may cover all of the 5 steps; give less",
                () -> new TimeMask().check(new TimeMask.Config(5, 1), lengths));
        refused(
                "a mask of up to 9 may cover all of the 8 features; give less",
                () -> new FrequencyMask().check(new FrequencyMask.Config(9, 1), images));
        refused(
                "time-warp by 3 leaves all as they are, since none has more than 6 steps; give at most 2",
                () -> new TimeWarp().check(new TimeWarp.Config(3), images));
        new TimeMask().check(new TimeMask.Config(4, 1), lengths);
        new FrequencyMask().check(new FrequencyMask.Config(7, 1), images);
        new TimeWarp().check(new TimeWarp.Config(2), images);
        refused("give padding, or a size below 1", () -> new Crop.Config(Optional.of(0), 1, Fill.ZERO));
        refused("at least one pixel", () -> new Shift.Config(0, Optional.empty(), Fill.ZERO));
    }

    private static void refused(String why, Runnable action) {
        String said = assertThrows(InvalidSetting.class, action::run).getMessage();
        assertTrue(said.contains(why), said);
    }
}
