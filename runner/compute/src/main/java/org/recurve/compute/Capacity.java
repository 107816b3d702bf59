package org.recurve.compute;

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
import org.recurve.compute.trace.CapacityCaution;
import org.recurve.compute.trace.Place;
import org.recurve.compute.trace.Tracer;

/**
 * Finds what in a model depends on how much room its data set gives sequences: what a trace shows by itself, and what another
 * trace, with twice the room, makes otherwise.
 */
final class Capacity {
    private final Layers layers;
    private final List<Field> fields;
    private final boolean chunked;

    Capacity(Layers layers, List<Field> fields, boolean chunked) {
        this.layers = layers;
        this.fields = List.copyOf(fields);
        this.chunked = chunked;
    }

    /** What depends on it; nothing where all examples have one length. */
    Set<CapacityCaution> cautions(Tracer training, Tracer evaluation) {
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
        boolean sequence = shape.rank() > 0 && shape.dim(0) == steps;
        return sequence
                ? new Field(field.name(), Shape.of(2 * steps).with(shape.slice(1, shape.rank())), field.classes())
                : field;
    }

    /** The layers as far as they can be traced: a setting may fit one length alone. */
    private Tracer traced(List<Field> wider, boolean inTraining) {
        Tracer tracer = new Tracer(wider, inTraining, chunked, _ -> false);
        Place place = new Place(tracer);
        try {
            place.field(Field.INPUT).ifPresent(x -> place.apply(layers, x));
        } catch (IllegalArgumentException | UnsupportedOperationException misfit) {
            return tracer;
        }
        return tracer;
    }

    private static List<CapacityCaution> compared(Tracer own, Tracer wider) {
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

    /** A tracer that knows which cuts of sequences are meant from their end: those that move with the room there is. */
    Tracer tracer(boolean inTraining, boolean watched, Predicate<String> frozen) {
        Tracer tracer = new Tracer(fields, inTraining, chunked, watched, frozen);
        steps().ifPresent(steps -> {
            Tracer own = traced(fields, inTraining);
            if (!own.cuts().isEmpty()) {
                List<Field> wider =
                        fields.stream().map(field -> wider(field, steps)).toList();
                tracer.cuts().learn(own.cuts(), traced(wider, inTraining).cuts());
            }
        });
        return tracer;
    }

    private static Map<String, Shape> shapes(Tracer tracer) {
        Function<Map.Entry<String, Tracer.Buffer>, Map.Entry<String, Shape>> buffer =
                entry -> Map.entry(entry.getKey(), entry.getValue().shape());
        Map<String, Shape> shapes = new TreeMap<>();
        Stream.concat(
                        tracer.parameters().values().stream()
                                .map(p -> Map.entry(p.name(), p.weights().shape())),
                        tracer.buffers().entrySet().stream().map(buffer))
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
