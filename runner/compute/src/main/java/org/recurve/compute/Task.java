package org.recurve.compute;

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
import org.recurve.compute.plan.Kernels;
import org.recurve.compute.plan.Pool;
import org.recurve.compute.vector.Vectors;

/** One quantity of a program, planned, with the memory it is computed in. */
final class Task {
    final Model model;
    final Node loss;
    final List<Node> products;
    final boolean divides;
    final Map<String, Node> updates;
    final Execution execution;
    final float[] outputs;
    final float[] losses;
    final float[] weights;
    private final Map<Op.Source, float[]> written = new HashMap<>();

    private Task(Asked asked, Execution execution, int capacity) {
        this.model = asked.model();
        this.loss = asked.loss();
        this.products = asked.products();
        this.divides = asked.divides();
        this.updates = asked.updates();
        this.execution = execution;
        this.outputs = new float[capacity * model.output().rows()];
        this.losses = new float[capacity];
        this.weights = new float[capacity];
        Arrays.fill(weights, 1);
    }

    static Task of(Quantity quantity, Program program, int capacity, Kernels kernels, Pool pool) {
        Asked asked = Asked.of(quantity, program);
        return new Task(asked, new Execution(asked.plan(capacity, kernels), pool), capacity);
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

    /** The loss of each example of this run. */
    float[] readLosses() {
        execution.read(model.exampleLoss(), losses);
        return losses;
    }

    /** How much each example counts in a mean of losses; empty if all count alike. */
    Optional<float[]> readWeights() {
        return model.weight().map(weight -> {
            execution.read(weight, weights);
            return weights;
        });
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
