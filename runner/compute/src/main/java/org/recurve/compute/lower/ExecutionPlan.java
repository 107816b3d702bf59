package org.recurve.compute.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.recurve.compute.analysis.PaddingAnalysis;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.CountedOperation;
import org.recurve.compute.ir.GraphChecks;
import org.recurve.compute.ir.GraphText;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.kernel.contraction.WorkShare;
import org.recurve.compute.runtime.BufferView;
import org.recurve.compute.runtime.ExecutionFrame;
import org.recurve.compute.runtime.Instruction;
import org.recurve.compute.runtime.InstructionSummary;
import org.recurve.compute.runtime.KernelSet;
import org.recurve.compute.runtime.MemorySpace;
import org.recurve.compute.runtime.WorkerPool;
import org.recurve.compute.runtime.WorkerScratch;

/**
 * A graph, ready to run on batches of up to some size. Immutable but for the caches it was built with; the memory it works on
 * is given at each run.
 */
public final class ExecutionPlan {
    /** Blocks that pass through consecutive instructions together, while their values are in the cache. */
    private static final int CHUNK = 4;

    private final List<Instruction> instructions;
    /** For the instruction that begins a group, that group. */
    private final List<RangeGroup> groups;

    private final List<List<Node>> computed;
    private final Map<Op.GraphSource, BufferView> inputs;
    private final Map<Node, BufferView> views;
    private final float[] constants;
    private final int arena;
    private final LoweringContext context;
    private final ExecutionSchedule schedule;

    private ExecutionPlan(
            ExecutionSchedule schedule,
            List<Instruction> instructions,
            List<List<Node>> computed,
            Map<Op.GraphSource, BufferView> inputs,
            Map<Node, BufferView> views,
            LoweringContext context) {
        this.schedule = schedule;
        this.instructions = List.copyOf(instructions);
        this.groups = groups(this.instructions);
        this.computed = List.copyOf(computed);
        this.inputs = inputs;
        this.views = views;
        this.constants = context.constants();
        this.arena = context.arena().size();
        this.context = context;
    }

    /**
     * Plans what computes {@code roots}.
     *
     * @param level how much one instruction computes; it changes no bit
     * @param capacity the largest batch
     * @param parameters where in the vector of parameters each begins; likewise frozen ones and buffers
     * @param gradients roots that are to be written to a vector of parameters, and where in it
     */
    public static ExecutionPlan of(
            KernelSet set,
            FusionLevel level,
            List<Node> roots,
            int capacity,
            Map<String, Integer> parameters,
            Map<Node, Integer> gradients) {
        Map<Node, BufferView> fixed = new HashMap<>();
        gradients.forEach((node, at) -> {
            if (!(node.op() instanceof Op.GraphSource) && !(node.op() instanceof Op.Fill)) {
                fixed.put(node, BufferView.shared(MemorySpace.GRADIENT, at, node.rows()));
            }
        });
        PaddingAnalysis analysis = new PaddingAnalysis();
        LoweringContext context =
                new LoweringContext(set, level, analysis, Math.ceilDiv(capacity, BlockLayout.LANES), fixed);
        Stream<Node> lasting = Stream.concat(roots.stream(), PaddingAnalysis.lengths(roots).stream());
        ExecutionSchedule schedule = ExecutionSchedule.of(lasting.distinct().toList(), level);
        Map<Node, BufferView> views = new HashMap<>();
        Map<Op.GraphSource, BufferView> inputs = new LinkedHashMap<>();
        GraphLowering lowering = new GraphLowering(context, schedule, views);
        for (Node node : schedule.ordered()) {
            if (node.op() instanceof Op.GraphSource source) {
                Optional<BufferView> outside = outside(source, parameters);
                if (outside.isPresent()) {
                    views.put(node, outside.get());
                } else {
                    inputs.put(source, lowering.give(node));
                }
            }
        }
        List<Instruction> instructions = lowering.plan();
        for (Node root : roots) {
            views.computeIfAbsent(root, context::constant);
        }
        return new ExecutionPlan(schedule, instructions, lowering.computed(), inputs, views, context);
    }

    /** Throws {@link OutOfMemoryError} if one of these results alone has no room, which is known without planning. */
    public static void check(List<Node> nodes, int capacity) {
        long lanes = (long) BlockLayout.LANES * Math.ceilDiv(capacity, BlockLayout.LANES);
        nodes.stream()
                .filter(node ->
                        !node.shared() && (node.op() instanceof Op.Linear || node.op() instanceof Op.MatrixProduct))
                .forEach(node -> MemoryArena.check(node.rows() * lanes));
    }

    /** Returns the groups; an instruction within one has that of its own beginning, which nobody asks for. */
    private static List<RangeGroup> groups(List<Instruction> instructions) {
        List<RangeGroup> groups = new ArrayList<>();
        while (groups.size() < instructions.size()) {
            RangeGroup group = RangeGroup.of(instructions, groups.size());
            groups.addAll(Collections.nCopies(group.end() - groups.size(), group));
        }
        return List.copyOf(groups);
    }

    private static Optional<BufferView> outside(Op.GraphSource source, Map<String, Integer> parameters) {
        int space = switch (source.kind()) {
            case PARAMETER -> MemorySpace.PARAMETERS;
            case FROZEN -> MemorySpace.FROZEN;
            case BUFFER -> MemorySpace.BUFFERS;
            case DIRECTION -> source.common() ? MemorySpace.DIRECTION : -1;
            case CARRIED, FIELD, UNIFORM, NORMAL, EXAMPLES, STRUCTURE, ITEM -> -1;
        };
        return space < 0
                ? Optional.empty()
                : Optional.of(BufferView.shared(space, GraphChecks.known(parameters, source.name()), source.rows()));
    }

    /** Returns the sources whose numbers must be written to the arena before a run. */
    Map<Op.GraphSource, BufferView> inputs() {
        return inputs;
    }

    /** Returns where a root lies after a run. */
    BufferView slot(Node root) {
        return GraphChecks.known(views, root);
    }

    /** Describes the instructions, to be printed. */
    public List<InstructionSummary> describe() {
        return instructions.stream().map(Instruction::describe).toList();
    }

    /** Prints the order of work, what one instruction computes together, and where each value is stored. */
    public List<String> scheduleLines(GraphText names) {
        return new ScheduleText(names, context.scans()).lines(schedule, views);
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
        return own + context.tables() + (long) Float.BYTES * constants.length;
    }

    /** Returns the sources whose numbers are written before a run. */
    public Set<Op.GraphSource> sources() {
        return inputs.keySet();
    }

    /** Floats of the arena. */
    int arena() {
        return arena;
    }

    WorkerScratch worker() {
        return new WorkerScratch(
                new org.recurve.compute.kernel.contraction.ContractionScratch(),
                org.recurve.compute.kernel.elementwise.ElementwiseScratch.fitting(context.fusedKernels()));
    }

    /** Runs everything; the bits depend on neither the number of workers nor on how work is cut among them. */
    void run(ExecutionFrame frame, WorkerPool pool, WorkerScratch[] scratches) {
        InstructionRun[] runs = new InstructionRun[scratches.length];
        for (int part = 0; part < runs.length; part++) {
            runs[part] = running(frame, scratches[part]);
        }
        run(frame.blocks(), pool, runs);
    }

    /** Runs everything likewise, with one worker, and tells how long each instruction took of each share. */
    void runMeasured(ExecutionFrame frame, WorkerPool pool, WorkerScratch scratch, Consumer<OperationSpan> spans) {
        InstructionRun run = running(frame, scratch);
        InstructionRun measured = (i, fromBlock, toBlock, share) -> {
            long begin = System.nanoTime();
            run.run(i, fromBlock, toBlock, share);
            spans.accept(new OperationSpan(i, begin, System.nanoTime() - begin));
        };
        run(frame.blocks(), pool, new InstructionRun[] {measured});
    }

    /** @param runs of each worker */
    private void run(int blocks, WorkerPool pool, InstructionRun[] runs) {
        int at = 0;
        while (at < instructions.size()) {
            int end = at;
            while (end < instructions.size() && instructions.get(end).byBlock()) {
                end++;
            }
            if (end > at) {
                runBlocks(blocks, pool, runs, at, end);
                at = end;
            } else {
                runShared(blocks, pool, runs, at++);
            }
        }
    }

    private static void runShared(int blocks, WorkerPool pool, InstructionRun[] runs, int instruction) {
        int threads = pool.threads();
        pool.run(part -> runs[part].run(instruction, 0, blocks, WorkShare.of(part, threads)));
    }

    private void runBlocks(int blocks, WorkerPool pool, InstructionRun[] runs, int from, int to) {
        int threads = pool.threads();
        if (blocks >= threads) {
            pool.run(part -> runChunks(runs[part], from, to, blocks * part / threads, blocks * (part + 1) / threads));
        } else {
            for (int i = from; i < to; i++) {
                runShared(blocks, pool, runs, i);
            }
        }
    }

    /** Runs a share of an instruction on some blocks. */
    private interface InstructionRun {
        void run(int instruction, int fromBlock, int toBlock, WorkShare share);
    }

    private InstructionRun running(ExecutionFrame frame, WorkerScratch scratch) {
        return (i, fromBlock, toBlock, share) -> instructions.get(i).run(frame, scratch, fromBlock, toBlock, share);
    }

    private void runChunks(InstructionRun run, int from, int to, int fromBlock, int toBlock) {
        for (int block = fromBlock; block < toBlock; block += CHUNK) {
            int end = Math.min(block + CHUNK, toBlock);
            for (int i = from; i < to; i = groups.get(i).end()) {
                if (groups.get(i).isCut()) {
                    runRanges(run, i, block, end);
                } else {
                    run.run(i, block, end, WorkShare.ALL);
                }
            }
        }
    }

    private void runRanges(InstructionRun run, int first, int fromBlock, int toBlock) {
        RangeGroup group = groups.get(first);
        for (int block = fromBlock; block < toBlock; block++) {
            for (WorkShare range : group.ranges()) {
                for (int i = first; i < group.end(); i++) {
                    run.run(i, block, block + 1, range);
                }
            }
        }
    }

    /** Returns the operations that the instructions compute, in their order, with what is fused with each. */
    public List<PlannedOperation> operations() {
        List<PlannedOperation> operations = new ArrayList<>();
        Set<Node> counted = new HashSet<>();
        for (int i = 0; i < instructions.size(); i++) {
            List<Node> nodes = computed.get(i);
            List<Node> all = schedule.ordered().stream()
                    .filter(node -> nodes.contains(node) || schedule.isComputedWith(nodes, node))
                    .toList();
            // What several passes compute counts as the work of the first.
            List<Node> first = all.stream().filter(counted::add).toList();
            long flops = CountedOperation.among(first).stream()
                    .mapToLong(CountedOperation::flops)
                    .sum();
            operations.add(new PlannedOperation(
                    nodes.getLast(), all.size() - 1, instructions.get(i).describe(), flops));
        }
        return operations;
    }

    /** Runs instruction by instruction, telling {@code after} each node whose values are complete. */
    void runStepwise(ExecutionFrame frame, WorkerScratch scratch, java.util.function.Predicate<Node> after) {
        for (int i = 0; i < instructions.size(); i++) {
            instructions.get(i).run(frame, scratch, 0, frame.blocks(), WorkShare.ALL);
            if (after.test(computed.get(i).getLast())) {
                return;
            }
        }
    }
}
