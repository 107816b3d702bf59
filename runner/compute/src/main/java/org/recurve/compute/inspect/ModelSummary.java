package org.recurve.compute.inspect;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.api.model.Shape;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.CountedOperation;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.ir.WindowIndexMap;
import org.recurve.compute.program.ModelGraphs;
import org.recurve.compute.program.Program;
import org.recurve.compute.trace.TraceContext;

/** Counts what a model is made of, for one example's forward pass. */
public final class ModelSummary {
    private static final int MAPS = 3;

    private ModelSummary() {}

    /** Returns the model as a table, in the order of the layers. */
    public static List<LayerSummary> of(Program program) {
        ModelGraphs graphs = program.model(false);
        List<Node> nodes = GraphTraversal.ancestors(List.of(graphs.output()));
        return graphs.context().visits().stream()
                .map(part -> summary(graphs, part, nodes))
                .toList();
    }

    private static LayerSummary summary(ModelGraphs graphs, TraceContext.TracedPart part, List<Node> nodes) {
        List<Node> own = within(part, nodes);
        long parameters = shapes(graphs, part).mapToLong(Shape::size).sum();
        Node definition = graphs.context().definitions().get(part.result());
        List<Node> drawn = definition == null ? own : within(part, GraphTraversal.ancestors(List.of(definition)));
        return new LayerSummary(
                part.name(),
                part.plugin(),
                part.output().toString(),
                parameters,
                links(drawn),
                flops(own),
                usesTiles(own) ? "winograd" : "");
    }

    /** Returns whether a convolution among these, or in the steps of one of them, is computed by Winograd's tiles. */
    private static boolean usesTiles(List<Node> nodes) {
        return nodes.stream()
                .anyMatch(node -> node.op() instanceof Op.Linear(var spec, var _)
                        ? spec.winograd().isPresent()
                        : node.op() instanceof Op.Scan scan && usesTiles(GraphTraversal.ancestors(scan.next())));
    }

    /**
     * Returns whether a kernel shared by all positions is read in another order than the window's, turned round for example: what a
     * file of weights in another program's layout cannot say.
     */
    public static boolean readsKernelsInAnotherOrder(Program program) {
        return reordersKernels(
                GraphTraversal.ancestors(List.of(program.model(false).output())));
    }

    private static boolean reordersKernels(List<Node> nodes) {
        return nodes.stream()
                .anyMatch(node -> node.op() instanceof Op.Linear(var spec, var _)
                        ? isReordered(spec.map())
                        : node.op() instanceof Op.Scan scan && reordersKernels(GraphTraversal.ancestors(scan.next())));
    }

    private static boolean isReordered(WindowIndexMap map) {
        return map.banks() == 1
                && IntStream.range(0, map.positions() * map.taps())
                        .anyMatch(i -> map.weight(i / map.taps(), i % map.taps()) != i % map.taps());
    }

    private static List<Node> within(TraceContext.TracedPart part, List<Node> nodes) {
        return nodes.stream()
                .filter(node -> node.id() >= part.firstNode() && node.id() < part.endNode())
                .toList();
    }

    /** Returns the shapes of a layer's own parameters. */
    private static Stream<Shape> shapes(ModelGraphs graphs, TraceContext.TracedPart part) {
        return graphs.context().parameters().values().stream()
                .filter(p -> p.name().startsWith(part.name() + "."))
                .map(p -> p.weights().shape());
    }

    /** Returns the layers that give maps [channels, height, width] of more than one place, made by matrices of their own. */
    public static Set<String> filtering(Program program) {
        ModelGraphs graphs = program.model(false);
        return graphs.context().visits().stream()
                .filter(part -> part.output().rank() == MAPS
                        && part.output().size() > part.output().dim(0)
                        && shapes(graphs, part).anyMatch(shape -> shape.rank() > 1))
                .map(TraceContext.TracedPart::name)
                .collect(Collectors.toSet());
    }

    private static long links(List<Node> nodes) {
        long links = 0;
        for (Node node : nodes) {
            links += switch (node.op()) {
                case Op.Linear(var spec, var operand)
                when operand == ContractionOperand.OUTPUT -> spec.drawnLinks() + biases(node);
                case Op.Linear(var spec, var operand) when operand == ContractionOperand.INPUT -> spec.drawnLinks();
                case Op.MatrixProduct(var spec) -> spec.products();
                case Op.Elementwise(var function)
                when function == ElementwiseFunction.ADD && biasesOfTranspose(node) -> node.rows();
                case Op.GatherSum(IndexTable table) when !table.isGather() -> CountedOperation.entries(table);
                case Op.Argmax(IndexTable table) -> CountedOperation.entries(table);
                case Op.Scan scan -> scan.steps() * links(GraphTraversal.ancestors(scan.next()));
                case Op.GraphSource _,
                        Op.Fill _,
                        Op.Literal _,
                        Op.Elementwise _,
                        Op.Linear _,
                        Op.GatherSum _,
                        Op.Concat _,
                        Op.TakeAlong _,
                        Op.ScatterAdd _,
                        Op.ScatterAddShared _,
                        Op.BatchSum _,
                        Op.Broadcast _,
                        Op.StopGradient _,
                        Op.ScanCarry _,
                        Op.ScanOutputs _ -> 0;
            };
        }
        return links;
    }

    /** Returns one for each sum that begins with parameters alone; one that continues another sum has no bias of its own. */
    private static long biases(Node linear) {
        return linear.inputs().size() > 2 && ofParameters(linear.input(2)) ? linear.rows() : 0;
    }

    /** Returns whether a sum adds the biases of a transposed convolution, which come behind its products. */
    private static boolean biasesOfTranspose(Node sum) {
        return sum.input(0).op() instanceof Op.Linear(var spec, var operand)
                && operand == ContractionOperand.INPUT
                && ofParameters(sum.input(1));
    }

    private static boolean ofParameters(Node start) {
        return start.shared() || start.op() instanceof Op.Broadcast && ofParameters(start.input(0));
    }

    private static long flops(List<Node> nodes) {
        return CountedOperation.among(nodes).stream()
                .mapToLong(CountedOperation::flops)
                .sum();
    }
}
