package org.recurve.engine.data;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

class ClassFieldsTest {
    /** Three examples that are right but for the last tag of the last. */
    private static Data tagged(float last) {
        Examples three = new Examples() {
            @Override
            public int size() {
                return 3;
            }

            @Override
            public void read(int index, String field, float[] into, int offset) {
                into[offset] = 0;
                into[offset + 1] = index == 2 && field.equals(Field.TARGET) ? last : 1;
            }
        };
        List<Field> fields = List.of(
                new Field(Field.INPUT, Shape.of(2)), new Field(Field.TARGET, Shape.of(2), List.of("noun", "verb")));
        return new Data(fields, Map.of(Data.TRAIN, three), "sha256:tags");
    }

    private static void check(Data data, OptionalInt ignored) {
        ClassFields.checkInputs(data, "tags");
        ClassFields.checkTargets(data, "tags", ignored);
    }

    @Test
    void aClassThatHasNoNameIsSaidWithItsExample() {
        assertDoesNotThrow(() -> check(tagged(1), OptionalInt.empty()));
        for (float wrong : new float[] {2, -1, 0.5f, Float.NaN}) {
            String message = assertThrows(InvalidSetting.class, () -> check(tagged(wrong), OptionalInt.empty()))
                    .getMessage();
            assertEquals(
                    "data: example 2 of the train split of tags has the target " + wrong
                            + " at place 1, but the data set names 2" + " classes, 0 to 1: remove it or fix it"
                            + (wrong < 0
                                    ? ", or leave it out of loss and metrics with {cross-entropy: {ignore: -1}}"
                                    : ""),
                    message);
        }
    }

    /** 255 marks unlabelled pixels in many sets of images, −100 unlabelled words in many of texts. */
    @Test
    void theLabelThatTheLossIgnoresNeedsNoName() {
        for (int label : new int[] {255, -100}) {
            assertDoesNotThrow(() -> check(tagged(label), OptionalInt.of(label)));
            assertThrows(InvalidSetting.class, () -> check(tagged(label), OptionalInt.of(label - 1)));
        }
    }

    @Test
    void aWordThatHasNoNameIsRefused() {
        List<Field> fields = List.of(new Field(Field.INPUT, Shape.of(2), List.of("only")));
        Data data = new Data(fields, tagged(1).splits(), "sha256:words");
        assertThrows(InvalidSetting.class, () -> check(data, OptionalInt.of(1)));
    }
}
