package org.recurve.recurrence;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;

/** Any cell's state as the values it holds, in the order of its components, for wrappers that must touch each of them. */
public final class StateValues {
    private StateValues() {}

    public static List<Value> values(Record state) {
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
            default -> throw unfit(part);
        }
    }

    /** Returns a state of the same form that holds {@code values} instead. */
    public static Record with(Record form, List<Value> values) {
        return (Record) replaced(form, values.iterator());
    }

    /** Puts one value of a state in the place of what the cell made of it. */
    @FunctionalInterface
    public interface Mixing {
        /** @param which the value's place in the state */
        Value mix(int which, Value before, Value after);
    }

    /** Returns the step with other values in its state; where its output was one of them, what became of that one is the output. */
    public static Step<Record> mixed(Record before, Step<Record> step, Mixing mixing) {
        List<Value> old = values(before);
        List<Value> made = values(step.state());
        List<Value> left = new ArrayList<>();
        Value output = step.output();
        for (int k = 0; k < made.size(); k++) {
            left.add(mixing.mix(k, old.get(k), made.get(k)));
            output = step.output().equals(made.get(k)) ? left.get(k) : output;
        }
        return new Step<>(output, with(step.state(), left));
    }

    private static Object replaced(Object part, Iterator<Value> values) {
        return switch (part) {
            case Value value -> values.next();
            case List<?> list ->
                list.stream().map(element -> replaced(element, values)).toList();
            case Record record -> made(record, values);
            default -> throw unfit(part);
        };
    }

    private static Object made(Record form, Iterator<Value> values) {
        RecordComponent[] components = form.getClass().getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] filled = Arrays.stream(components)
                .map(component -> replaced(read(form, component), values))
                .toArray();
        try {
            return form.getClass().getDeclaredConstructor(types).newInstance(filled);
        } catch (ReflectiveOperationException e) {
            throw hidden(form, e);
        }
    }

    private static Object read(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw hidden(record, e);
        }
    }

    private static InvalidSetting hidden(Record state, ReflectiveOperationException e) {
        return new InvalidSetting("the state record " + state.getClass().getName()
                + " cannot be used by a wrapper; make it public and nested in its cell (" + e + ")");
    }

    private static InvalidSetting unfit(Object part) {
        return new InvalidSetting("a state holds Values, records of them, or lists of them, not "
                + part.getClass().getSimpleName());
    }
}
