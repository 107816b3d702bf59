package org.recurve.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.params.VectorFactory;

class StateReaderTest {
    private static final Vector LIKE = vector(0, 0, 0);

    enum Phase {
        DOWN,
        UP
    }

    record Inner(float damping, boolean converged, Phase phase) {}

    record Memory(
            long steps,
            int restarts,
            double loss,
            String note,
            Optional<Inner> inner,
            Optional<String> none,
            List<Inner> all) {}

    record History(List<Vector> differences) {}

    private static Vector vector(float... values) {
        return VectorFactory.of(List.of(new Segment("w", Shape.of(3), 0)), values);
    }

    private static byte[] written(Object tree) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new StateWriter(new DataOutputStream(bytes)).write(tree);
        return bytes.toByteArray();
    }

    private static Object read(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        return new StateReader(in, StateReaderTest.class.getClassLoader()).read(LIKE);
    }

    @Test
    void everyKindOfLeafComesBackWithItsBits() throws IOException {
        Inner inner = new Inner(Float.MIN_VALUE, true, Phase.UP);
        Memory memory =
                new Memory(1L << 40, -3, -0.0, "ä λ", Optional.of(inner), Optional.empty(), List.of(inner, inner));
        assertEquals(memory, read(written(memory)));
    }

    @Test
    void vectorsComeBackWithTheirBits() throws IOException {
        History history = (History) read(written(new History(List.of(vector(1, -0f, Float.NaN), LIKE))));
        assertEquals(2, history.differences().size());
        assertArrayEquals(
                new float[] {1, -0f, Float.NaN},
                history.differences().getFirst().toArray());
    }

    @Test
    void onlyRecordsAndEnumsAreMade() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte('r');
        out.writeUTF("java.lang.ProcessBuilder");
        assertThrows(IOException.class, () -> read(bytes.toByteArray()));
    }

    @Test
    void aStateThatCannotBeKeptIsNamed() {
        assertThrows(IllegalStateException.class, () -> written(new StringBuilder()));
    }
}
