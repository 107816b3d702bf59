package org.recurve.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;

class AddingProblemTest {
    private static Data open(int steps, long seed) {
        return new AddingProblem().open(new AddingProblem.Config(steps, Optional.empty(), 500, 20, 0, seed), source -> {
            throw new AssertionError("generated data needs no file");
        });
    }

    private static float[] read(Examples examples, int index, String field, int size) {
        float[] into = new float[size];
        examples.read(index, field, into, 0);
        return into;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10, 51})
    void isTheSumOfTwoMarkedNumbersOneInEachHalf(int steps) {
        Data data = open(steps, 0);
        assertEquals(Shape.of(steps, 2), data.field(Field.INPUT).shape());
        Examples train = data.split(Data.TRAIN);
        for (int index = 0; index < train.size(); index++) {
            float[] input = read(train, index, Field.INPUT, 2 * steps);
            float sum = 0;
            int early = 0;
            int late = 0;
            for (int step = 0; step < steps; step++) {
                float number = input[2 * step];
                assertTrue(number >= 0 && number < 1);
                if (input[2 * step + 1] == 1) {
                    sum += number;
                    early += step < steps / 2 ? 1 : 0;
                    late += step < steps / 2 ? 0 : 1;
                } else {
                    assertEquals(0, input[2 * step + 1]);
                }
            }
            assertEquals(1, early);
            assertEquals(1, late);
            assertEquals(sum, read(train, index, Field.TARGET, 1)[0]);
        }
    }

    @Test
    void answeringOneHasAnErrorOfASixth() {
        Examples train = open(10, 0).split(Data.TRAIN);
        double error = 0;
        for (int index = 0; index < train.size(); index++) {
            double off = read(train, index, Field.TARGET, 1)[0] - 1;
            error += off * off / train.size();
        }
        assertEquals(1 / 6.0, error, 0.03);
    }

    @Test
    void everySequenceIsItsOwn() {
        Data data = open(10, 0);
        Set<Long> ids = new HashSet<>();
        Set<Float> first = new HashSet<>();
        for (String split : new String[] {Data.TRAIN, Data.VALIDATION}) {
            Examples examples = data.split(split);
            for (int index = 0; index < examples.size(); index++) {
                ids.add(examples.id(index));
                first.add(read(examples, index, Field.INPUT, 20)[0]);
            }
        }
        assertEquals(520, ids.size());
        assertEquals(520, first.size());
        assertFalse(data.splits().containsKey(Data.TEST));
    }

    @Test
    void theDigestFollowsTheSettings() {
        assertEquals(open(10, 0).digest(), open(10, 0).digest());
        assertNotEquals(open(10, 0).digest(), open(11, 0).digest());
        assertNotEquals(open(10, 0).digest(), open(10, 1).digest());
    }
}
