package org.recurve.compute;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.elementwise.Function;
import org.recurve.compute.graph.Builder;
import org.recurve.compute.graph.Forward;
import org.recurve.compute.graph.Jumps;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;
import org.recurve.compute.graph.Reverse;
import org.recurve.compute.graph.Table;
import org.recurve.compute.trace.Place;
import org.recurve.compute.trace.Tracer;

/**
 * A model as a graph in one mode, and the graphs derived from it.
 *
 * @param plain the loss of each example without penalties
 * @param exampleLoss the loss of each example, penalties of examples included
 * @param total the sum of the examples' losses
 * @param common penalties that all examples share
 */
record Model(Tracer tracer, Node output, Shape shape, Node plain, Node exampleLoss, Node total, Optional<Node> common) {
    static Model trace(
            Layers layers,
            Spec<Loss<?>> loss,
            List<Field> fields,
            boolean chunked,
            boolean training,
            List<Penalty> penalties,
            Predicate<String> frozen,
            String target) {
        return trace(
                layers, loss, new Capacity(layers, fields, chunked).tracer(training, false, frozen), penalties, target);
    }

    /** @param goal the field of the example, or the part, that the output is compared with */
    static Model trace(Layers layers, Spec<Loss<?>> loss, Tracer tracer, List<Penalty> penalties, String goal) {
        Place place = new Place(tracer);
        Value x = place.field(Field.INPUT)
                .orElseThrow(() -> new InvalidSetting("the data set's examples have no \"" + Field.INPUT + "\""));
        Value output = place.output(layers, x);
        Value target = place.field(goal)
                .or(() -> place.given(goal))
                .orElseThrow(() -> new InvalidSetting("the data set's examples have no \"" + goal + "\""));
        Value scalar = place.loss(loss, output, target);
        if (scalar.shape().size() != 1) {
            throw new InvalidSetting(
                    "loss", loss.id(), "a loss is a scalar for each example, not of shape " + scalar.shape());
        }
        penalties.forEach(penalty -> place.penalize(
                penalty.by(), penalty.chosen(List.copyOf(tracer.parameters().values()))));
        return of(tracer, tracer.node(output), output.shape(), tracer.node(scalar));
    }

    private static Model of(Tracer tracer, Node output, Shape shape, Node loss) {
        Builder b = tracer.root();
        b.part("loss");
        Node plain = weighed(tracer, b.spread(loss));
        Node example = plain;
        Optional<Node> common = Optional.empty();
        for (Node penalty : tracer.penalties().values()) {
            if (penalty.shared()) {
                common = Optional.of(common.isEmpty() ? penalty : b.apply(Function.ADD, common.get(), penalty));
            } else {
                example = b.apply(Function.ADD, example, penalty);
            }
        }
        return new Model(tracer, output, shape, plain, example, b.batchSum(example), common);
    }

    /**
     * A training's loss of an example, weighed so that the plain mean over the examples is the weighted mean; an evaluation's as
     * it is, since there the mean is taken over a whole split.
     */
    private static Node weighed(Tracer tracer, Node loss) {
        if (!tracer.inTraining() || tracer.weight().isEmpty()) {
            return loss;
        }
        Builder b = tracer.root();
        Node weight = b.spread(tracer.weight().get());
        Node mean = b.apply(Function.DIVIDE, b.batchSum(weight), b.source(Op.Kind.EXAMPLES, "examples", 1, true));
        Node divisor = b.apply(Function.MAX, mean, b.fill(Float.MIN_NORMAL, 1));
        return b.apply(Function.DIVIDE, b.apply(Function.MULTIPLY, loss, weight), b.spread(divisor));
    }

    /** How much an example counts in the mean over a split; empty if all count alike. */
    Optional<Node> weight() {
        return tracer.weight().map(builder()::spread);
    }

    /** All that the model is asked for: its output, losses, new buffers, and what it records. */
    List<Node> roots() {
        List<Node> roots = new ArrayList<>(List.of(output, exampleLoss, total));
        common.ifPresent(roots::add);
        weight().ifPresent(roots::add);
        roots.addAll(tracer.updates().values());
        roots.addAll(tracer.records().values());
        return roots;
    }

    private Builder builder() {
        return tracer.root();
    }

    private Node examples(int rows) {
        Node count = builder().source(Op.Kind.EXAMPLES, "examples", 1, true);
        return builder().route(Table.gather(rows, 1, row -> 0), count);
    }

    /** The mean over the examples of something summed over them, plus its share of the common penalties. */
    private Node mean(Node sum, Optional<Node> penalty) {
        Node mean = builder().apply(Function.DIVIDE, sum, examples(sum.rows()));
        return penalty.map(p -> builder().apply(Function.ADD, mean, p)).orElse(mean);
    }

    /** The batch's loss. */
    Node loss() {
        return mean(total, common);
    }

    /** The parameters that the optimizer moves, by name. */
    Map<String, Node> parameters() {
        Map<String, Node> nodes = new TreeMap<>();
        tracer.parameters().values().stream()
                .filter(p -> !p.frozen())
                .forEach(p -> nodes.put(
                        p.name(),
                        builder()
                                .source(
                                        Op.Kind.PARAMETER,
                                        p.name(),
                                        p.weights().shape().size(),
                                        true)));
        return nodes;
    }

    /** The first operation through which derivatives do not say how the loss changes. */
    Optional<Node> jump() {
        List<Node> terms = new ArrayList<>(List.of(total));
        common.ifPresent(terms::add);
        return Jumps.find(terms, sources());
    }

    private List<Node> sources() {
        return List.copyOf(parameters().values());
    }

    /** The gradient of the sum of the examples' losses, in the order of the parameters. */
    List<Node> gradientSums() {
        return Reverse.gradient(builder(), total, sources());
    }

    /** The gradient of the batch's loss, in the order of the parameters. */
    List<Node> gradient() {
        List<Node> sums = gradientSums();
        Optional<List<Node>> penalties = common.map(p -> Reverse.gradient(builder(), p, sources()));
        List<Node> gradient = new ArrayList<>();
        for (int i = 0; i < sums.size(); i++) {
            int at = i;
            gradient.add(mean(sums.get(i), penalties.map(list -> list.get(at))));
        }
        return gradient;
    }

    /** Of an activation, the derivative at each element: how all elements move if all that it is applied to moves by one. */
    Optional<Node> slopes(Tracer.Visit visit) {
        return visit.argument().map(x -> {
            Node ones = builder().fill(1, x.rows());
            return Forward.push(builder(), Map.of(x, ones), List.of(visit.result()))
                    .getFirst()
                    .orElseGet(() ->
                            builder().spread(builder().fill(0, visit.result().rows())));
        });
    }

    private Map<Node, Node> directions() {
        Map<Node, Node> directions = new LinkedHashMap<>();
        parameters()
                .forEach((name, node) ->
                        directions.put(node, builder().source(Op.Kind.DIRECTION, name, node.rows(), true)));
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
    List<Node> hessian() {
        return orZeros(Forward.push(builder(), directions(), gradient()));
    }

    /**
     * {@code Jᵀ H J v} of the loss as a function of the model's output, in the order of the parameters, and what
     * {@link PenaltyCurvature} says of penalties.
     */
    List<Node> gaussNewton() {
        return curvature(List.of());
    }

    /**
     * {@code Jᵀ H J v + μ Sᵀ S v}, in the order of the parameters: the same, and {@code S} the Jacobian of what the recurrences
     * give (Martens and Sutskever 2011, section 3.2, with the squared error as distance of hidden states).
     */
    List<Node> structuredGaussNewton() {
        return curvature(tracer.recurrences());
    }

    private List<Node> curvature(List<Node> hidden) {
        List<Node> watched = new ArrayList<>(hidden);
        watched.add(output);
        List<Optional<Node>> moved = Forward.push(builder(), directions(), watched);
        Map<Node, Node> adjoints = new LinkedHashMap<>();
        moved.getLast().flatMap(this::curved).ifPresent(curved -> adjoints.put(output, curved));
        for (int i = 0; i < hidden.size(); i++) {
            Node state = hidden.get(i);
            moved.get(i).map(this::resisted).ifPresent(resisted -> adjoints.merge(state, resisted, this::sum));
        }
        List<Optional<Node>> pulled = Reverse.pull(builder(), adjoints, sources());
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

    /** The sum over the examples of their own penalties. */
    private Node costs() {
        return tracer.penalties().values().stream()
                .filter(penalty -> !penalty.shared())
                .reduce(this::sum)
                .map(builder()::batchSum)
                .orElseThrow();
    }

    /** {@code H} of the loss by the output, times how the output moves. */
    private Optional<Node> curved(Node moved) {
        Node losses = exampleLoss == plain ? total : builder().batchSum(plain);
        Node slope = Reverse.gradient(builder(), losses, List.of(output)).getFirst();
        return Forward.push(builder(), Map.of(output, moved), List.of(slope)).getFirst();
    }

    private Node resisted(Node moved) {
        Node structure = builder().source(Op.Kind.STRUCTURE, "structure", 1, true);
        Node wide = builder().route(Table.gather(moved.rows(), 1, row -> 0), structure);
        return builder().apply(Function.MULTIPLY, moved, builder().spread(wide));
    }

    private Node sum(Node a, Node b) {
        return builder().apply(Function.ADD, a, b);
    }
}
