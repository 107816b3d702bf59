package org.recurve.compute;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;
import org.recurve.compute.graph.Sight;
import org.recurve.compute.graph.Walk;
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

    static List<ReceptiveField> of(Model model, Shape input) {
        Optional<Node> source = Walk.ancestors(List.of(model.output())).stream()
                .filter(node -> node.op() instanceof Op.Source(Op.Kind kind, String name, int rows, boolean common)
                        && kind == Op.Kind.FIELD
                        && name.equals(Field.INPUT))
                .findFirst();
        return model.tracer().visits().stream()
                .map(visit -> source.map(from -> field(visit, from, input))
                        .orElseGet(() -> new ReceptiveField(visit.name(), Optional.empty(), List.of())))
                .toList();
    }

    private static ReceptiveField field(Tracer.Visit visit, Node source, Shape input) {
        int[] middle =
                visit.output().dims().stream().mapToInt(extent -> extent / 2).toArray();
        Optional<Box> box = Box.of(visit, middle, source, input);
        boolean maps = visit.output().rank() == input.rank()
                && visit.output().dims().stream().skip(1).allMatch(extent -> extent > 1);
        List<Integer> jump = new ArrayList<>();
        for (int axis = 1; maps && box.isPresent() && axis < input.rank(); axis++) {
            int[] before = middle.clone();
            before[axis]--;
            int along = axis;
            Box here = box.get();
            Box.of(visit, before, source, input).ifPresent(there -> jump.add(here.beyond(there, along)));
        }
        return new ReceptiveField(visit.name(), box.map(Box::extents), jump.contains(0) ? List.of() : jump);
    }

    /** The first and the last index along each axis of the input. */
    private record Box(List<Integer> first, List<Integer> last) {
        static Optional<Box> of(Tracer.Visit visit, int[] unit, Node source, Shape input) {
            int row = 0;
            for (int axis = 0; axis < unit.length; axis++) {
                row = row * visit.output().dim(axis) + unit[axis];
            }
            BitSet one = new BitSet();
            one.set(row);
            BitSet seen = Sight.back(visit.result(), one).getOrDefault(source, new BitSet());
            return seen.isEmpty() ? Optional.empty() : Optional.of(around(seen, input));
        }

        private static Box around(BitSet rows, Shape input) {
            List<Integer> first = new ArrayList<>();
            List<Integer> last = new ArrayList<>();
            for (int axis = 0; axis < input.rank(); axis++) {
                int inner = input.slice(axis + 1, input.rank()).size();
                int extent = input.dim(axis);
                List<Integer> along =
                        rows.stream().map(row -> row / inner % extent).boxed().toList();
                first.add(Collections.min(along));
                last.add(Collections.max(along));
            }
            return new Box(first, last);
        }

        Shape extents() {
            return new Shape(IntStream.range(0, first.size())
                    .mapToObj(axis -> last.get(axis) - first.get(axis) + 1)
                    .toList());
        }

        /** How far this lies behind another along an axis; an end that the input's edge holds back does not count. */
        int beyond(Box other, int axis) {
            return Math.max(first.get(axis) - other.first.get(axis), last.get(axis) - other.last.get(axis));
        }
    }
}
