package org.recurve.compute.session;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.ir.GraphChecks;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.lower.PlanExecution;
import org.recurve.compute.params.VectorFactory;
import org.recurve.compute.program.ModelGraphs;
import org.recurve.compute.program.Program;
import org.recurve.compute.program.Quantity;
import org.recurve.compute.program.QuantityGraph;
import org.recurve.compute.runtime.KernelSet;
import org.recurve.compute.runtime.WorkerPool;

/** A quantity of a program, planned, with the memory it is computed in. */
final class CompiledQuantity {
    final ModelGraphs model;
    final Node loss;
    final List<Node> products;
    final boolean divides;
    final Map<String, Node> updates;
    final PlanExecution execution;
    final float[] losses;
    final float[] weights;
    private final int capacity;
    private float[] outputs = {};
    private final Map<Op.GraphSource, float[]> written = new HashMap<>();

    private CompiledQuantity(QuantityGraph quantityGraph, PlanExecution execution, int capacity) {
        this.model = quantityGraph.model();
        this.loss = quantityGraph.loss();
        this.products = quantityGraph.products();
        this.divides = quantityGraph.divides();
        this.updates = quantityGraph.updates();
        this.execution = execution;
        this.capacity = capacity;
        this.losses = new float[capacity];
        this.weights = new float[capacity];
        Arrays.fill(weights, 1);
    }

    static CompiledQuantity of(Quantity quantity, Program program, int capacity, KernelSet set, WorkerPool pool) {
        QuantityGraph quantityGraph = QuantityGraph.of(quantity, program);
        return new CompiledQuantity(
                quantityGraph, new PlanExecution(quantityGraph.plan(capacity, set), pool), capacity);
    }

    /** Returns one example of a batch. */
    Batch only(Batch batch, int example) {
        Map<String, float[]> own = new HashMap<>();
        for (Op.GraphSource source : execution.inputs()) {
            if (source.kind() == Op.SourceKind.FIELD) {
                float[] all = GraphChecks.known(batch.fields(), source.name());
                int from = example * source.rows();
                own.put(source.name(), Arrays.copyOfRange(all, from, from + source.rows()));
            }
        }
        Optional<Batch.CarriedChunk> chunk =
                batch.chunk().map(all -> new Batch.CarriedChunk(all.carried(), new int[] {all.sequences()[example]}));
        return new Batch(
                1, own, new long[] {batch.ids()[example]}, batch.training(), batch.step(), chunk, batch.size());
    }

    /** Returns what each example's sequence left behind. */
    float[] carried(Op.GraphSource source, Batch batch, int capacity) {
        float[] rows = zeros(source, capacity);
        batch.chunk().ifPresent(chunk -> {
            float[] all = VectorFactory.elements(chunk.carried());
            int from = segment(chunk.carried(), source.name()).offset();
            for (int example = 0; example < batch.examples(); example++) {
                int at = from + chunk.sequences()[example] * source.rows();
                System.arraycopy(all, at, rows, example * source.rows(), source.rows());
            }
        });
        return rows;
    }

    /** Returns the carried state with what this run's examples leave in the places of their sequences. */
    Vector left(Batch.CarriedChunk chunk, int examples) {
        float[] all = VectorFactory.elements(chunk.carried()).clone();
        model.context().carries().forEach((name, node) -> {
            float[] rows = new float[examples * node.rows()];
            execution.read(node, rows);
            int from = segment(chunk.carried(), name).offset();
            for (int example = 0; example < examples; example++) {
                int at = from + chunk.sequences()[example] * node.rows();
                System.arraycopy(rows, example * node.rows(), all, at, node.rows());
            }
        });
        return VectorFactory.of(chunk.carried().segments(), all);
    }

    /** Returns the outputs of this run, example after example, in memory that is made when it is first needed. */
    float[] readOutputs() {
        if (outputs.length == 0) {
            outputs = new float[capacity * model.output().rows()];
        }
        execution.read(model.output(), outputs);
        return outputs;
    }

    /** Returns the loss of each example of this run. */
    float[] readLosses() {
        execution.read(model.exampleLoss(), losses);
        return losses;
    }

    /** Returns how much each example counts in a mean of losses; empty if all count alike. */
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

    float[] zeros(Op.GraphSource source, int capacity) {
        return written.computeIfAbsent(source, s -> new float[capacity * s.rows()]);
    }
}
