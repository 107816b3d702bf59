package org.recurve.compute.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.recurve.compute.ir.Node;
import org.recurve.compute.lower.ExecutionPlan;
import org.recurve.compute.lower.FusionLevel;
import org.recurve.compute.runtime.KernelSet;
import org.recurve.compute.trace.declaration.RecordedValue;

/**
 * A quantity of a program as nodes of its graph.
 *
 * @param loss of the batch
 * @param products vectors in the space of the parameters, one a parameter
 * @param divides whether products are sums over the examples that are still to be divided, which is faster for all at once
 * @param updates new values of buffers, by name
 * @param roots all that is to be computed
 */
public record QuantityGraph(
        Quantity quantity,
        Program program,
        Node loss,
        List<Node> products,
        boolean divides,
        Map<String, Node> updates,
        List<Node> roots) {
    public static QuantityGraph of(Quantity quantity, Program program) {
        ModelGraphs graphs = model(quantity, program);
        Node loss = graphs.loss();
        boolean divides = quantity == Quantity.GRADIENT && graphs.common().isEmpty();
        List<Node> products = switch (quantity) {
            case GRADIENT -> divides ? graphs.gradientSums() : graphs.gradient();
            case LOSS_GRADIENT -> graphs.gradientSums();
            case GAUSS_NEWTON -> graphs.gaussNewton();
            case STRUCTURED_GAUSS_NEWTON -> graphs.structuredGaussNewton();
            case HESSIAN -> graphs.hessian();
            case LOSS, DIAGNOSIS, TRAINING_OUTPUT, OUTPUT, LAYERS, RECORDS -> List.of();
        };
        Map<String, Node> updates =
                quantity == Quantity.GRADIENT ? graphs.context().buffers().updates() : Map.of();
        List<Node> roots = new ArrayList<>(products);
        roots.addAll(updates.values());
        switch (quantity) {
            case GRADIENT, OUTPUT, TRAINING_OUTPUT ->
                roots.addAll(graphs.context().carries().values());
            case LOSS, GAUSS_NEWTON, HESSIAN, DIAGNOSIS, LAYERS, RECORDS -> {}
        }
        if (quantity == Quantity.GRADIENT && graphs.context().chunked()) {
            roots.add(graphs.exampleLoss());
        }
        if (quantity == Quantity.GRADIENT) {
            graphs.weight().ifPresent(roots::add);
        }
        switch (quantity) {
            case LOSS, GRADIENT -> roots.add(loss);
            case OUTPUT, TRAINING_OUTPUT -> {
                roots.addAll(List.of(graphs.output(), graphs.exampleLoss()));
                graphs.weight().ifPresent(roots::add);
            }
            case LAYERS -> roots.addAll(LayerActivations.roots(graphs).toList());
            case RECORDS ->
                graphs.context().records().values().stream()
                        .filter(RecordedValue::isOfExample)
                        .forEach(value -> roots.add(value.node()));
            case DIAGNOSIS -> {
                roots.addAll(graphs.gradient());
                roots.add(loss);
            }
            case LOSS_GRADIENT, GAUSS_NEWTON, STRUCTURED_GAUSS_NEWTON, HESSIAN -> {}
        }
        return new QuantityGraph(quantity, program, loss, products, divides, updates, List.copyOf(roots));
    }

    private static ModelGraphs model(Quantity quantity, Program program) {
        return program.model(
                switch (quantity) {
                    case OUTPUT, LAYERS, RECORDS -> false;
                    case LOSS,
                            GRADIENT,
                            GAUSS_NEWTON,
                            STRUCTURED_GAUSS_NEWTON,
                            HESSIAN,
                            LOSS_GRADIENT,
                            DIAGNOSIS,
                            TRAINING_OUTPUT -> true;
                });
    }

    public ModelGraphs model() {
        return model(quantity, program);
    }

    /** @param capacity the largest batch */
    public ExecutionPlan plan(int capacity, KernelSet set) {
        FusionLevel level = quantity == Quantity.DIAGNOSIS ? FusionLevel.OPERATIONS : FusionLevel.PASSES;
        return ParameterLayouts.plan(set, level, program, roots, products, capacity);
    }
}
