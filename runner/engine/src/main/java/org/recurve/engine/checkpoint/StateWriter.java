package org.recurve.engine.checkpoint;

import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.recurve.api.optimize.Vector;

/** Writes an optimizer's state, a letter before each value, for {@link StateReader}. Numbers keep their bits. */
public final class StateWriter {
    private final DataOutputStream out;

    public StateWriter(DataOutputStream out) {
        this.out = out;
    }

    public void write(Object node) throws IOException {
        switch (node) {
            case Vector vector -> vector(vector); // first: it may well be a record
            case Record record -> record(record);
            case Optional<?> optional -> {
                out.writeByte(optional.isPresent() ? 'o' : 'e');
                if (optional.isPresent()) {
                    write(optional.get());
                }
            }
            case List<?> list -> {
                out.writeByte('l');
                out.writeInt(list.size());
                for (Object item : list) {
                    write(item);
                }
            }
            default -> leaf(node);
        }
    }

    private void leaf(Object leaf) throws IOException {
        switch (leaf) {
            case Double number -> {
                out.writeByte('d');
                out.writeDouble(number);
            }
            case Float number -> {
                out.writeByte('f');
                out.writeFloat(number);
            }
            case Integer number -> {
                out.writeByte('i');
                out.writeInt(number);
            }
            case Long number -> {
                out.writeByte('j');
                out.writeLong(number);
            }
            case Boolean truth -> {
                out.writeByte('b');
                out.writeBoolean(truth);
            }
            case String text -> {
                out.writeByte('s');
                out.writeUTF(text);
            }
            case Enum<?> constant -> {
                out.writeByte('c');
                out.writeUTF(constant.getDeclaringClass().getName());
                out.writeUTF(constant.name());
            }
            default ->
                throw new IllegalStateException(
                        "an optimizer's state holds a " + leaf.getClass().getName()
                                + "; it may hold Vectors, numbers, truth values and texts, in records, Optionals and lists");
        }
    }

    private void vector(Vector vector) throws IOException {
        float[] values = vector.toArray();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        out.writeByte('v');
        out.writeInt(values.length);
        out.write(bytes.array());
    }

    private void record(Record record) throws IOException {
        out.writeByte('r');
        out.writeUTF(record.getClass().getName());
        try {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                write(component.getAccessor().invoke(record));
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(record.getClass().getName() + " cannot be read", e);
        }
    }
}
