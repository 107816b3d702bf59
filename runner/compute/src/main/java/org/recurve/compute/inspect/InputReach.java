package org.recurve.compute.inspect;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.compute.analysis.RowDependencies;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.program.ModelGraphs;
import org.recurve.compute.program.Program;
import org.recurve.compute.trace.TraceContext.TracedPart;

/**
 * Tells which units of a layer are made of one input: the receptive field seen from below.
 *
 * @param layer the layer's name
 * @param output the shape of its output
 * @param units of the output in row-major order; not to be changed
 */
public record InputReach(String layer, Shape output, BitSet units) {
    private static final int MAPS = 3;

    /** Returns the smallest box that holds all of the units; empty if the input reaches none. */
    public Optional<InputBox> box() {
        return InputBox.around(units, output);
    }

    /**
     * Returns what an input reaches, layer by layer.
     *
     * @param element its index along each axis of the input, from 0; of images, two name a place in all channels
     * @throws InvalidSetting if there is no such input
     */
    public static List<InputReach> of(Program program, List<Integer> element) {
        ModelGraphs graphs = program.model(false);
        Map<Node, BitSet> reached = new LinkedHashMap<>();
        GraphTraversal.ancestors(List.of(graphs.output())).stream()
                .filter(node ->
                        node.op() instanceof Op.GraphSource(Op.SourceKind kind, String name, int rows, boolean common)
                                && kind == Op.SourceKind.FIELD
                                && name.equals(Field.INPUT))
                .forEach(node -> reached.put(node, elements(program.input(), element)));
        List<InputReach> all = new ArrayList<>();
        for (TracedPart part : graphs.context().visits()) {
            BitSet units = reached.computeIfAbsent(part.result(), result -> units(graphs, result, reached));
            all.add(new InputReach(part.name(), part.output(), units));
        }
        return all;
    }

    private static BitSet elements(Shape input, List<Integer> element) {
        int skipped = input.rank() - element.size();
        boolean named = skipped == 0 || skipped == 1 && input.rank() == MAPS;
        if (!named || !IntStream.range(0, element.size()).allMatch(i -> element.get(i) < input.dim(i + skipped))) {
            throw new InvalidSetting("the input is " + input + " and so has no element " + element
                    + "; indices count from 0"
                    + (input.rank() == MAPS ? ", and two of them name a place in all channels" : ""));
        }
        int place = 0;
        for (int i = 0; i < element.size(); i++) {
            place = place * input.dim(i + skipped) + element.get(i);
        }
        BitSet elements = new BitSet(input.size());
        int apart = input.slice(skipped, input.rank()).size();
        for (int at = place; at < input.size(); at += apart) {
            elements.set(at);
        }
        return elements;
    }

    /** Returns the rows of a result that are made of rows reached before. */
    private static BitSet units(ModelGraphs graphs, Node result, Map<Node, BitSet> reached) {
        BitSet units = new BitSet(result.rows());
        for (int row = 0; row < result.rows(); row++) {
            BitSet one = new BitSet(result.rows());
            one.set(row);
            Map<Node, BitSet> needed =
                    RowDependencies.back(result, one, graphs.context().definitions(), reached.keySet());
            boolean hit = reached.entrySet().stream()
                    .anyMatch(before ->
                            needed.getOrDefault(before.getKey(), new BitSet()).intersects(before.getValue()));
            units.set(row, hit);
        }
        return units;
    }
}
