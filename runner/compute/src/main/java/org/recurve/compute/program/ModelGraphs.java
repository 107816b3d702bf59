package org.recurve.compute.program;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.analysis.DifferentiabilityCheck;
import org.recurve.compute.autodiff.ForwardMode;
import org.recurve.compute.autodiff.ReverseMode;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.scope.TracingScope;
import org.recurve.compute.trace.TraceContext;
import org.recurve.compute.trace.TracedRecurrences.TracedCircuit;

/**
 * A model as a graph in one mode, and the graphs derived from it.
 *
 * @param plain the loss of each example without penalties
 * @param exampleLoss the loss of each example, penalties of examples included
 * @param total the sum of the examples' losses
 * @param common penalties that all examples share
 */
public record ModelGraphs(
        TraceContext context,
        Node output,
        Shape shape,
        Node plain,
        Node exampleLoss,
        Node total,
        Optional<Node> common) {
    static ModelGraphs trace(
            Layers layers,
            Spec<Loss<?>> loss,
            List<Field> fields,
            boolean chunked,
            boolean training,
            List<PenaltyTerm> penaltyTerms,
            Predicate<String> frozen,
            String target) {
        return trace(
                layers,
                loss,
                new CapacityCheck(layers, fields, chunked).tracer(training, false, frozen),
                penaltyTerms,
                target);
    }

    /** @param goal the field of the example, or the part, that the output is compared with */
    static ModelGraphs trace(
            Layers layers, Spec<Loss<?>> loss, TraceContext context, List<PenaltyTerm> penaltyTerms, String goal) {
        TracingScope scope = new TracingScope(context);
        Value x = scope.field(Field.INPUT)
                .orElseThrow(() -> new InvalidSetting("the data set's examples have no \"" + Field.INPUT + "\""));
        Value output = scope.output(layers, x);
        Value target = scope.field(goal)
                .or(() -> scope.given(goal))
                .orElseThrow(() -> new InvalidSetting("the data set's examples have no \"" + goal + "\""));
        Value scalar = scope.loss(loss, output, target);
        if (scalar.shape().size() != 1) {
            throw new InvalidSetting(
                    "loss", loss.id(), "a loss is a scalar for each example, not of shape " + scalar.shape());
        }
        if (context.inTraining() && goal.equals(Field.TARGET) && context.has(Field.PARTNER_SHARE)) {
            scalar = mixed(scope, loss, output, scalar);
        }
        penaltyTerms.forEach(term -> scope.penalize(
                term.by(), term.chosen(List.copyOf(context.parameters().values()))));
        return of(context, context.node(output), output.shape(), context.node(scalar));
    }

    /** Returns the loss of an example that has something of another: the share that it says is by the other's target. */
    private static Value mixed(TracingScope scope, Spec<Loss<?>> loss, Value output, Value own) {
        if (scope.weighs()) {
            throw new InvalidSetting(
                    "loss",
                    loss.id(),
                    "it weighs each example by its target, and examples that are mixed have two; remove what mixes them, or"
                            + " what weighs");
        }
        Value share = scope.field(Field.PARTNER_SHARE).orElseThrow().reshape();
        Value target = scope.field(Field.PARTNER_TARGET).orElseThrow();
        Value others = scope.loss(loss, output, target).reshape();
        return own.reshape().times(share.negate().plus(1)).plus(others.times(share));
    }

    private static ModelGraphs of(TraceContext context, Node output, Shape shape, Node loss) {
        GraphBuilder b = context.root();
        b.part("loss");
        Node plain = weighed(context, b.spread(loss));
        Node example = plain;
        Optional<Node> common = Optional.empty();
        for (Node penalty : context.penalties().values()) {
            if (penalty.shared()) {
                common = Optional.of(
                        common.isEmpty() ? penalty : b.apply(ElementwiseFunction.ADD, common.get(), penalty));
            } else {
                example = b.apply(ElementwiseFunction.ADD, example, penalty);
            }
        }
        return new ModelGraphs(context, output, shape, plain, example, b.batchSum(example), common);
    }

    /**
     * Returns a training's loss of an example, weighed so that the plain mean over the examples is the weighted mean; an evaluation's as
     * it is, since there the mean is taken over a whole split.
     */
    private static Node weighed(TraceContext context, Node loss) {
        if (!context.inTraining() || context.weight().isEmpty()) {
            return loss;
        }
        GraphBuilder b = context.root();
        Node weight = b.spread(context.weight().get());
        Node mean = b.apply(
                ElementwiseFunction.DIVIDE, b.batchSum(weight), b.source(Op.SourceKind.EXAMPLES, "examples", 1, true));
        Node divisor = b.apply(ElementwiseFunction.MAX, mean, b.fill(Float.MIN_NORMAL, 1));
        return b.apply(
                ElementwiseFunction.DIVIDE, b.apply(ElementwiseFunction.MULTIPLY, loss, weight), b.spread(divisor));
    }

    /** Returns how much an example counts in the mean over a split; empty if all count alike. */
    public Optional<Node> weight() {
        return context.weight().map(builder()::spread);
    }

    /** Returns the recurrences as circuits, in the order of the model; of those that serve what is recorded alone, none. */
    List<TracedCircuit> circuits() {
        Set<Node> computed = new HashSet<>(GraphTraversal.ancestors(List.of(output, exampleLoss, total)));
        return context.recurrences().circuits().stream()
                .filter(circuit -> !(circuit.outputs().op() instanceof Op.ScanOutputs)
                        || computed.contains(circuit.outputs().input(0)))
                .toList();
    }

    /** Returns all that the model is asked for: its output, losses, new buffers, and what it records. */
    List<Node> roots() {
        List<Node> roots = new ArrayList<>(List.of(output, exampleLoss, total));
        common.ifPresent(roots::add);
        weight().ifPresent(roots::add);
        roots.addAll(context.buffers().updates().values());
        context.records().values().forEach(recorded -> roots.add(recorded.node()));
        return roots;
    }

    private GraphBuilder builder() {
        return context.root();
    }

    private Node examples(int rows) {
        Node count = builder().source(Op.SourceKind.EXAMPLES, "examples", 1, true);
        return builder().route(IndexTable.gather(rows, 1, row -> 0), count);
    }

    /** Returns the mean over the examples of something summed over them, plus its share of the common penalties. */
    private Node mean(Node sum, Optional<Node> penalty) {
        Node mean = builder().apply(ElementwiseFunction.DIVIDE, sum, examples(sum.rows()));
        return penalty.map(p -> builder().apply(ElementwiseFunction.ADD, mean, p))
                .orElse(mean);
    }

    /** Returns the batch's loss. */
    public Node loss() {
        return mean(total, common);
    }

    /** Returns the parameters that the optimizer moves, by name. */
    public Map<String, Node> parameters() {
        Map<String, Node> nodes = new TreeMap<>();
        context.parameters().values().stream()
                .filter(p -> !p.frozen())
                .forEach(p -> nodes.put(
                        p.name(),
                        builder()
                                .source(
                                        Op.SourceKind.PARAMETER,
                                        p.name(),
                                        p.weights().shape().size(),
                                        true)));
        return nodes;
    }

    /** Returns the first operation through which derivatives do not say how the loss changes. */
    Optional<Node> jump() {
        List<Node> terms = new ArrayList<>(List.of(total));
        common.ifPresent(terms::add);
        return DifferentiabilityCheck.find(terms, sources());
    }

    private List<Node> sources() {
        return List.copyOf(parameters().values());
    }

    /** Returns the gradient of the sum of the examples' losses, in the order of the parameters. */
    List<Node> gradientSums() {
        return ReverseMode.gradient(builder(), total, sources());
    }

    /** Returns the gradient of the batch's loss, in the order of the parameters. */
    public List<Node> gradient() {
        List<Node> sums = gradientSums();
        Optional<List<Node>> penalties = common.map(p -> ReverseMode.gradient(builder(), p, sources()));
        List<Node> gradient = new ArrayList<>();
        for (int i = 0; i < sums.size(); i++) {
            int at = i;
            gradient.add(mean(sums.get(i), penalties.map(list -> list.get(at))));
        }
        return gradient;
    }

    /** Returns the derivative of an activation at each element: how all elements move if all that it is applied to moves by one. */
    Optional<Node> slopes(TraceContext.TracedPart tracedPart) {
        return tracedPart.argument().map(x -> {
            Node ones = builder().fill(1, x.rows());
            return ForwardMode.jvp(builder(), Map.of(x, ones), List.of(tracedPart.result()))
                    .getFirst()
                    .orElseGet(() -> builder()
                            .spread(builder().fill(0, tracedPart.result().rows())));
        });
    }

    private Map<Node, Node> directions() {
        Map<Node, Node> directions = new LinkedHashMap<>();
        parameters()
                .forEach((name, node) ->
                        directions.put(node, builder().source(Op.SourceKind.DIRECTION, name, node.rows(), true)));
        return directions;
    }

    private List<Node> orZeros(List<Optional<Node>> nodes) {
        List<Node> sources = sources();
        List<Node> filled = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            int rows = sources.get(i).rows();
            filled.add(nodes.get(i).orElseGet(() -> builder().fill(0, rows)));
        }
        return filled;
    }

    /** {@code H v}, in the order of the parameters. */
    public List<Node> hessian() {
        return orZeros(ForwardMode.jvp(builder(), directions(), gradient()));
    }

    /**
     * {@code Jᵀ H J v} of the loss as a function of the model's output, in the order of the parameters, and what
     * {@link PenaltyCurvature} says of penalties.
     */
    public List<Node> gaussNewton() {
        return curvature(List.of());
    }

    /**
     * {@code Jᵀ H J v + μ Sᵀ S v}, in the order of the parameters: the same, and {@code S} the Jacobian of what the recurrences
     * give (Martens and Sutskever 2011, section 3.2, with the squared error as distance of hidden states).
     */
    List<Node> structuredGaussNewton() {
        return curvature(context.recurrences().outputs());
    }

    private List<Node> curvature(List<Node> hidden) {
        List<Node> watched = new ArrayList<>(hidden);
        watched.add(output);
        List<Optional<Node>> moved = ForwardMode.jvp(builder(), directions(), watched);
        Map<Node, Node> adjoints = new LinkedHashMap<>();
        moved.getLast().flatMap(this::curved).ifPresent(curved -> adjoints.put(output, curved));
        for (int i = 0; i < hidden.size(); i++) {
            Node state = hidden.get(i);
            moved.get(i).map(this::resisted).ifPresent(resisted -> adjoints.merge(state, resisted, this::sum));
        }
        List<Optional<Node>> pulled = ReverseMode.vjp(builder(), adjoints, sources());
        Optional<List<Node>> examples = penalized(exampleLoss == plain ? Optional.empty() : Optional.of(costs()));
        Optional<List<Node>> shared = penalized(common);
        List<Node> sums = orZeros(pulled);
        List<Node> products = new ArrayList<>();
        for (int i = 0; i < sums.size(); i++) {
            int at = i;
            Node sum = examples.map(list -> sum(sums.get(at), list.get(at))).orElse(sums.get(at));
            products.add(mean(sum, shared.map(list -> list.get(at))));
        }
        return products;
    }

    private Optional<List<Node>> penalized(Optional<Node> penalty) {
        return penalty.map(p -> orZeros(new PenaltyCurvature(builder(), directions(), sources()).of(p)));
    }

    /** Returns the sum over the examples of their own penalties. */
    private Node costs() {
        return context.penalties().values().stream()
                .filter(penalty -> !penalty.shared())
                .reduce(this::sum)
                .map(builder()::batchSum)
                .orElseThrow();
    }

    /** {@code H} of the loss by the output, times how the output moves. */
    private Optional<Node> curved(Node moved) {
        Node losses = exampleLoss == plain ? total : builder().batchSum(plain);
        Node slope = ReverseMode.gradient(builder(), losses, List.of(output)).getFirst();
        return ForwardMode.jvp(builder(), Map.of(output, moved), List.of(slope)).getFirst();
    }

    private Node resisted(Node moved) {
        Node structure = builder().source(Op.SourceKind.STRUCTURE, "structure", 1, true);
        Node wide = builder().route(IndexTable.gather(moved.rows(), 1, row -> 0), structure);
        return builder().apply(ElementwiseFunction.MULTIPLY, moved, builder().spread(wide));
    }

    private Node sum(Node a, Node b) {
        return builder().apply(ElementwiseFunction.ADD, a, b);
    }
}
