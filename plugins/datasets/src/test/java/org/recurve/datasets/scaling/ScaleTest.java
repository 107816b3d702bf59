package org.recurve.datasets.scaling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.data.Scaling;
import org.recurve.api.model.Shape;

/** The examples of scikit-learn's StandardScaler and MinMaxScaler, and sums by hand. */
class ScaleTest {
    private record Rows(float[][] inputs, float[] lengths) implements Examples {
        @Override
        public int size() {
            return inputs.length;
        }

        @Override
        public void read(int index, String field, float[] into, int offset) {
            if (field.equals(Field.LENGTH)) {
                into[offset] = lengths[index];
            } else {
                System.arraycopy(inputs[index], 0, into, offset, inputs[index].length);
            }
        }

        @Override
        public Optional<Shape> shape(int index, String field) {
            return field.equals(Field.INPUT) ? Optional.of(Shape.of(inputs[index].length)) : Optional.empty();
        }
    }

    private static Data rows(float[]... inputs) {
        Examples far = new Rows(new float[][] {{1e9f, -1e9f}}, new float[0]);
        return new Data(
                List.of(new Field(Field.INPUT, Shape.of(inputs[0].length))),
                Map.of(Data.TRAIN, new Rows(inputs, new float[0]), Data.TEST, far),
                "sha256:none");
    }

    private static float[] scaled(Scaling scaling, float... input) {
        float[] read = input.clone();
        scaling.apply(read, 0, read.length, read.length);
        return read;
    }

    @Test
    void standardIsThatOfScikitLearn() {
        Data data = rows(new float[][] {{0, 0}, {0, 0}, {1, 1}, {1, 1}});
        Scaling scaling = Scale.STANDARD.fit(data, Scaling.Axis.LAST, 2).orElseThrow();
        assertEquals(List.of(0.5, 0.5), scaling.shifts());
        assertArrayEquals(new float[] {-1, -1}, scaled(scaling, 0, 0));
        assertArrayEquals(new float[] {3, 3}, scaled(scaling, 2, 2));
    }

    @Test
    void unitIsThatOfScikitLearn() {
        Data data = rows(new float[][] {{-1, 2}, {-0.5f, 6}, {0, 10}, {1, 18}});
        Scaling scaling = Scale.UNIT.fit(data, Scaling.Axis.LAST, 2).orElseThrow();
        assertArrayEquals(new float[] {0.25f, 0.25f}, scaled(scaling, -0.5f, 6));
        assertArrayEquals(new float[] {1, 1}, scaled(scaling, 1, 18));
        assertArrayEquals(new float[] {1.5f, 0}, scaled(scaling, 2, 2));
    }

    @Test
    void whatNeverChangesIsNotDividedByNothing() {
        Data data = rows(new float[][] {{0.1f, 7}, {0.1f, 9}, {0.1f, 8}});
        assertEquals(
                1,
                Scale.STANDARD
                        .fit(data, Scaling.Axis.LAST, 2)
                        .orElseThrow()
                        .divisors()
                        .getFirst());
        assertArrayEquals(
                new float[] {0, 1},
                scaled(Scale.UNIT.fit(data, Scaling.Axis.LAST, 2).orElseThrow(), 0.1f, 9));
    }

    /** Mean 1e6 and deviations of 1: the sum of squares would lose them. */
    @Test
    void aLargeMeanDoesNotHideASmallDeviation() {
        Data data = rows(new float[][] {{1_000_001}, {999_999}});
        Scaling scaling = Scale.STANDARD.fit(data, Scaling.Axis.LAST, 1).orElseThrow();
        assertEquals(List.of(1e6), scaling.shifts());
        assertEquals(List.of(1.0), scaling.divisors());
    }

    /** Images of two pixels and of one, each of two channels. */
    @Test
    void imagesOfSeveralSizesHaveChannels() {
        Data data = new Data(
                List.of(new Field(Field.INPUT, Shape.of(2, 1, 2))),
                Map.of(Data.TRAIN, new Rows(new float[][] {{0, 3, 10, 20}, {6, 60}}, new float[0])),
                "sha256:none");
        Scaling scaling = Scale.UNIT.fit(data, Scaling.Axis.FIRST, 2).orElseThrow();
        assertEquals(List.of(0.0, 10.0), scaling.shifts());
        assertEquals(List.of(6.0, 50.0), scaling.divisors());
        assertArrayEquals(new float[] {0, 0.5f, 0, 0.2f}, scaled(scaling, 0, 3, 10, 20));
        assertArrayEquals(new float[] {1, 1}, scaled(scaling, 6, 60));
    }

    /** Two steps of two features; of the second sequence only the first step is true. */
    @Test
    void stepsPastTheEndSayNothing() {
        Rows rows = new Rows(new float[][] {{1, 2, 3, 4}, {5, 6, 0, 0}}, new float[] {2, 1});
        Data data = new Data(
                List.of(new Field(Field.INPUT, Shape.of(2, 2)), new Field(Field.LENGTH, Shape.SCALAR)),
                Map.of(Data.TRAIN, rows),
                "sha256:none");
        Scaling scaling = Scale.UNIT.fit(data, Scaling.Axis.LAST, 2).orElseThrow();
        assertEquals(List.of(1.0, 2.0), scaling.shifts());
        assertEquals(List.of(4.0, 4.0), scaling.divisors());
    }
}
