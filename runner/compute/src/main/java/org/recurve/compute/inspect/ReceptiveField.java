package org.recurve.compute.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.recurve.api.model.Shape;
import org.recurve.compute.program.ModelGraphs;
import org.recurve.compute.program.Program;
import org.recurve.compute.trace.TraceContext;

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

    /** Returns what a unit of each layer sees of the input, in the order of the layers. */
    public static List<ReceptiveField> of(Program program) {
        ModelGraphs graphs = program.model(false);
        Shape input = program.input();
        return graphs.context().visits().stream()
                .map(part -> field(graphs, part, input))
                .toList();
    }

    private static ReceptiveField field(ModelGraphs graphs, TraceContext.TracedPart part, Shape input) {
        List<Integer> middle =
                part.output().dims().stream().map(extent -> extent / 2).toList();
        Optional<InputBox> box =
                UnitReceptiveField.of(graphs, part, middle, input).box();
        boolean maps = part.output().rank() == input.rank()
                && part.output().dims().stream().skip(1).allMatch(extent -> extent > 1);
        List<Integer> jump = new ArrayList<>();
        for (int axis = 1; maps && box.isPresent() && axis < input.rank(); axis++) {
            List<Integer> before = new ArrayList<>(middle);
            before.set(axis, middle.get(axis) - 1);
            int along = axis;
            InputBox here = box.get();
            UnitReceptiveField.of(graphs, part, before, input)
                    .box()
                    .ifPresent(there -> jump.add(here.beyond(there, along)));
        }
        return new ReceptiveField(part.name(), box.map(InputBox::extents), jump.contains(0) ? List.of() : jump);
    }
}
