package org.recurve.compute;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.api.model.Shape;
import org.recurve.compute.elementwise.Function;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;
import org.recurve.compute.graph.Operation;
import org.recurve.compute.graph.Table;
import org.recurve.compute.graph.Walk;
import org.recurve.compute.link.Role;
import org.recurve.compute.trace.Tracer;

/** Counts what a model is made of, for one example's forward pass. */
public final class Summary {
    private static final int MAPS = 3;

    private Summary() {}

    /** The model as a table, in the order of the layers. */
    public static List<LayerSummary> of(Program program) {
        Model model = program.model(false);
        List<Node> nodes = Walk.ancestors(List.of(model.output()));
        return model.tracer().visits().stream()
                .map(visit -> summary(model, visit, nodes))
                .toList();
    }

    private static LayerSummary summary(Model model, Tracer.Visit visit, List<Node> nodes) {
        List<Node> own = within(visit, nodes);
        long parameters = shapes(model, visit).mapToLong(Shape::size).sum();
        Node definition = model.tracer().definitions().get(visit.result());
        List<Node> drawn = definition == null ? own : within(visit, Walk.ancestors(List.of(definition)));
        return new LayerSummary(
                visit.name(), visit.plugin(), visit.output().toString(), parameters, links(drawn), flops(own));
    }

    private static List<Node> within(Tracer.Visit visit, List<Node> nodes) {
        return nodes.stream()
                .filter(node -> node.id() >= visit.firstNode() && node.id() < visit.endNode())
                .toList();
    }

    /** The shapes of a layer's own parameters. */
    private static Stream<Shape> shapes(Model model, Tracer.Visit visit) {
        return model.tracer().parameters().values().stream()
                .filter(p -> p.name().startsWith(visit.name() + "."))
                .map(p -> p.weights().shape());
    }

    /** The layers that give maps [channels, height, width] of more than one place, made by matrices of their own. */
    public static Set<String> filtering(Program program) {
        Model model = program.model(false);
        return model.tracer().visits().stream()
                .filter(visit -> visit.output().rank() == MAPS
                        && visit.output().size() > visit.output().dim(0)
                        && shapes(model, visit).anyMatch(shape -> shape.rank() > 1))
                .map(Tracer.Visit::name)
                .collect(Collectors.toSet());
    }

    private static long links(List<Node> nodes) {
        long links = 0;
        for (Node node : nodes) {
            links += switch (node.op()) {
                case Op.Linear(var geometry, var role) when role == Role.OUTPUT -> geometry.drawnLinks() + biases(node);
                case Op.Linear(var geometry, var role) when role == Role.INPUT -> geometry.drawnLinks();
                case Op.Apply(var function) when function == Function.ADD && biasesOfTranspose(node) -> node.rows();
                case Op.Route(Table table) when !table.isGather() -> Operation.entries(table);
                case Op.Argmax(Table table) -> Operation.entries(table);
                case Op.Scan scan -> scan.steps() * links(Walk.ancestors(scan.next()));
                default -> 0;
            };
        }
        return links;
    }

    /** One for each sum that begins with parameters alone; one that continues another sum has no bias of its own. */
    private static long biases(Node linear) {
        return linear.inputs().size() > 2 && ofParameters(linear.input(2)) ? linear.rows() : 0;
    }

    /** The biases of a transposed convolution are added behind its sums. */
    private static boolean biasesOfTranspose(Node sum) {
        return sum.input(0).op() instanceof Op.Linear(var geometry, var role)
                && role == Role.INPUT
                && ofParameters(sum.input(1));
    }

    private static boolean ofParameters(Node start) {
        return start.shared() || start.op() instanceof Op.Spread && ofParameters(start.input(0));
    }

    private static long flops(List<Node> nodes) {
        return Operation.among(nodes).stream().mapToLong(Operation::flops).sum();
    }
}
