package org.recurve.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Clipper;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;
import org.recurve.compute.graph.Require;
import org.recurve.compute.plan.Execution;
import org.recurve.compute.plan.Kernels;
import org.recurve.compute.plan.Pool;
import org.recurve.compute.vector.Vectors;

/** A program, planned for batches up to some size and run many times without allocating. Used by one thread at a time. */
public final class Session implements AutoCloseable {
    private final int capacity;
    private final Stream random;
    private final Pool pool;
    private final Plans plans;
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
        this(program, capacity, random, threads, Kernels.here());
    }

    /** The same with chosen kernels, which change no bit. */
    public Session(Program program, int capacity, Stream random, int threads, Kernels kernels) {
        this.capacity = capacity;
        this.random = random;
        this.pool = new Pool(threads);
        this.plans = new Plans(program, capacity, kernels, pool);
        this.program = program;
    }

    /** The program that runs here. */
    public Program program() {
        return program;
    }

    /** The batch's loss as a function of the parameters, beginning at {@code state}; gradients pass the clippers in order. */
    public Objective objective(State state, Batch batch, Progress progress, List<Spec<Clipper<?>>> clippers) {
        return objective(state, new Roles(batch, Map.of()), progress, clippers);
    }

    /** The same with examples for each role. */
    public Objective objective(State state, Roles roles, Progress progress, List<Spec<Clipper<?>>> clippers) {
        updated = Optional.empty();
        return BatchObjective.begin(this, state, roles, progress, clippers);
    }

    /** The gradient norm before clipping, of the objective last asked for a gradient. */
    public double gradientNorm() {
        return gradientNorm;
    }

    /** What the chunks last evaluated, or last differentiated where the training stands, leave to the next ones. */
    public Vector left() {
        return left.orElseThrow(() -> new IllegalStateException("no chunk of a sequence was run"));
    }

    /**
     * The losses of the examples on which the gradient was last taken where the training stands, in the order of the batch;
     * only of chunks of sequences. The array is used again by the next step.
     */
    public Optional<float[]> losses() {
        return losses;
    }

    /**
     * How much each example of that batch counts in the mean of its losses; empty if all count alike. The array is used again
     * by the next step.
     */
    public Optional<float[]> weights() {
        return weights;
    }

    private void leave(Task task, Batch batch) {
        left = batch.chunk().map(chunk -> task.left(chunk, batch.examples()));
    }

    /** The state after a step that led to {@code theta}: buffers committed, lazy vectors evaluated. */
    public State commit(State before, Vector theta) {
        return commit(before, theta, List.of(), List.of());
    }

    /**
     * The same for a training that goes on from there, with all that it keeps evaluated in one pass.
     *
     * @param kept what the next step reads besides the parameters: the optimizer's state
     * @param spent what nobody reads any more, as does nobody the step's gradient: their memory is used again
     */
    public State commit(State before, Vector theta, List<Vector> kept, List<Vector> spent) {
        List<Vector> next = new ArrayList<>(kept);
        next.add(theta);
        List<Vector> all = new ArrayList<>(next);
        gradient.ifPresent(all::add);
        List<Vector> free = new ArrayList<>(spent);
        rawGradient.ifPresent(free::add);
        Vectors.settle(all, free);
        spentGradient = gradient.filter(last -> !spent.isEmpty() && !Vectors.sharesMemory(last, next));
        rawGradient = Optional.empty();
        gradient = Optional.empty();
        Vector buffers = updated.map(values -> Vectors.of(before.buffers().segments(), values))
                .orElse(before.buffers());
        updated = Optional.empty();
        return new State(theta, before.frozen(), buffers);
    }

    /** Evaluates lazy vectors (an optimizer's state) now, in one pass, so that no expression outlives its step. */
    public List<Vector> settle(List<Vector> lazy) {
        return Vectors.settle(lazy);
    }

    /** The outputs and losses of a batch, in evaluation mode unless the batch says otherwise. */
    public Evaluation evaluate(State state, Batch batch) {
        Task task = plans.of(batch.training() ? Quantity.TRAINING_OUTPUT : Quantity.OUTPUT, batch);
        Execution execution = prepare(task, state, batch);
        execution.run(NONE);
        execution.read(task.model.output(), task.outputs);
        execution.read(task.model.exampleLoss(), task.losses);
        task.readWeights();
        leave(task, batch);
        return new Evaluation(task.model.shape(), task.outputs, task.losses, task.weights);
    }

    /** What each layer gives for the first example of a batch, in evaluation mode, in the order of the layers. */
    public List<Given> layers(State state, Batch batch) {
        Task task = plans.of(Quantity.LAYERS, batch);
        Execution execution = prepare(task, state, task.only(batch, 0));
        execution.run(NONE);
        return Given.read(task.model, execution);
    }

    /** The first operation, in order of execution, whose result is not finite on this batch: its name and the part it belongs to. */
    public Optional<String> firstNotFinite(State state, Batch batch) {
        return prepare(plans.of(Quantity.DIAGNOSIS, batch), state, batch)
                .firstNotFinite((node, value) -> Naming.of(node) + " gave " + value);
    }

    @Override
    public void close() {
        pool.close();
    }

    /**
     * What an evaluation gives; the arrays are reused by the next one.
     *
     * @param shape of one example's output
     * @param outputs example after example, row-major
     * @param losses one an example
     * @param weights how much each example counts in a mean of losses, 1 unless the loss says otherwise
     */
    public record Evaluation(Shape shape, float[] outputs, float[] losses, float[] weights) {}

    // What objectives ask for.

    private static final float[] NONE = {};

    double loss(State state, Batch batch) {
        Task task = plans.of(Quantity.LOSS, batch);
        Execution execution = prepare(task, state, batch);
        execution.run(NONE);
        return scalar(execution, task.loss);
    }

    private static double scalar(Execution execution, Node node) {
        float[] scalar = new float[1];
        execution.readShared(node, scalar, 0);
        return scalar[0];
    }

    /** The loss and its gradient; {@code commits} if the buffers' updates may be kept. */
    Result gradient(State state, Batch batch, boolean commits) {
        Task task = plans.of(Quantity.GRADIENT, batch);
        float[] into = room(state, commits);
        float[] gradient = product(task, prepare(task, state, batch), state, into);
        if (commits) {
            leave(task, batch);
            losses = batch.chunk().map(chunk -> task.readLosses());
            weights = task.readWeights();
        }
        if (commits && !task.updates.isEmpty()) {
            float[] values = Vectors.elements(state.buffers()).clone();
            for (Segment segment : state.buffers().segments()) {
                Node update = task.updates.get(segment.name());
                if (update != null) {
                    task.execution.readShared(update, values, segment.offset());
                }
            }
            updated = Optional.of(values);
        }
        if (task.divides) {
            Vectors.divide(gradient, batch.examples());
        }
        return new Result(
                scalar(task.execution, task.loss), Vectors.of(state.theta().segments(), gradient));
    }

    private float[] room(State state, boolean commits) {
        Optional<Vector> free = commits ? spentGradient : Optional.empty();
        spentGradient = Optional.empty();
        return free.map(Vectors::spend).orElseGet(() -> new float[state.theta().size()]);
    }

    /** What a step goes by, and what that was before it was clipped. */
    Vector taken(Vector raw, Vector clipped) {
        rawGradient = Optional.of(raw);
        gradient = Optional.of(clipped);
        return clipped;
    }

    Vector product(Quantity quantity, State state, Batch batch, Vector direction) {
        return product(quantity, state, batch, direction, 0);
    }

    Vector product(Quantity quantity, State state, Batch batch, Vector direction, double structure) {
        Task task = plans.of(quantity, batch);
        Execution execution = prepare(task, state, batch);
        execution.inputs().stream()
                .filter(source -> source.kind() == Op.Kind.STRUCTURE)
                .forEach(source -> execution.writeShared(source, new float[] {(float) structure}));
        execution.direction(Vectors.elements(direction));
        float[] into = new float[state.theta().size()];
        return Vectors.of(state.theta().segments(), product(task, execution, state, into));
    }

    /** The gradient of one example's loss. */
    Vector gradientOfExample(State state, Batch batch, int example) {
        Task task = plans.of(Quantity.LOSS_GRADIENT, batch);
        float[] into = new float[state.theta().size()];
        float[] gradient = product(task, prepare(task, state, task.only(batch, example)), state, into);
        return Vectors.of(state.theta().segments(), gradient);
    }

    private static float[] product(Task task, Execution execution, State state, float[] result) {
        execution.run(result);
        List<Segment> segments = state.theta().segments();
        for (int i = 0; i < segments.size(); i++) {
            execution.readShared(task.products.get(i), result, segments.get(i).offset());
        }
        return result;
    }

    void observed(double norm) {
        gradientNorm = norm;
    }

    record Result(double loss, Vector gradient) {}

    // Preparing a run.

    private Execution prepare(Task task, State state, Batch batch) {
        if (batch.examples() > capacity) {
            throw new IllegalArgumentException(
                    "a batch of " + batch.examples() + " examples, where " + capacity + " were planned for");
        }
        Execution execution = task.execution;
        execution.examples(batch.examples());
        execution.state(
                Vectors.elements(state.theta()), Vectors.elements(state.frozen()), Vectors.elements(state.buffers()));
        for (Op.Source source : execution.inputs()) {
            switch (source.kind()) {
                case FIELD -> execution.write(source, Require.known(batch.fields(), source.name()));
                case EXAMPLES -> execution.writeShared(source, new float[] {batch.examples()});
                case CARRIED -> execution.write(source, task.carried(source, batch, capacity));
                case UNIFORM, NORMAL -> execution.write(source, draws(task, source, batch));
                default -> execution.write(source, task.zeros(source, capacity));
            }
        }
        return execution;
    }

    private float[] draws(Task task, Op.Source source, Batch batch) {
        float[] draws = task.zeros(source, capacity);
        Stream step = random.in(source.name()).in(batch.step());
        for (int example = 0; example < batch.examples(); example++) {
            Stream stream = step.in(batch.ids()[example]);
            for (int row = 0; row < source.rows(); row++) {
                draws[example * source.rows() + row] =
                        source.kind() == Op.Kind.UNIFORM ? stream.uniformFloat(row) : (float) stream.normal(row);
            }
        }
        return draws;
    }
}
