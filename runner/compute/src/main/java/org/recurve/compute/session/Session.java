package org.recurve.compute.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.recurve.api.optimize.Clipper;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.compute.ir.GraphChecks;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.kernel.draw.UniformKernel;
import org.recurve.compute.lower.OperationSpan;
import org.recurve.compute.lower.PlanExecution;
import org.recurve.compute.lower.PlannedOperation;
import org.recurve.compute.params.VectorFactory;
import org.recurve.compute.program.LayerActivations;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.OperationNames;
import org.recurve.compute.program.Program;
import org.recurve.compute.program.Quantity;
import org.recurve.compute.runtime.KernelSet;
import org.recurve.compute.runtime.WorkerPool;

/** A program, planned for batches up to some size and run many times without allocating. Used by one thread at a time. */
public final class Session implements AutoCloseable {
    private final int capacity;
    private final Stream random;
    private final WorkerPool pool;
    private final PlanCache cache;
    private final UniformKernel uniform;
    private final Program program;
    private Optional<float[]> updated = Optional.empty();
    private Optional<Vector> left = Optional.empty();
    private Optional<float[]> losses = Optional.empty();
    private Optional<float[]> weights = Optional.empty();
    private Optional<Vector> rawGradient = Optional.empty();
    private Optional<Vector> gradient = Optional.empty();
    private Optional<Vector> spentGradient = Optional.empty();
    private double gradientNorm = Double.NaN;

    /**
     * Plans the program.
     *
     * @param capacity the largest batch
     * @param random keys all draws made while running (dropout and the like)
     * @param threads how many threads share the tiles of one operation; the bits do not depend on it
     */
    public Session(Program program, int capacity, Stream random, int threads) {
        this(program, capacity, random, threads, KernelSet.here());
    }

    /** Returns the same with chosen kernels, which change no bit. */
    public Session(Program program, int capacity, Stream random, int threads, KernelSet set) {
        this.capacity = capacity;
        this.random = random;
        this.pool = new WorkerPool(threads);
        this.cache = new PlanCache(program, capacity, set, pool);
        this.program = program;
        this.uniform = set.uniform();
    }

    /** Returns the program that runs here. */
    public Program program() {
        return program;
    }

    /** Returns the batch's loss as a function of the parameters, beginning at {@code state}; gradients pass the clippers in order. */
    public Objective objective(ModelState state, Batch batch, Progress progress, List<Spec<Clipper<?>>> clippers) {
        return objective(state, new BatchRoles(batch, Map.of()), progress, clippers);
    }

    /** Returns the same with examples for each role. */
    public Objective objective(ModelState state, BatchRoles roles, Progress progress, List<Spec<Clipper<?>>> clippers) {
        updated = Optional.empty();
        return BatchObjective.begin(this, state, roles, progress, clippers);
    }

    /** Returns the gradient norm before clipping, of the objective last asked for a gradient. */
    public double gradientNorm() {
        return gradientNorm;
    }

    /** Returns what the chunks last evaluated, or last differentiated where the training stands, leave to the next ones. */
    public Vector left() {
        return left.orElseThrow(() -> new IllegalStateException("no chunk of a sequence was run"));
    }

    /**
     * Returns the losses of the examples on which the gradient was last taken where the training stands, in the order of the batch;
     * only of chunks of sequences. The array is used again by the next step.
     */
    public Optional<float[]> losses() {
        return losses;
    }

    /**
     * Returns how much each example of that batch counts in the mean of its losses; empty if all count alike. The array is used again
     * by the next step.
     */
    public Optional<float[]> weights() {
        return weights;
    }

    private void leave(CompiledQuantity compiledQuantity, Batch batch) {
        left = batch.chunk().map(chunk -> compiledQuantity.left(chunk, batch.examples()));
    }

    /** Returns the state after a step that led to {@code theta}: buffers committed, lazy vectors evaluated. */
    public ModelState commit(ModelState before, Vector theta) {
        return commit(before, theta, List.of(), List.of());
    }

    /**
     * Returns the same for a training that continues from there, with all that it keeps evaluated in one pass.
     *
     * @param kept what the next step reads besides the parameters: the optimizer's state
     * @param spent what nobody reads any more, as does nobody the step's gradient: their memory is used again
     */
    public ModelState commit(ModelState before, Vector theta, List<Vector> kept, List<Vector> spent) {
        List<Vector> next = new ArrayList<>(kept);
        next.add(theta);
        List<Vector> all = new ArrayList<>(next);
        gradient.ifPresent(all::add);
        List<Vector> free = new ArrayList<>(spent);
        rawGradient.ifPresent(free::add);
        VectorFactory.settle(all, free);
        spentGradient = gradient.filter(last -> !spent.isEmpty() && !VectorFactory.sharesMemory(last, next));
        rawGradient = Optional.empty();
        gradient = Optional.empty();
        Vector buffers = updated.map(values -> VectorFactory.of(before.buffers().segments(), values))
                .orElse(before.buffers());
        updated = Optional.empty();
        return new ModelState(theta, before.frozen(), buffers);
    }

    /** Evaluates lazy vectors (an optimizer's state) now, in one pass, so that no expression outlives its step. */
    public List<Vector> settle(List<Vector> lazy) {
        return VectorFactory.settle(lazy);
    }

    /** Returns the outputs and losses of a batch, in evaluation mode unless the batch says otherwise. */
    public SessionEvaluation evaluate(ModelState state, Batch batch) {
        CompiledQuantity compiledQuantity =
                cache.of(batch.training() ? Quantity.TRAINING_OUTPUT : Quantity.OUTPUT, batch);
        prepare(compiledQuantity, state, batch).run(NONE);
        compiledQuantity.readLosses();
        compiledQuantity.readWeights();
        leave(compiledQuantity, batch);
        return new SessionEvaluation(compiledQuantity);
    }

    /** Returns what each layer gives for the first example of a batch, in evaluation mode, in the order of the layers. */
    public List<LayerActivations> layers(ModelState state, Batch batch) {
        CompiledQuantity compiledQuantity = cache.of(Quantity.LAYERS, batch);
        PlanExecution execution = prepare(compiledQuantity, state, compiledQuantity.only(batch, 0));
        execution.run(NONE);
        return LayerActivations.read(compiledQuantity.model, execution);
    }

    /** Returns what layers record in evaluation mode, by full name, example after example, row-major. */
    public Map<String, float[]> recordings(ModelState state, Batch batch) {
        CompiledQuantity compiledQuantity = cache.of(Quantity.RECORDS, batch);
        PlanExecution execution = prepare(compiledQuantity, state, batch);
        execution.run(NONE);
        Map<String, float[]> recorded = new TreeMap<>();
        compiledQuantity.model.context().records().forEach((name, value) -> {
            if (value.isOfExample()) {
                float[] values = new float[batch.examples() * value.node().rows()];
                execution.read(value.node(), values);
                recorded.put(name, values);
            }
        });
        return recorded;
    }

    /** Returns the first operation, in order of execution, whose result is not finite on this batch: its name and the part it belongs to. */
    public Optional<String> firstNotFinite(ModelState state, Batch batch) {
        return prepare(cache.of(Quantity.DIAGNOSIS, batch), state, batch)
                .firstNotFinite((node, value) -> OperationNames.of(node) + " gave " + value);
    }

    /** Returns the operations of a training step's gradient, in the order in which they run for batches of this batch's size. */
    public List<PlannedOperation> operations(Batch batch) {
        return cache.of(Quantity.GRADIENT, batch).execution.operations();
    }

    /** Computes a batch's gradient, in a session of one thread, and returns when each of these operations worked; nothing else is kept. */
    public List<OperationSpan> measure(ModelState state, Batch batch) {
        return prepare(cache.of(Quantity.GRADIENT, batch), state, batch)
                .runMeasured(new float[state.theta().size()]);
    }

    @Override
    public void close() {
        pool.close();
    }

    // What objectives ask for.

    private static final float[] NONE = {};

    double loss(ModelState state, Batch batch) {
        CompiledQuantity compiledQuantity = cache.of(Quantity.LOSS, batch);
        PlanExecution execution = prepare(compiledQuantity, state, batch);
        execution.run(NONE);
        return scalar(execution, compiledQuantity.loss);
    }

    private static double scalar(PlanExecution execution, Node node) {
        float[] scalar = new float[1];
        execution.readShared(node, scalar, 0);
        return scalar[0];
    }

    /** Returns the loss and its gradient; {@code commits} if the buffers' updates may be kept. */
    SessionResult gradient(ModelState state, Batch batch, boolean commits) {
        CompiledQuantity compiledQuantity = cache.of(Quantity.GRADIENT, batch);
        float[] into = room(state, commits);
        float[] gradient = product(compiledQuantity, prepare(compiledQuantity, state, batch), state, into);
        if (commits) {
            leave(compiledQuantity, batch);
            losses = batch.chunk().map(chunk -> compiledQuantity.readLosses());
            weights = compiledQuantity.readWeights();
        }
        if (commits && !compiledQuantity.updates.isEmpty()) {
            float[] values = VectorFactory.elements(state.buffers()).clone();
            for (Segment segment : state.buffers().segments()) {
                Node update = compiledQuantity.updates.get(segment.name());
                if (update != null) {
                    compiledQuantity.execution.readShared(update, values, segment.offset());
                }
            }
            updated = Optional.of(values);
        }
        if (compiledQuantity.divides) {
            VectorFactory.divide(gradient, batch.examples());
        }
        return new SessionResult(
                scalar(compiledQuantity.execution, compiledQuantity.loss),
                VectorFactory.of(state.theta().segments(), gradient));
    }

    private float[] room(ModelState state, boolean commits) {
        Optional<Vector> free = commits ? spentGradient : Optional.empty();
        spentGradient = Optional.empty();
        return free.map(VectorFactory::spend)
                .orElseGet(() -> new float[state.theta().size()]);
    }

    /** Returns what a step goes by, and what that was before it was clipped. */
    Vector taken(Vector raw, Vector clipped) {
        rawGradient = Optional.of(raw);
        gradient = Optional.of(clipped);
        return clipped;
    }

    Vector product(Quantity quantity, ModelState state, Batch batch, Vector direction) {
        return product(quantity, state, batch, direction, 0);
    }

    Vector product(Quantity quantity, ModelState state, Batch batch, Vector direction, double structure) {
        CompiledQuantity compiledQuantity = cache.of(quantity, batch);
        PlanExecution execution = prepare(compiledQuantity, state, batch);
        execution.inputs().stream()
                .filter(source -> source.kind() == Op.SourceKind.STRUCTURE)
                .forEach(source -> execution.writeShared(source, new float[] {(float) structure}));
        execution.direction(VectorFactory.elements(direction));
        float[] into = new float[state.theta().size()];
        return VectorFactory.of(state.theta().segments(), product(compiledQuantity, execution, state, into));
    }

    /** Returns the gradient of one example's loss. */
    Vector gradientOfExample(ModelState state, Batch batch, int example) {
        CompiledQuantity compiledQuantity = cache.of(Quantity.LOSS_GRADIENT, batch);
        float[] into = new float[state.theta().size()];
        float[] gradient = product(
                compiledQuantity, prepare(compiledQuantity, state, compiledQuantity.only(batch, example)), state, into);
        return VectorFactory.of(state.theta().segments(), gradient);
    }

    private static float[] product(
            CompiledQuantity compiledQuantity, PlanExecution execution, ModelState state, float[] result) {
        execution.run(result);
        List<Segment> segments = state.theta().segments();
        for (int i = 0; i < segments.size(); i++) {
            execution.readShared(
                    compiledQuantity.products.get(i), result, segments.get(i).offset());
        }
        return result;
    }

    void observed(double norm) {
        gradientNorm = norm;
    }

    record SessionResult(double loss, Vector gradient) {}

    // Preparing a run.

    private PlanExecution prepare(CompiledQuantity compiledQuantity, ModelState state, Batch batch) {
        if (batch.examples() > capacity) {
            throw new IllegalArgumentException(
                    "a batch of " + batch.examples() + " examples, where " + capacity + " were planned for");
        }
        PlanExecution execution = compiledQuantity.execution;
        execution.examples(batch.examples());
        execution.state(
                VectorFactory.elements(state.theta()),
                VectorFactory.elements(state.frozen()),
                VectorFactory.elements(state.buffers()));
        for (Op.GraphSource source : execution.inputs()) {
            switch (source.kind()) {
                case FIELD -> execution.write(source, GraphChecks.known(batch.fields(), source.name()));
                case EXAMPLES -> execution.writeShared(source, new float[] {batch.examples()});
                case CARRIED -> execution.write(source, compiledQuantity.carried(source, batch, capacity));
                case UNIFORM, NORMAL -> execution.write(source, draws(compiledQuantity, source, batch));
                case PARAMETER, FROZEN, BUFFER, STRUCTURE, DIRECTION, ITEM ->
                    execution.write(source, compiledQuantity.zeros(source, capacity));
            }
        }
        return execution;
    }

    private float[] draws(CompiledQuantity compiledQuantity, Op.GraphSource source, Batch batch) {
        float[] draws = compiledQuantity.zeros(source, capacity);
        Stream step = random.in(source.name()).in(batch.step());
        for (int example = 0; example < batch.examples(); example++) {
            Stream stream = step.in(batch.ids()[example]);
            int at = example * source.rows();
            if (source.kind() == Op.SourceKind.UNIFORM) {
                uniform.draw(stream, draws, at, source.rows());
                continue;
            }
            for (int row = 0; row < source.rows(); row++) {
                draws[at + row] = (float) stream.normal(row);
            }
        }
        return draws;
    }
}
