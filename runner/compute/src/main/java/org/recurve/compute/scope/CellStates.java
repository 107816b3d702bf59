package org.recurve.compute.scope;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;

/** A cell's state as the values it holds: components in order, nested records and lists in place. */
final class CellStates {
    private CellStates() {}

    static List<Value> flatten(Object state) {
        List<Value> values = new ArrayList<>();
        collect(state, values);
        return values;
    }

    private static void collect(Object part, List<Value> into) {
        switch (part) {
            case Value value -> into.add(value);
            case List<?> list -> list.forEach(element -> collect(element, into));
            case Record record -> {
                for (RecordComponent component : record.getClass().getRecordComponents()) {
                    collect(read(record, component), into);
                }
            }
            default -> throw unfit(part.getClass());
        }
    }

    /** Returns the names of these values: the components that lead to each, parts separated by points. */
    static List<String> names(Object state) {
        List<String> names = new ArrayList<>();
        name("", state, names);
        return names;
    }

    private static void name(String path, Object part, List<String> into) {
        String before = path.isEmpty() ? "" : path + ".";
        switch (part) {
            case Value value -> into.add(path);
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    name(path + (i + 1), list.get(i), into);
                }
            }
            case Record record -> {
                for (RecordComponent component : record.getClass().getRecordComponents()) {
                    name(before + component.getName(), read(record, component), into);
                }
            }
            default -> throw unfit(part.getClass());
        }
    }

    /** A state of the same form that holds {@code values} instead. */
    @SuppressWarnings("unchecked") // the same record class, filled again
    static <S extends Record> S refill(S form, List<Value> values) {
        return (S) replace(form, values.iterator());
    }

    private static Object replace(Object part, Iterator<Value> values) {
        return switch (part) {
            case Value value -> values.next();
            case List<?> list ->
                list.stream().map(element -> replace(element, values)).toList();
            case Record record ->
                make(
                        record.getClass(),
                        Arrays.stream(record.getClass().getRecordComponents())
                                .map(component -> replace(read(record, component), values))
                                .toArray());
            default -> throw unfit(part.getClass());
        };
    }

    private static Object read(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new InvalidSetting("the state record " + record.getClass().getName()
                    + " cannot be read; make it public and nested in its cell (" + e + ")");
        }
    }

    private static Record make(Class<?> type, Object[] components) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            return (Record) type.getDeclaredConstructor(types).newInstance(components);
        } catch (ReflectiveOperationException e) {
            throw new InvalidSetting("the state record " + type.getName()
                    + " cannot be made; make it public and nested in its cell (" + e + ")");
        }
    }

    private static InvalidSetting unfit(Class<?> type) {
        return new InvalidSetting(
                "a state holds Values, records of them, or lists of them, not " + type.getSimpleName());
    }
}
