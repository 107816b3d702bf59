package org.recurve.compute.plan;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.recurve.compute.graph.Endings;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;
import org.recurve.compute.graph.Require;
import org.recurve.compute.link.Share;

/**
 * A graph, ready to run on batches of up to some size. Immutable but for the caches it was built with; the memory it works on
 * is given at each run.
 */
public final class Plan {
    /** Blocks that pass through consecutive instructions together, while their values are in the cache. */
    private static final int CHUNK = 4;

    private final List<Instruction> instructions;
    private final List<Node> nodes;
    private final Map<Op.Source, Slot> inputs;
    private final Map<Node, Slot> slots;
    private final float[] constants;
    private final int arena;
    private final Shop shop;

    private Plan(
            List<Instruction> instructions,
            List<Node> nodes,
            Map<Op.Source, Slot> inputs,
            Map<Node, Slot> slots,
            Shop shop) {
        this.instructions = List.copyOf(instructions);
        this.nodes = List.copyOf(nodes);
        this.inputs = inputs;
        this.slots = slots;
        this.constants = shop.constants();
        this.arena = shop.arena().size();
        this.shop = shop;
    }

    /**
     * Plans what computes {@code roots}.
     *
     * @param grain how much one instruction computes; it changes no bit
     * @param capacity the largest batch
     * @param parameters where in the vector of parameters each begins; likewise frozen ones and buffers
     * @param gradients roots that are to be written to a vector of parameters, and where in it
     */
    public static Plan of(
            Kernels kernels,
            Grain grain,
            List<Node> roots,
            int capacity,
            Map<String, Integer> parameters,
            Map<Node, Integer> gradients) {
        Map<Node, Slot> fixed = new HashMap<>();
        gradients.forEach((node, at) -> {
            if (!(node.op() instanceof Op.Source) && !(node.op() instanceof Op.Fill)) {
                fixed.put(node, Slot.shared(Space.GRADIENT, at, node.rows()));
            }
        });
        Endings endings = new Endings();
        Shop shop = new Shop(kernels, grain, endings, Math.ceilDiv(capacity, Slot.LANES), fixed);
        Stream<Node> lasting = Stream.concat(roots.stream(), Endings.lengths(roots).stream());
        Schedule schedule = Schedule.of(lasting.distinct().toList(), grain);
        Map<Node, Slot> slots = new HashMap<>();
        Map<Op.Source, Slot> inputs = new LinkedHashMap<>();
        Planner planner = new Planner(shop, schedule, slots);
        for (Node node : schedule.ordered()) {
            if (node.op() instanceof Op.Source source) {
                Optional<Slot> outside = outside(source, parameters);
                if (outside.isPresent()) {
                    slots.put(node, outside.get());
                } else {
                    inputs.put(source, planner.give(node));
                }
            }
        }
        List<Instruction> instructions = planner.plan();
        for (Node root : roots) {
            slots.computeIfAbsent(root, shop::constant);
        }
        return new Plan(instructions, planner.described(), inputs, slots, shop);
    }

    /** Throws {@link OutOfMemoryError} if one of these results alone has no room, which is known without planning. */
    public static void check(List<Node> nodes, int capacity) {
        long lanes = (long) Slot.LANES * Math.ceilDiv(capacity, Slot.LANES);
        nodes.stream()
                .filter(node -> !node.shared() && node.op() instanceof Op.Linear)
                .forEach(node -> Arena.check(node.rows() * lanes));
    }

    private static Optional<Slot> outside(Op.Source source, Map<String, Integer> parameters) {
        int space = switch (source.kind()) {
            case PARAMETER -> Space.PARAMETERS;
            case FROZEN -> Space.FROZEN;
            case BUFFER -> Space.BUFFERS;
            case DIRECTION -> source.common() ? Space.DIRECTION : -1;
            default -> -1;
        };
        return space < 0
                ? Optional.empty()
                : Optional.of(Slot.shared(space, Require.known(parameters, source.name()), source.rows()));
    }

    /** The sources whose numbers must be written to the arena before a run. */
    Map<Op.Source, Slot> inputs() {
        return inputs;
    }

    /** Where a root lies after a run. */
    Slot slot(Node root) {
        return Require.known(slots, root);
    }

    float[] constants() {
        return constants;
    }

    /** Bytes that an execution works in, whatever the size of the batch. */
    public long activations() {
        return (long) Float.BYTES * arena;
    }

    /** Bytes of the address tables and constants that all executions share. */
    public long tables() {
        long own = instructions.stream().mapToLong(Instruction::tables).sum();
        return own + shop.tables() + (long) Float.BYTES * constants.length;
    }

    /** The sources whose numbers are written before a run. */
    public Set<Op.Source> sources() {
        return inputs.keySet();
    }

    /** Floats of the arena. */
    int arena() {
        return arena;
    }

    Worker worker() {
        return new Worker(
                new org.recurve.compute.link.Scratch(), org.recurve.compute.elementwise.Scratch.fitting(shop.chains()));
    }

    /** Runs everything; the bits depend on neither the number of workers nor on how work is cut among them. */
    void run(Frame frame, Pool pool, Worker[] workers) {
        int at = 0;
        while (at < instructions.size()) {
            int end = at;
            while (end < instructions.size() && instructions.get(end).byBlock()) {
                end++;
            }
            if (end > at) {
                runBlocks(frame, pool, workers, at, end);
                at = end;
            } else {
                Instruction instruction = instructions.get(at++);
                pool.run(part ->
                        instruction.run(frame, workers[part], 0, frame.blocks(), new Share(part, pool.threads())));
            }
        }
    }

    private void runBlocks(Frame frame, Pool pool, Worker[] workers, int from, int to) {
        int blocks = frame.blocks();
        int threads = pool.threads();
        if (blocks >= threads) {
            pool.run(part ->
                    runChunks(frame, workers[part], from, to, blocks * part / threads, blocks * (part + 1) / threads));
        } else {
            for (int i = from; i < to; i++) {
                Instruction instruction = instructions.get(i);
                pool.run(part -> instruction.run(frame, workers[part], 0, blocks, new Share(part, threads)));
            }
        }
    }

    private void runChunks(Frame frame, Worker worker, int from, int to, int fromBlock, int toBlock) {
        for (int block = fromBlock; block < toBlock; block += CHUNK) {
            for (int i = from; i < to; i++) {
                instructions.get(i).run(frame, worker, block, Math.min(block + CHUNK, toBlock), Share.ALL);
            }
        }
    }

    /** Runs instruction by instruction, telling {@code after} each node whose values are complete. */
    void runStepwise(Frame frame, Worker worker, java.util.function.Predicate<Node> after) {
        for (int i = 0; i < instructions.size(); i++) {
            instructions.get(i).run(frame, worker, 0, frame.blocks(), Share.ALL);
            if (after.test(nodes.get(i))) {
                return;
            }
        }
    }
}
