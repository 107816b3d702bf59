package org.recurve.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;

/** What is told of data is told of every form that a phase gives it. */
class KeptRemarksTest {
    private static final Data.Remarks REMARKS = new Data.Remarks(List.of("divided"), List.of("few"));
    private static final Examples FOUR = new Examples() {
        @Override
        public int size() {
            return 4;
        }

        @Override
        public void read(int index, String field, float[] into, int offset) {
            into[offset] = index;
        }
    };
    private static final Data DATA = new Data(
            List.of(new Field(Field.INPUT, Shape.of(4, 1)), new Field(Field.TARGET, Shape.of(4, 1))),
            Map.of(Data.TRAIN, FOUR),
            "sha256:four",
            Optional.empty(),
            REMARKS);

    @Test
    void byFewerExamples() {
        assertEquals(REMARKS, FewerExamples.of(DATA, 2, "train").remarks());
    }

    @Test
    void byAnotherTarget() {
        assertEquals(
                REMARKS,
                RetargetedData.field(DATA, Field.INPUT, "phases.first.target").remarks());
    }

    @Test
    void byChunks() {
        assertEquals(REMARKS, SequenceChunking.of(DATA, Optional.of(2)).data().remarks());
    }
}
