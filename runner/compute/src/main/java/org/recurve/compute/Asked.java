package org.recurve.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.recurve.compute.graph.Node;
import org.recurve.compute.plan.Grain;
import org.recurve.compute.plan.Kernels;
import org.recurve.compute.plan.Plan;

/**
 * A quantity of a program as nodes of its graph.
 *
 * @param loss of the batch
 * @param products vectors in the space of the parameters, one a parameter
 * @param divides whether products are sums over the examples that are still to be divided, which is faster for all at once
 * @param updates new values of buffers, by name
 * @param roots all that is to be computed
 */
record Asked(
        Quantity quantity,
        Program program,
        Node loss,
        List<Node> products,
        boolean divides,
        Map<String, Node> updates,
        List<Node> roots) {
    static Asked of(Quantity quantity, Program program) {
        Model model = model(quantity, program);
        Node loss = model.loss();
        boolean divides = quantity == Quantity.GRADIENT && model.common().isEmpty();
        List<Node> products = switch (quantity) {
            case GRADIENT -> divides ? model.gradientSums() : model.gradient();
            case LOSS_GRADIENT -> model.gradientSums();
            case GAUSS_NEWTON -> model.gaussNewton();
            case STRUCTURED_GAUSS_NEWTON -> model.structuredGaussNewton();
            case HESSIAN -> model.hessian();
            case LOSS, DIAGNOSIS, TRAINING_OUTPUT, OUTPUT, LAYERS -> List.of();
        };
        Map<String, Node> updates =
                quantity == Quantity.GRADIENT ? model.tracer().updates() : Map.of();
        List<Node> roots = new ArrayList<>(products);
        roots.addAll(updates.values());
        switch (quantity) {
            case GRADIENT, OUTPUT, TRAINING_OUTPUT ->
                roots.addAll(model.tracer().carries().values());
            case LOSS, GAUSS_NEWTON, HESSIAN, DIAGNOSIS, LAYERS -> {}
        }
        if (quantity == Quantity.GRADIENT && model.tracer().chunked()) {
            roots.add(model.exampleLoss());
        }
        if (quantity == Quantity.GRADIENT) {
            model.weight().ifPresent(roots::add);
        }
        switch (quantity) {
            case LOSS, GRADIENT -> roots.add(loss);
            case OUTPUT, TRAINING_OUTPUT -> {
                roots.addAll(List.of(model.output(), model.exampleLoss()));
                model.weight().ifPresent(roots::add);
            }
            case LAYERS -> roots.addAll(Given.roots(model).toList());
            case DIAGNOSIS -> {
                roots.addAll(model.gradient());
                roots.add(loss);
            }
            case LOSS_GRADIENT, GAUSS_NEWTON, STRUCTURED_GAUSS_NEWTON, HESSIAN -> {}
        }
        return new Asked(quantity, program, loss, products, divides, updates, List.copyOf(roots));
    }

    private static Model model(Quantity quantity, Program program) {
        return program.model(quantity != Quantity.OUTPUT && quantity != Quantity.LAYERS);
    }

    Model model() {
        return model(quantity, program);
    }

    /** @param capacity the largest batch */
    Plan plan(int capacity, Kernels kernels) {
        Grain grain = quantity == Quantity.DIAGNOSIS ? Grain.OPERATIONS : Grain.PASSES;
        return Layouts.plan(kernels, grain, program, roots, products, capacity);
    }
}
