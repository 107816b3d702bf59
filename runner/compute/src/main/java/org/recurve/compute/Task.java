package org.recurve.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;
import org.recurve.compute.graph.Require;
import org.recurve.compute.plan.Execution;
import org.recurve.compute.plan.Grain;
import org.recurve.compute.plan.Kernels;
import org.recurve.compute.plan.Pool;
import org.recurve.compute.vector.Vectors;

/** One quantity of a program, planned, with the memory it is computed in. */
final class Task {
    final Model model;
    final Node loss;
    final List<Node> products;
    /** Whether products are sums over the examples that are still to be divided, which is faster for all at once. */
    final boolean divides;

    final Map<String, Node> updates;
    final Execution execution;
    final float[] outputs;
    final float[] losses;
    private final Map<Op.Source, float[]> written = new HashMap<>();

    private Task(
            Model model,
            Node loss,
            List<Node> products,
            boolean divides,
            Map<String, Node> updates,
            Execution execution,
            int capacity) {
        this.model = model;
        this.loss = loss;
        this.products = products;
        this.divides = divides;
        this.updates = updates;
        this.execution = execution;
        this.outputs = new float[capacity * model.output().rows()];
        this.losses = new float[capacity];
    }

    static Task of(Quantity quantity, Program program, int capacity, Kernels kernels, Pool pool) {
        Model model = program.model(quantity != Quantity.OUTPUT && quantity != Quantity.LAYERS);
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
        switch (quantity) {
            case LOSS, GRADIENT -> roots.add(loss);
            case OUTPUT, TRAINING_OUTPUT -> roots.addAll(List.of(model.output(), model.exampleLoss()));
            case LAYERS -> Given.visits(model).forEach(visit -> roots.add(visit.result()));
            case DIAGNOSIS -> {
                roots.addAll(model.gradient());
                roots.add(loss);
            }
            case LOSS_GRADIENT, GAUSS_NEWTON, STRUCTURED_GAUSS_NEWTON, HESSIAN -> {}
        }
        Grain grain = quantity == Quantity.DIAGNOSIS ? Grain.OPERATIONS : Grain.PASSES;
        var plan = Layouts.plan(kernels, grain, program, roots, products, capacity);
        return new Task(model, loss, products, divides, updates, new Execution(plan, pool), capacity);
    }

    /** One example of a batch. */
    Batch only(Batch batch, int example) {
        Map<String, float[]> own = new HashMap<>();
        for (Op.Source source : execution.inputs()) {
            if (source.kind() == Op.Kind.FIELD) {
                float[] all = Require.known(batch.fields(), source.name());
                int from = example * source.rows();
                own.put(source.name(), Arrays.copyOfRange(all, from, from + source.rows()));
            }
        }
        Optional<Batch.Chunk> chunk =
                batch.chunk().map(all -> new Batch.Chunk(all.carried(), new int[] {all.sequences()[example]}));
        return new Batch(
                1, own, new long[] {batch.ids()[example]}, batch.training(), batch.step(), chunk, batch.size());
    }

    /** What each example's sequence left behind. */
    float[] carried(Op.Source source, Batch batch, int capacity) {
        float[] rows = zeros(source, capacity);
        batch.chunk().ifPresent(chunk -> {
            float[] all = Vectors.elements(chunk.carried());
            int from = segment(chunk.carried(), source.name()).offset();
            for (int example = 0; example < batch.examples(); example++) {
                int at = from + chunk.sequences()[example] * source.rows();
                System.arraycopy(all, at, rows, example * source.rows(), source.rows());
            }
        });
        return rows;
    }

    /** The carried state with what this run's examples leave in the places of their sequences. */
    Vector left(Batch.Chunk chunk, int examples) {
        float[] all = Vectors.elements(chunk.carried()).clone();
        model.tracer().carries().forEach((name, node) -> {
            float[] rows = new float[examples * node.rows()];
            execution.read(node, rows);
            int from = segment(chunk.carried(), name).offset();
            for (int example = 0; example < examples; example++) {
                int at = from + chunk.sequences()[example] * node.rows();
                System.arraycopy(rows, example * node.rows(), all, at, node.rows());
            }
        });
        return Vectors.of(chunk.carried().segments(), all);
    }

    private static Segment segment(Vector carried, String name) {
        return carried.segments().stream()
                .filter(segment -> segment.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    float[] zeros(Op.Source source, int capacity) {
        return written.computeIfAbsent(source, s -> new float[capacity * s.rows()]);
    }
}
