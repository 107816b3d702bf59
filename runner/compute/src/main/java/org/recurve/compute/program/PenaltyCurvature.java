package org.recurve.compute.program;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.recurve.compute.autodiff.ForwardMode;
import org.recurve.compute.autodiff.ReverseMode;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/**
 * The positive semidefinite part of a penalty's second derivative, as a product with a direction.
 *
 * <p>The second derivative is a sum over the penalty's operations. Those of its elementwise functions {@code y = f(z)} are
 * {@code Jᵀ diag(ȳ f″(z)) J v}, with {@code J} the Jacobian of {@code z} and {@code ȳ} the penalty's derivative by {@code y};
 * what is negative in {@code ȳ f″} is left out, as are products of two values that both move. For a sum of convex functions of
 * the parameters this is the whole second derivative: {@code 2 λ v} of {@code λ Σ w²}, nothing of {@code λ Σ |w|}. Of a function of
 * activations it is what Gauss and Newton take of a loss: where a model multiplies weights by activations, or runs a
 * recurrence, or squashes, the penalty ends and the model begins.
 *
 * @param directions of the parameters
 * @param sources the parameters
 */
record PenaltyCurvature(GraphBuilder builder, Map<Node, Node> directions, List<Node> sources) {
    /** Returns the product for a scalar, in the order of the parameters; empty where a parameter has no part in it. */
    List<Optional<Node>> of(Node penalty) {
        Map<Node, Node> adjoints = new LinkedHashMap<>();
        List<Node> curved = List.copyOf(curved(penalty));
        List<Optional<Node>> slopes =
                ReverseMode.vjp(builder, Map.of(penalty, builder.fill(1, penalty.rows())), curved);
        List<Optional<Node>> moved = ForwardMode.jvp(
                builder, directions, curved.stream().map(y -> y.input(0)).toList());
        for (int i = 0; i < curved.size(); i++) {
            Node y = curved.get(i);
            Optional<Node> slope = slopes.get(i);
            Optional<Node> along = moved.get(i);
            second(y)
                    .ifPresent(second -> slope.ifPresent(
                            s -> along.ifPresent(v -> adjoints.merge(y.input(0), resisted(s, second, v), this::sum))));
        }
        return ReverseMode.vjp(builder, adjoints, sources);
    }

    private Node resisted(Node slope, Node second, Node moved) {
        Node weight = builder.apply(ElementwiseFunction.RELU, product(slope, second));
        return product(moved, weight);
    }

    private Node product(Node a, Node b) {
        boolean shared = a.shared() && b.shared();
        return builder.apply(
                ElementwiseFunction.MULTIPLY, shared ? a : builder.spread(a), shared ? b : builder.spread(b));
    }

    private Node sum(Node a, Node b) {
        return builder.apply(ElementwiseFunction.ADD, a, b);
    }

    /** {@code f″(z)} of {@code y = f(z)}; empty if that is 0 everywhere. */
    private Optional<Node> second(Node y) {
        Node z = y.input(0);
        return ReverseMode.vjp(builder, Map.of(y, builder.fill(1, y.rows())), List.of(z))
                .getFirst()
                .flatMap(slope -> ForwardMode.jvp(builder, Map.of(z, builder.fill(1, z.rows())), List.of(slope))
                        .getFirst());
    }

    /** Returns the elementwise functions between the penalty and the model whose slope changes as parameters move. */
    private Set<Node> curved(Node penalty) {
        Set<Node> moving = GraphTraversal.dependents(GraphTraversal.ancestors(List.of(penalty)), sources);
        Set<Node> curved = new LinkedHashSet<>();
        Set<Node> seen = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(List.of(penalty));
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (!moving.contains(node) || !seen.add(node) || isModel(node, moving)) {
                continue;
            }
            if (isCurved(node)) {
                curved.add(node);
            }
            node.inputs().forEach(open::push);
        }
        return curved;
    }

    private static boolean isModel(Node node, Set<Node> moving) {
        return switch (node.op()) {
            case Op.Linear linear -> node.inputs().stream().limit(2).allMatch(moving::contains);
            case Op.MatrixProduct product -> moving.containsAll(node.inputs());
            case Op.ScanResult result -> true;
            case Op.Elementwise(ElementwiseFunction function) ->
                !node.shared() && (function == ElementwiseFunction.TANH || function == ElementwiseFunction.SIGMOID);
            case Op.StopGradient gradient -> true;
            case Op.GraphSource source -> true;
            case Op.Scan scan -> true;
            case Op.Fill fill -> false;
            case Op.Literal literal -> false;
            case Op.GatherSum gatherSum -> false;
            case Op.Concat concat -> false;
            case Op.Argmax argmax -> true;
            case Op.IndexedMove move -> false;
            case Op.BatchSum sum -> false;
            case Op.Broadcast broadcast -> false;
        };
    }

    private static boolean isCurved(Node node) {
        return node.op() instanceof Op.Elementwise(ElementwiseFunction function)
                && (function.isTranscendental()
                        || function == ElementwiseFunction.SQUARE
                        || function == ElementwiseFunction.SQRT
                        || function == ElementwiseFunction.MULTIPLY && node.input(0) == node.input(1));
    }
}
