package org.recurve.engine.checkpoint;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.params.VectorFactory;

/** Reads what {@link StateWriter} wrote. Of all classes that are named there, only records and enums are made. */
public final class StateReader {
    private final DataInputStream in;
    private final ClassLoader plugins;

    public StateReader(DataInputStream in, ClassLoader plugins) {
        this.in = in;
        this.plugins = plugins;
    }

    /** Returns a vector with the segments of {@code like}. */
    public Vector vector(Vector like) throws IOException {
        return (Vector) read(like);
    }

    /** Returns the next value; vectors in it have the segments of {@code like}. */
    public Object read(Vector like) throws IOException {
        char letter = (char) in.readByte();
        return switch (letter) {
            case 'v' -> numbers(like);
            case 'r' -> record(like);
            case 'e' -> Optional.empty();
            case 'o' -> Optional.of(read(like));
            case 'l' -> list(like);
            case 'd' -> in.readDouble();
            case 'f' -> in.readFloat();
            case 'i' -> in.readInt();
            case 'j' -> in.readLong();
            case 'b' -> in.readBoolean();
            case 's' -> in.readUTF();
            case 'c' -> constant();
            default -> throw new IOException("no value begins with \"" + letter + "\"");
        };
    }

    private Vector numbers(Vector like) throws IOException {
        int size = in.readInt();
        if (size != like.size()) {
            throw new IOException("a vector of " + size + " elements, where the model has " + like.size());
        }
        byte[] bytes = in.readNBytes(size * Float.BYTES);
        float[] values = new float[size];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        return VectorFactory.of(like.segments(), values);
    }

    private List<Object> list(Vector like) throws IOException {
        List<Object> items = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            items.add(read(like));
        }
        return List.copyOf(items);
    }

    private Object constant() throws IOException {
        Class<?> type = named(in.readUTF());
        String name = in.readUTF();
        return Arrays.stream(
                        Optional.<Object[]>ofNullable(type.getEnumConstants()).orElse(new Object[0]))
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException(type.getName() + " has no constant " + name));
    }

    private Object record(Vector like) throws IOException {
        Class<?> type = named(in.readUTF());
        if (!type.isRecord()) {
            throw new IOException(type.getName() + " is not a record");
        }
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(like);
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IOException(type.getName() + " is not what was written", e);
        }
    }

    private Class<?> named(String name) throws IOException {
        try {
            return Class.forName(name, false, plugins);
        } catch (ClassNotFoundException e) {
            throw new IOException("the plugins have no " + name, e);
        }
    }
}
