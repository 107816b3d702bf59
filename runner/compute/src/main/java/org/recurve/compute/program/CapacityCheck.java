package org.recurve.compute.program;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Shape;
import org.recurve.compute.scope.TracingScope;
import org.recurve.compute.trace.TraceContext;
import org.recurve.compute.trace.TracedBuffers;
import org.recurve.compute.trace.sequence.CapacityCaution;

/**
 * Finds what in a model depends on how much room its data set gives sequences: what a trace shows by itself, and what another
 * trace, with twice the room, makes otherwise.
 */
final class CapacityCheck {
    private final Layers layers;
    private final List<Field> fields;
    private final boolean chunked;

    CapacityCheck(Layers layers, List<Field> fields, boolean chunked) {
        this.layers = layers;
        this.fields = List.copyOf(fields);
        this.chunked = chunked;
    }

    /** Returns what depends on it; nothing where all examples have one length. */
    Set<CapacityCaution> cautions(TraceContext training, TraceContext evaluation) {
        Optional<Integer> steps = steps();
        if (steps.isEmpty()) {
            return Set.of();
        }
        Set<CapacityCaution> cautions = new LinkedHashSet<>(training.cautions());
        cautions.addAll(evaluation.cautions());
        List<Field> wider =
                fields.stream().map(field -> wider(field, steps.get())).toList();
        cautions.addAll(compared(training, traced(wider, true)));
        cautions.addAll(compared(evaluation, traced(wider, false)));
        return cautions;
    }

    private Optional<Integer> steps() {
        boolean lengths = fields.stream().anyMatch(field -> field.name().equals(Field.LENGTH));
        return fields.stream()
                .filter(field -> lengths
                        && field.name().equals(Field.INPUT)
                        && field.shape().rank() > 0)
                .map(field -> field.shape().dim(0))
                .findFirst();
    }

    private static Field wider(Field field, int steps) {
        Shape shape = field.shape();
        boolean sequence =
                shape.rank() > (field.labels().isEmpty() ? 0 : 1) && shape.dim(0) == steps; // labels are no steps
        return sequence ? field.of(Shape.of(2 * steps).with(shape.slice(1, shape.rank()))) : field;
    }

    /** Returns the layers as far as they can be traced: a setting may fit one length alone. */
    private TraceContext traced(List<Field> wider, boolean inTraining) {
        TraceContext context = new TraceContext(wider, inTraining, chunked, _ -> false);
        TracingScope scope = new TracingScope(context);
        try {
            scope.field(Field.INPUT).ifPresent(x -> scope.apply(layers, x));
        } catch (IllegalArgumentException | UnsupportedOperationException misfit) {
            return context;
        }
        return context;
    }

    private static List<CapacityCaution> compared(TraceContext own, TraceContext wider) {
        List<CapacityCaution> cautions = new ArrayList<>();
        Map<String, Shape> shapes = shapes(own);
        Map<String, Shape> others = shapes(wider);
        shapes.forEach((name, shape) -> {
            if (!shape.equals(others.getOrDefault(name, shape))) {
                cautions.add(new CapacityCaution(
                        part(name),
                        "has " + own(name) + " of shape " + shape
                                + ", the larger the more steps the data set leaves room for"));
            }
        });
        own.draws().forEach((name, drawn) -> {
            if (!drawn.equals(wider.draws().getOrDefault(name, drawn))) {
                cautions.add(new CapacityCaution(
                        part(name), "draws other random numbers the more steps the data set leaves room for"));
            }
        });
        own.cuts()
                .moving(wider.cuts())
                .forEach(part -> cautions.add(new CapacityCaution(
                        part, "counts places from the end of the padding, not from the end of the sequence")));
        return cautions;
    }

    /** Returns a tracer that knows which cuts of sequences are meant from their end: those that move with the room there is. */
    TraceContext tracer(boolean inTraining, boolean watched, Predicate<String> frozen) {
        TraceContext context = new TraceContext(fields, inTraining, chunked, watched, frozen);
        steps().ifPresent(steps -> {
            TraceContext own = traced(fields, inTraining);
            if (!own.cuts().isEmpty()) {
                List<Field> wider =
                        fields.stream().map(field -> wider(field, steps)).toList();
                context.cuts().learn(own.cuts(), traced(wider, inTraining).cuts());
            }
        });
        return context;
    }

    private static Map<String, Shape> shapes(TraceContext context) {
        Function<Map.Entry<String, TracedBuffers.DeclaredBuffer>, Map.Entry<String, Shape>> buffer =
                entry -> Map.entry(entry.getKey(), entry.getValue().shape());
        Map<String, Shape> shapes = new TreeMap<>();
        Stream.concat(
                        context.parameters().values().stream()
                                .map(p -> Map.entry(p.name(), p.weights().shape())),
                        context.buffers().declared().entrySet().stream().map(buffer))
                .forEach(entry -> shapes.put(entry.getKey(), entry.getValue()));
        return shapes;
    }

    private static String part(String name) {
        return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    private static String own(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
