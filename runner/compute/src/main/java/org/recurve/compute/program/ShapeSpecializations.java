package org.recurve.compute.program;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

/**
 * A program for examples of other sizes than those it was traced on, such as images: graphs of their own, the same
 * state. Of many sizes, as many programs are kept as a session keeps plans; others are traced again when they are met.
 */
public final class ShapeSpecializations {
    /** So many sizes of examples are kept: of programs here, of plans in a session. */
    public static final int KEPT = 8;

    private final List<Field> fields;
    private final Function<List<Field>, Program> trace;
    /** Those last used, the last one last. */
    private final SequencedMap<Map<String, Shape>, Program> programs = new LinkedHashMap<>();

    /**
     * Those of a program.
     *
     * @param fields it was traced on
     * @param trace traces the same model on others
     */
    ShapeSpecializations(List<Field> fields, Function<List<Field>, Program> trace) {
        this.fields = List.copyOf(fields);
        this.trace = trace;
    }

    Shape input() {
        return fields.stream()
                .filter(field -> field.name().equals(Field.INPUT))
                .findFirst()
                .orElseThrow()
                .shape();
    }

    /** Returns the program for a size, {@code own} being the one for its own. */
    Program of(Program own, Map<String, Shape> size) {
        Program program = Optional.ofNullable(programs.remove(size)).orElseGet(() -> traced(own, size));
        programs.putLast(size, program);
        if (programs.size() > KEPT) {
            programs.pollFirstEntry();
        }
        return program;
    }

    private Program traced(Program own, Map<String, Shape> size) {
        List<Field> others = fields.stream()
                .map(f -> f.of(size.getOrDefault(f.name(), f.shape())))
                .toList();
        if (others.equals(fields)) {
            return own;
        }
        String where = size.entrySet().stream()
                .map(field -> field.getKey() + " of shape " + field.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
        try {
            Program program = trace.apply(others);
            demandSame(state(own), state(program));
            return program;
        } catch (InvalidSetting misfit) {
            throw misfit.adding(" (examples differ in size; this is said of " + where + ")");
        }
    }

    private static void demandSame(Map<String, Shape> own, Map<String, Shape> other) {
        own.forEach((name, shape) -> {
            if (!Objects.equals(shape, other.get(name))) {
                throw new InvalidSetting(
                        name,
                        "",
                        "has the shape " + shape
                                + " for the largest examples, but would need "
                                + other.get(name)
                                + "; put a global or adaptive pooling before the first layer whose parameters"
                                + " depend on the size, or bring all examples to one size");
            }
        });
    }

    private static Map<String, Shape> state(Program program) {
        Map<String, Shape> shapes = new TreeMap<>();
        program.parameters().forEach(p -> shapes.put(p.name(), p.weights().shape()));
        program.buffers().forEach((name, buffer) -> shapes.put(name, buffer.shape()));
        return shapes;
    }
}
