package org.recurve.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.compute.trace.Demand;

/** Two examples of three steps, with a number for each: 1 2 3, and 4 5 6. */
class DemandsTest {
    private record Counting() implements Examples {
        @Override
        public int size() {
            return 2;
        }

        @Override
        public void read(int index, String field, float[] into, int offset) {
            for (int i = 0; i < 3; i++) {
                into[offset + i] = 1 + 3 * index + i;
            }
        }
    }

    private static final Data DATA =
            new Data(List.of(new Field("times", Shape.of(3))), Map.of(Data.TRAIN, new Counting()), "sha256:0");

    private static void check(String field, double least) {
        Demands.check(Set.of(new Demand("part1", field, least, "since it is a test")), DATA);
    }

    @Test
    void everyElementOfAFieldMustHoldWhatIsDemanded() {
        check("times", 1);
        check("length", 100); // what examples do not have is as long as it can be
        InvalidSetting refused = assertThrows(InvalidSetting.class, () -> check("times", 3));
        assertEquals(
                "part1: example 0 of the train split has a times of 1, but needs at least 3: since it is a test",
                refused.getMessage());
    }
}
