package org.recurve.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.recurve.api.model.Shape;
import org.recurve.compute.trace.Tracer;

/**
 * The part of the input that a unit in the middle of a layer depends on, found by following the graph back.
 *
 * @param layer the layer's name
 * @param box the extents of the smallest box of the input that holds all of it: {@code 1×5×5}; empty if there is none
 * @param jump how far the box moves from a unit to its neighbour, along each axis but the channels'; empty where the
 *     layer's axes are not the input's, or the edges of the input hide it
 */
public record ReceptiveField(String layer, Optional<Shape> box, List<Integer> jump) {
    public ReceptiveField {
        jump = List.copyOf(jump);
    }

    /** {@code 1×5×5}, or nothing. */
    public String boxText() {
        return box.map(Shape::toString).orElse("");
    }

    /** {@code 2×2}, or nothing. */
    public String jumpText() {
        return jump.stream().map(String::valueOf).collect(Collectors.joining("×"));
    }

    /** What a unit of each layer sees of the input, in the order of the layers. */
    public static List<ReceptiveField> of(Program program) {
        Model model = program.model(false);
        Shape input = program.input();
        return model.tracer().visits().stream()
                .map(visit -> field(model, visit, input))
                .toList();
    }

    private static ReceptiveField field(Model model, Tracer.Visit visit, Shape input) {
        List<Integer> middle =
                visit.output().dims().stream().map(extent -> extent / 2).toList();
        Optional<Box> box = UnitField.of(model, visit, middle, input).box();
        boolean maps = visit.output().rank() == input.rank()
                && visit.output().dims().stream().skip(1).allMatch(extent -> extent > 1);
        List<Integer> jump = new ArrayList<>();
        for (int axis = 1; maps && box.isPresent() && axis < input.rank(); axis++) {
            List<Integer> before = new ArrayList<>(middle);
            before.set(axis, middle.get(axis) - 1);
            int along = axis;
            Box here = box.get();
            UnitField.of(model, visit, before, input).box().ifPresent(there -> jump.add(here.beyond(there, along)));
        }
        return new ReceptiveField(visit.name(), box.map(Box::extents), jump.contains(0) ? List.of() : jump);
    }
}
