package org.recurve.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.compute.trace.declaration.FieldRequirement;

/** Two examples of three steps, with a number for each: 1 2 3, and 4 5 6. */
class RequirementCheckTest {
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
        check(field, new FieldRequirement.Least(least));
    }

    private static void check(String field, FieldRequirement.Bound bound) {
        RequirementCheck.check(
                Set.of(new FieldRequirement("part1", field, bound, "since it is a test")), DATA, "numbers");
    }

    @Test
    void everyElementOfAFieldMustHoldWhatIsDemanded() {
        check("times", 1);
        check("length", 100); // what examples do not have is as long as it can be
        InvalidSetting refused = assertThrows(InvalidSetting.class, () -> check("times", 3));
        assertEquals(
                "part1: example 0 of the train split of numbers has a times of 1 at place 0, but needs at least 3:"
                        + " since it is a test",
                refused.getMessage());
    }

    private record Labelled(float... labels) implements Examples {
        @Override
        public int size() {
            return labels.length / 2;
        }

        @Override
        public void read(int index, String field, float[] into, int offset) {
            switch (field) {
                case Field.LENGTH -> into[offset] = index == 0 ? 2 : 1;
                case Field.TARGET -> System.arraycopy(labels, 2 * index, into, offset, 2);
                default -> {}
            }
        }
    }

    private static void classes(float... labels) {
        classes(OptionalInt.empty(), labels);
    }

    private static void classes(OptionalInt ignored, float... labels) {
        List<Field> fields = List.of(
                new Field(Field.INPUT, Shape.of(2, 1)),
                new Field(Field.TARGET, Shape.of(2)),
                new Field(Field.LENGTH, Shape.SCALAR));
        Data data = new Data(fields, Map.of(Data.VALIDATION, new Labelled(labels)), "sha256:0");
        FieldRequirement requirement = new FieldRequirement(
                "loss", Field.TARGET, new FieldRequirement.ClassIndexBound(3), "one output a class");
        RequirementCheck.check(Set.of(requirement), data, "labels", ignored);
    }

    /** The second sequence has one step, behind which nothing is looked at. */
    @Test
    void aClassIsAWholeNumberFromZeroAtEveryTrueStep() {
        classes(0, 2, 1, -7);
        for (float wrong : new float[] {3, -1, 0.5f, Float.NaN, Float.POSITIVE_INFINITY}) {
            String message = assertThrows(InvalidSetting.class, () -> classes(0, wrong, 1, 0))
                    .getMessage();
            String said = wrong == 3 || wrong == -1 ? String.valueOf((int) wrong) : String.valueOf(wrong);
            assertEquals(
                    "loss: example 0 of the validation split of labels has a target of " + said
                            + " at place 1, but needs a whole number from 0 to 2: one output a class",
                    message);
        }
    }

    /** The ignored label may lie outside the classes; every other that does is still refused. */
    @Test
    void theIgnoredLabelNeedNotBeAClass() {
        OptionalInt ignored = OptionalInt.of(-100);
        classes(ignored, -100, 2, -100, 0);
        assertThrows(InvalidSetting.class, () -> classes(ignored, -100, -1, 0, 0));
        assertThrows(InvalidSetting.class, () -> classes(OptionalInt.empty(), -100, 2, 0, 0));
    }
}
