package org.recurve.compute.inspect;

import java.util.BitSet;
import java.util.List;
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
import org.recurve.compute.trace.TraceContext;

/**
 * Says which elements of the input one unit is made of, found by following the graph back link by link.
 *
 * @param layer the layer's name
 * @param unit its index along each axis of the layer's output, from 0; of maps [channels, height, width] two indices are a
 *     place, and stand for the units of all channels there
 * @param output the shape of the layer's output
 * @param input the shape of the input
 * @param elements of the input in row-major order; not to be changed
 */
public record UnitReceptiveField(String layer, List<Integer> unit, Shape output, Shape input, BitSet elements) {
    private static final int MAPS = 3;

    public UnitReceptiveField {
        unit = List.copyOf(unit);
    }

    /** Returns the smallest box that holds all of it; empty if the unit sees nothing. */
    public Optional<InputBox> box() {
        return InputBox.around(elements, input);
    }

    /**
     * Returns what a unit sees of the input.
     *
     * @param unit its index along each axis of the layer's output, from 0; of maps, two name a place in all channels
     * @throws InvalidSetting if there is no such layer or unit; it says which there are
     */
    public static UnitReceptiveField of(Program program, String layer, List<Integer> unit) {
        ModelGraphs graphs = program.model(false);
        List<TraceContext.TracedPart> parts = graphs.context().visits();
        TraceContext.TracedPart part = parts.stream()
                .filter(v -> v.name().equals(layer))
                .findFirst()
                .orElseThrow(() -> new InvalidSetting("the model has no layer \"" + layer + "\", only "
                        + String.join(
                                ", ",
                                parts.stream()
                                        .map(TraceContext.TracedPart::name)
                                        .toList())));
        Shape output = part.output();
        int skipped = output.rank() - unit.size();
        boolean named = skipped == 0 || skipped == 1 && output.rank() == MAPS;
        if (!named || !IntStream.range(0, unit.size()).allMatch(i -> unit.get(i) < output.dim(i + skipped))) {
            throw new InvalidSetting(
                    layer + " gives " + output + " and so has no unit " + unit + "; indices count from 0"
                            + (output.rank() == MAPS ? ", and two of them name a place in all channels" : ""));
        }
        return of(graphs, part, unit, program.input());
    }

    static UnitReceptiveField of(ModelGraphs graphs, TraceContext.TracedPart part, List<Integer> unit, Shape input) {
        Optional<Node> source = GraphTraversal.ancestors(List.of(graphs.output())).stream()
                .filter(node ->
                        node.op() instanceof Op.GraphSource(Op.SourceKind kind, String name, int rows, boolean common)
                                && kind == Op.SourceKind.FIELD
                                && name.equals(Field.INPUT))
                .findFirst();
        BitSet rows = rows(part.output(), unit);
        BitSet elements = source.map(RowDependencies.back(
                        part.result(), rows, graphs.context().definitions())::get)
                .orElseGet(BitSet::new);
        return new UnitReceptiveField(part.name(), unit, part.output(), input, elements);
    }

    private static BitSet rows(Shape output, List<Integer> unit) {
        int skipped = output.rank() - unit.size();
        int place = 0;
        for (int i = 0; i < unit.size(); i++) {
            place = place * output.dim(i + skipped) + unit.get(i);
        }
        BitSet rows = new BitSet(output.size());
        int apart = output.slice(skipped, output.rank()).size();
        for (int row = place; row < output.size(); row += apart) {
            rows.set(row);
        }
        return rows;
    }
}
