package org.recurve.compute.plan;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;
import org.recurve.compute.graph.Require;

/** A plan with the memory it works on. Used by one thread at a time. */
public final class Execution {
    private final Plan plan;
    private final Pool pool;
    private final Worker[] workers;
    private final float[][] spaces = new float[Space.COUNT][];
    private int examples;

    public Execution(Plan plan, Pool pool) {
        this.plan = plan;
        this.pool = pool;
        workers = new Worker[pool.threads()];
        Arrays.setAll(workers, i -> plan.worker());
        spaces[Space.ARENA] = new float[plan.arena()];
        spaces[Space.CONSTANTS] = plan.constants();
        spaces[Space.DIRECTION] = new float[0];
        spaces[Space.GRADIENT] = new float[0];
    }

    /** What must be written before a run. */
    public Set<Op.Source> inputs() {
        return plan.inputs().keySet();
    }

    /** How many examples the next runs are about. */
    public void examples(int count) {
        examples = count;
    }

    /** Writes a source of the examples, given example after example, row-major; padded lanes repeat the last example. */
    public void write(Op.Source source, float[] values) {
        Slot slot = Require.known(plan.inputs(), source);
        Lanes.write(values, examples, slot.rows(), spaces[Space.ARENA], slot.offset());
    }

    /** Writes a source that all examples share. */
    public void writeShared(Op.Source source, float[] values) {
        Slot slot = Require.known(plan.inputs(), source);
        System.arraycopy(values, 0, spaces[Space.ARENA], slot.offset(), slot.rows());
    }

    /** What the model's state is, for the next runs. */
    public void state(float[] parameters, float[] frozen, float[] buffers) {
        spaces[Space.PARAMETERS] = parameters;
        spaces[Space.FROZEN] = frozen;
        spaces[Space.BUFFERS] = buffers;
    }

    /** The direction that a product is taken with. */
    public void direction(float[] direction) {
        spaces[Space.DIRECTION] = direction;
    }

    /** Runs; gradients are written to {@code gradient}. */
    public void run(float[] gradient) {
        spaces[Space.GRADIENT] = gradient;
        plan.run(frame(), pool, workers);
    }

    private Frame frame() {
        return new Frame(spaces, examples);
    }

    /** A shared root's numbers, written to {@code into} from {@code at} on. */
    public void readShared(Node root, float[] into, int at) {
        Slot slot = plan.slot(root);
        float[] from = spaces[slot.space()];
        if (from != into || slot.offset() != at) {
            System.arraycopy(from, slot.offset(), into, at, slot.rows());
        }
    }

    /** A root's numbers, example after example, row-major. */
    public void read(Node root, float[] into) {
        Slot slot = plan.slot(root);
        float[] from = spaces[slot.space()];
        if (slot.shared()) {
            for (int example = 0; example < examples; example++) {
                System.arraycopy(from, slot.offset(), into, example * slot.rows(), slot.rows());
            }
        } else {
            Lanes.read(from, slot.offset(), slot.rows(), into, examples);
        }
    }

    private float value(Slot slot, int example, int row) {
        float[] from = spaces[slot.space()];
        return slot.shared()
                ? from[slot.offset() + row]
                : from[slot.at(frame(), example / Slot.LANES) + row * Slot.LANES + example % Slot.LANES];
    }

    /** Runs step by step until some operation's result is not finite; gives what {@code name} makes of it and the number. */
    public Optional<String> firstNotFinite(BiFunction<Node, Float, String> name) {
        String[] found = new String[1];
        plan.runStepwise(frame(), workers[0], node -> {
            if (node.op() instanceof Op.Scan) {
                return false;
            }
            Slot slot = plan.slot(node);
            for (int example = 0; example < (slot.shared() ? 1 : examples) && found[0] == null; example++) {
                for (int row = 0; row < slot.rows() && found[0] == null; row++) {
                    float value = value(slot, example, row);
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
