package org.recurve.compute.lower;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.GraphChecks;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.runtime.BufferView;
import org.recurve.compute.runtime.ExecutionFrame;
import org.recurve.compute.runtime.LaneTransfer;
import org.recurve.compute.runtime.MemorySpace;
import org.recurve.compute.runtime.WorkerPool;
import org.recurve.compute.runtime.WorkerScratch;

/** A plan with the memory it works on. Used by one thread at a time. */
public final class PlanExecution {
    private final ExecutionPlan plan;
    private final WorkerPool pool;
    private final WorkerScratch[] scratches;
    private final float[][] spaces = new float[MemorySpace.COUNT][];
    private int examples;

    public PlanExecution(ExecutionPlan plan, WorkerPool pool) {
        this.plan = plan;
        this.pool = pool;
        scratches = new WorkerScratch[pool.threads()];
        Arrays.setAll(scratches, i -> plan.worker());
        spaces[MemorySpace.ARENA] = new float[plan.arena()];
        spaces[MemorySpace.CONSTANTS] = plan.constants();
        spaces[MemorySpace.DIRECTION] = new float[0];
        spaces[MemorySpace.GRADIENT] = new float[0];
    }

    /** Returns what must be written before a run. */
    public Set<Op.GraphSource> inputs() {
        return plan.inputs().keySet();
    }

    /** Says how many examples the next runs are about. */
    public void examples(int count) {
        examples = count;
    }

    /** Writes a source of the examples, given example after example, row-major; padded lanes repeat the last example. */
    public void write(Op.GraphSource source, float[] values) {
        BufferView view = GraphChecks.known(plan.inputs(), source);
        LaneTransfer.write(values, examples, view.rows(), spaces[MemorySpace.ARENA], view.offset());
    }

    /** Writes a source that all examples share. */
    public void writeShared(Op.GraphSource source, float[] values) {
        BufferView view = GraphChecks.known(plan.inputs(), source);
        System.arraycopy(values, 0, spaces[MemorySpace.ARENA], view.offset(), view.rows());
    }

    /** Sets the model's state, for the next runs. */
    public void state(float[] parameters, float[] frozen, float[] buffers) {
        spaces[MemorySpace.PARAMETERS] = parameters;
        spaces[MemorySpace.FROZEN] = frozen;
        spaces[MemorySpace.BUFFERS] = buffers;
    }

    /** The direction that a product is taken with. */
    public void direction(float[] direction) {
        spaces[MemorySpace.DIRECTION] = direction;
    }

    /** Runs; gradients are written to {@code gradient}. */
    public void run(float[] gradient) {
        spaces[MemorySpace.GRADIENT] = gradient;
        plan.run(frame(), pool, scratches);
    }

    /** Returns the operations that a run consists of, in their order. */
    public List<PlannedOperation> operations() {
        return plan.operations();
    }

    /** Runs with one worker, and returns when each operation worked; gradients are written to {@code gradient}. */
    public List<OperationSpan> runMeasured(float[] gradient) {
        if (pool.threads() > 1) {
            throw new IllegalStateException("what several threads do at once is not measured");
        }
        spaces[MemorySpace.GRADIENT] = gradient;
        List<OperationSpan> spans = new ArrayList<>();
        plan.runMeasured(frame(), pool, scratches[0], spans::add);
        return spans;
    }

    private ExecutionFrame frame() {
        return new ExecutionFrame(spaces, examples);
    }

    /** A shared root's numbers, written to {@code into} from {@code at} on. */
    public void readShared(Node root, float[] into, int at) {
        BufferView view = plan.slot(root);
        float[] from = spaces[view.space()];
        if (from != into || view.offset() != at) {
            System.arraycopy(from, view.offset(), into, at, view.rows());
        }
    }

    /** A root's numbers, example after example, row-major. */
    public void read(Node root, float[] into) {
        BufferView view = plan.slot(root);
        float[] from = spaces[view.space()];
        if (view.shared()) {
            for (int example = 0; example < examples; example++) {
                System.arraycopy(from, view.offset(), into, example * view.rows(), view.rows());
            }
        } else {
            LaneTransfer.read(from, view.offset(), view.rows(), into, examples);
        }
    }

    private float value(BufferView view, int example, int row) {
        float[] from = spaces[view.space()];
        return view.shared()
                ? from[view.offset() + row]
                : from[
                        view.at(frame(), example / BlockLayout.LANES)
                                + row * BlockLayout.LANES
                                + example % BlockLayout.LANES];
    }

    /** Runs step by step until some operation's result is not finite; gives what {@code name} makes of it and the number. */
    public Optional<String> firstNotFinite(BiFunction<Node, Float, String> name) {
        String[] found = new String[1];
        plan.runStepwise(frame(), scratches[0], node -> {
            if (node.op() instanceof Op.Scan) {
                return false;
            }
            BufferView view = plan.slot(node);
            for (int example = 0; example < (view.shared() ? 1 : examples) && found[0] == null; example++) {
                for (int row = 0; row < view.rows() && found[0] == null; row++) {
                    float value = value(view, example, row);
                    if (!Float.isFinite(value)) {
                        found[0] = name.apply(node, value);
                    }
                }
            }
            return found[0] != null;
        });
        return Optional.ofNullable(found[0]);
    }
}
