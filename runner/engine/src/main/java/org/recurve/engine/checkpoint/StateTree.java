package org.recurve.engine.checkpoint;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.recurve.api.optimize.Vector;

/**
 * Reaches the leaves of an optimizer's state: vectors, numbers, truth values, texts, inside records, Optionals and lists.
 * For one thread.
 */
public final class StateTree {
    private final Map<Class<?>, RecordForm> forms = new HashMap<>();

    /** Describes what becomes of a leaf. */
    @FunctionalInterface
    public interface LeafAction {
        Object at(String path, Object leaf);
    }

    /** Returns all vectors in it. */
    public List<Vector> vectors(Object state) {
        List<Vector> vectors = new ArrayList<>();
        map("", state, (path, leaf) -> {
            if (leaf instanceof Vector vector) {
                vectors.add(vector);
            }
            return leaf;
        });
        return vectors;
    }

    /** A tree of the same form; leaves are met in the order of components, under paths such as {@code .velocity}. */
    @SuppressWarnings("unchecked")
    public // every case returns what it was given, or a copy of the same type
    <T> T map(String path, T node, LeafAction action) {
        return (T)
                switch (node) {
                    case Vector vector -> action.at(path, vector); // first: it may well be a record
                    case Record record -> copy(path, record, action);
                    case Optional<?> optional -> optional.map(value -> map(path, value, action));
                    case List<?> list -> copy(path, list, action);
                    default -> action.at(path, node);
                };
    }

    private List<Object> copy(String path, List<?> list, LeafAction action) {
        List<Object> copy = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            copy.add(map(path + "." + i, list.get(i), action));
        }
        return List.copyOf(copy);
    }

    private Object copy(String path, Record record, LeafAction action) {
        RecordForm form = forms.computeIfAbsent(record.getClass(), RecordForm::of);
        try {
            Object[] values = new Object[form.components().length];
            for (int i = 0; i < values.length; i++) {
                RecordComponent component = form.components()[i];
                Object value = component.getAccessor().invoke(record);
                values[i] = map(path + "." + component.getName(), value, action);
            }
            return form.constructor().newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    record.getClass().getName()
                            + " cannot be copied; an optimizer's state is a public record, nested in"
                            + " the provider, whose constructor takes what its components return",
                    e);
        }
    }

    /** A record class, looked up once. */
    private record RecordForm(RecordComponent[] components, Constructor<?> constructor) {
        static RecordForm of(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types =
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                for (RecordComponent component : components) {
                    component.getAccessor().setAccessible(true);
                }
                return new RecordForm(components, constructor);
            } catch (NoSuchMethodException impossible) {
                throw new IllegalStateException("every record has its canonical constructor", impossible);
            }
        }
    }
}
