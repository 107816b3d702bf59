package org.recurve.compute.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.compute.analysis.PaddingAnalysis;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.kernel.contraction.ContractionPlan;
import org.recurve.compute.kernel.contraction.InitialSums;
import org.recurve.compute.kernel.contraction.WeightGradientPlan;
import org.recurve.compute.kernel.elementwise.RowOperand;
import org.recurve.compute.runtime.BufferView;
import org.recurve.compute.runtime.FusedStep;
import org.recurve.compute.runtime.Instruction;
import org.recurve.compute.runtime.Instructions;
import org.recurve.compute.runtime.MatrixProductStep;
import org.recurve.compute.runtime.MemorySpace;
import org.recurve.compute.runtime.ScatterInstructions;
import org.recurve.compute.runtime.StepMask;
import org.recurve.compute.runtime.TermSums;

/** Turns a schedule into instructions, giving each value memory when it is made and taking it back after its last use. */
final class GraphLowering {
    private final LoweringContext context;
    private final ExecutionSchedule schedule;
    private final Map<Node, BufferView> views;
    private final Map<Integer, Integer> users = new HashMap<>();
    private final List<Instruction> instructions = new ArrayList<>();
    private final List<List<Node>> computed = new ArrayList<>();

    /**
     * @param context what all planners of one plan share
     * @param views where values lie that are there already; grows by what is planned
     */
    GraphLowering(LoweringContext context, ExecutionSchedule schedule, Map<Node, BufferView> views) {
        this.context = context;
        this.schedule = schedule;
        this.views = views;
    }

    List<Instruction> plan() {
        int step = 0;
        while (step < schedule.steps().size()) {
            List<Node> nodes = ofOnePitch(schedule.together(step, context.fusionLevel()));
            Instruction instruction = nodes.size() > 1 ? instruction(nodes, step) : instruction(nodes.getFirst(), step);
            if (!instruction.byBlock()) {
                context.allPassed();
            }
            instructions.add(instruction);
            computed.add(nodes);
            for (Node node : nodes) {
                releaseAfter(node, step++);
            }
        }
        return instructions;
    }

    private void releaseAfter(Node node, int step) {
        for (Node read : ExecutionSchedule.reads(node, schedule.analysis())) {
            if (schedule.lastUse().getOrDefault(read, -1) == step) {
                release(read);
            }
        }
    }

    /** Returns the nodes that each instruction computes, in order; without those that are fused with them. */
    List<List<Node>> computed() {
        return computed;
    }

    // Memory.

    private BufferView slot(Node node) {
        Node output = IndexedRead.of(node, schedule.analysis()).of();
        BufferView known = views.get(output);
        if (known == null) {
            known = switch (output.op()) {
                case Op.Fill(float value, int rows) -> context.constant(output);
                case Op.Literal literal -> context.constant(output);
                case Op.GraphSource _,
                        Op.Elementwise _,
                        Op.Linear _,
                        Op.GatherSum _,
                        Op.Concat _,
                        Op.Argmax _,
                        Op.MatrixProduct _,
                        Op.TakeAlong _,
                        Op.ScatterAdd _,
                        Op.ScatterAddShared _,
                        Op.BatchSum _,
                        Op.Broadcast _,
                        Op.StopGradient _,
                        Op.Scan _,
                        Op.ScanCarry _,
                        Op.ScanOutputs _ -> throw new IllegalStateException("read before it was made: " + output);
            };
            views.put(output, known);
        }
        return known;
    }

    private BufferView make(Node node) {
        BufferView view = context.fixed(node).orElseGet(() -> context.take(node.rows(), node.shared()));
        hold(node, view);
        return view;
    }

    /** Memory for a source, to be filled before a run. */
    BufferView give(Node source) {
        return make(source);
    }

    private void hold(Node node, BufferView view) {
        views.put(node, view);
        if (view.space() == MemorySpace.ARENA && !view.isStep()) {
            users.merge(view.offset(), 1, Integer::sum);
        }
    }

    private void release(Node node) {
        BufferView view = views.get(node);
        if (view != null && view.space() == MemorySpace.ARENA && !view.isStep() && users.containsKey(view.offset())) {
            if (users.merge(view.offset(), -1, Integer::sum) == 0) {
                users.remove(view.offset());
                context.retire(view);
            }
        }
    }

    /** Gives back what lived to the end. */
    void releaseRoots(List<Node> roots) {
        roots.forEach(this::release);
    }

    // Instructions.

    /** Returns what computes several nodes: gradients of weights, or passes. */
    private Instruction instruction(List<Node> nodes, int step) {
        return nodes.getFirst().op() instanceof Op.Linear ? weightSum(nodes) : passes(nodes, step);
    }

    private Instruction instruction(Node node, int step) {
        return switch (node.op()) {
            case Op.Elementwise apply -> passes(List.of(node), step);
            case Op.Linear(var spec, var contractionOperand)
            when contractionOperand == ContractionOperand.WEIGHT -> weightSum(List.of(node));
            case Op.Linear linear -> contraction(node, linear, step);
            case Op.MatrixProduct(var spec) ->
                new MatrixProductStep(
                        context.kernels().product(), spec, slot(node.input(0)), slot(node.input(1)), make(node));
            case Op.GatherSum _, Op.BatchSum _ when schedule.analysis().sumsTerms(node) -> passes(List.of(node), step);
            case Op.GatherSum(IndexTable table) ->
                new Instructions.GatherSumStep(
                        context.kernels().gather(), context.lists(table), slot(node.input(0)), make(node));
            case Op.Concat concat ->
                new Instructions.ConcatStep(
                        node.inputs().stream().map(this::slot).toList(), make(node));
            case Op.Argmax(IndexTable table) ->
                new Instructions.ArgmaxStep(
                        context.kernels().gather(),
                        context.lists(table),
                        slot(node.input(0)),
                        context.discardSlot(node),
                        make(node));
            case Op.TakeAlong(IndexTable table) -> pick(node, table);
            case Op.ScatterAdd(IndexTable table) -> place(node, table);
            case Op.ScatterAddShared(IndexTable table) ->
                new ScatterInstructions.SharedScatterStep(table, slot(node.input(0)), slot(node.input(1)), make(node));
            case Op.BatchSum sum ->
                new Instructions.BatchSumStep(context.kernels().gather(), slot(node.input(0)), make(node));
            case Op.Broadcast broadcast -> new Instructions.BroadcastStep(slot(node.input(0)), make(node));
            case Op.StopGradient gradient -> new Instructions.ConcatStep(List.of(slot(node.input(0))), make(node));
            case Op.Scan scan -> new ScanLowering(context, new AroundScan(step)).plan(node, scan, readings(node));
            case Op.GraphSource _, Op.Fill _, Op.Literal _, Op.ScanCarry _, Op.ScanOutputs _ ->
                throw new IllegalStateException("has no instruction: " + node);
        };
    }

    /** The graph around a scan, which is a step of the schedule. */
    private final class AroundScan implements ScanSurroundings {
        private final int step;

        private AroundScan(int step) {
            this.step = step;
        }

        @Override
        public BufferView slot(Node value) {
            return GraphLowering.this.slot(value);
        }

        @Override
        public Optional<BufferView> dying(Node value) {
            return GraphLowering.this.dying(value, step);
        }

        @Override
        public void hold(Node reading, BufferView view) {
            GraphLowering.this.hold(reading, view);
        }

        @Override
        public Optional<PaddingAnalysis.SequenceEnd> unread(Node reading) {
            return unreadBehind(reading);
        }
    }

    private List<Node> readings(Node scan) {
        return schedule.ordered().stream()
                .filter(node -> node.inputs().contains(scan))
                .toList();
    }

    private Instruction passes(List<Node> nodes, int step) {
        FusionGroup pass = FusionGroup.of(nodes, schedule.analysis());
        RowOperand[] inputs = operands(pass);
        RowOperand[] outputs = FusionGroup.stored(nodes).stream()
                .map(node -> inPlace(node, pass, step, step + nodes.size()).operand())
                .toArray(RowOperand[]::new);
        Node first = nodes.getFirst();
        Node rows = first.op() instanceof Op.Elementwise ? first : first.input(0);
        List<Node> sums = FusionGroup.sums(nodes);
        boolean ofBatch = !sums.isEmpty() && sums.getFirst().op() instanceof Op.BatchSum;
        FusedStep terms = new FusedStep(
                context.kernel(pass.expression()),
                inputs,
                outputs,
                rows.rows(),
                rows.shared(),
                ofBatch ? Optional.empty() : ClassMask.rows(pass, inputs, context::kernel));
        List<BufferView> targets = sums.stream().map(this::make).toList();
        return sums.isEmpty()
                ? terms
                : ofBatch
                        ? new TermSums.BatchTermSum(context.kernels().gather(), terms, targets)
                        : new TermSums.RowTermSum(context.kernels().gather(), terms, targets);
    }

    private RowOperand[] operands(FusionGroup pass) {
        List<RowOperand> operands = new ArrayList<>();
        for (IndexedRead indexedRead : pass.inputs()) {
            RowOperand operand = slot(indexedRead.of()).operand();
            operands.add(indexedRead.mapped() ? operand.through(indexedRead.map()) : operand);
        }
        return operands.toArray(RowOperand[]::new);
    }

    /** Returns the slot of an input that no step from {@code end} on reads, and these row by row alone, or a new one. */
    private BufferView inPlace(Node node, FusionGroup pass, int step, int end) {
        if (context.fixed(node).isEmpty()) {
            for (IndexedRead indexedRead : pass.inputs()) {
                Node output = indexedRead.of();
                BufferView view = slot(output);
                boolean once =
                        pass.inputs().stream().filter(r -> r.of() == output).count() == 1;
                int last = schedule.lastUse().getOrDefault(output, -1);
                if (!indexedRead.mapped()
                        && once
                        && output.rows() == node.rows()
                        && output.shared() == node.shared()
                        && step <= last
                        && last < end
                        && view.space() == MemorySpace.ARENA
                        && users.getOrDefault(view.offset(), 0) == 1) {
                    hold(node, view);
                    return view;
                }
            }
        }
        return make(node);
    }

    /** Returns where a value lies that this step is the last to read, and that has its memory for itself. */
    private Optional<BufferView> dying(Node node, int step) {
        return Optional.of(slot(node))
                .filter(view -> schedule.lastUse().getOrDefault(node, -1) == step
                        && view.space() == MemorySpace.ARENA
                        && !view.isStep()
                        && !view.shared()
                        && users.getOrDefault(view.offset(), 0) == 1);
    }

    /** As many of these as one instruction can compute: the kernel goes through the blocks of all y in equal steps. */
    private List<Node> ofOnePitch(List<Node> siblings) {
        if (!(siblings.getFirst().op() instanceof Op.Linear)) {
            return siblings;
        }
        int end = 1;
        while (end < siblings.size() && pitch(siblings.get(end)) == pitch(siblings.getFirst())) {
            end++;
        }
        return siblings.subList(0, end);
    }

    private int pitch(Node weightSum) {
        return slot(weightSum.input(1)).blockStride();
    }

    private Instruction weightSum(List<Node> nodes) {
        Op.Linear linear = (Op.Linear) nodes.getFirst().op();
        return new Instructions.WeightGradientStep(
                context.kernels().contraction(),
                WeightGradientPlan.of(linear.spec()),
                slot(nodes.getFirst().input(0)),
                nodes.stream().map(node -> slot(node.input(1))).toList(),
                ending(nodes),
                nodes.stream().map(this::make).toList());
    }

    /** Returns the mask past which everything that these weight gradients sum is zero. */
    private StepMask ending(List<Node> weightSums) {
        List<Optional<PaddingAnalysis.SequenceEnd>> ends = weightSums.stream()
                .map(node -> context.padding().zeroBehind(node.input(1)))
                .distinct()
                .toList();
        return ending(ends.size() == 1 ? ends.getFirst() : Optional.empty(), false, weightSums.getFirst());
    }

    /** Returns the mask past which a contraction need not be computed: it is zero there, or only scans read it. */
    private StepMask ending(Node contraction) {
        Optional<PaddingAnalysis.SequenceEnd> unread = unreadBehind(contraction);
        Optional<PaddingAnalysis.SequenceEnd> zero =
                unread.or(() -> context.padding().zeroBehind(contraction));
        return ending(zero, unread.isEmpty(), contraction);
    }

    private Optional<PaddingAnalysis.SequenceEnd> unreadBehind(Node node) {
        return schedule.lastUse().getOrDefault(node, -1) == Integer.MAX_VALUE
                ? Optional.empty()
                : context.padding().unreadBehind(node, schedule.analysis().consumers(node));
    }

    private StepMask ending(Optional<PaddingAnalysis.SequenceEnd> end, boolean read, Node linear) {
        Op.Linear op = (Op.Linear) linear.op();
        return end.filter(e -> op.spec().prefix() % e.steps() == 0)
                .map(e -> new StepMask(slot(e.length()), e.steps(), read))
                .orElse(StepMask.LAST);
    }

    private Instruction contraction(Node node, Op.Linear linear, int step) {
        ContractionPlan table = ContractionPlan.of(linear.spec(), linear.operand());
        BufferView weights = slot(node.input(0));
        BufferView source = slot(node.input(1));
        if (node.inputs().size() < 3) {
            return new Instructions.ContractionStep(
                    context.kernels().contraction(),
                    table,
                    weights,
                    source,
                    InitialSums.InitialLayout.ZERO,
                    weights,
                    ending(node),
                    make(node));
        }
        BufferView start = slot(node.input(2));
        InitialSums.InitialLayout layout = !start.shared()
                ? InitialSums.InitialLayout.EXAMPLE
                : start.rows() == linear.spec().filters()
                        ? InitialSums.InitialLayout.CHANNEL
                        : InitialSums.InitialLayout.ROW;
        return new Instructions.ContractionStep(
                context.kernels().contraction(), table, weights, source, layout, start, ending(node), make(node));
    }

    private Instruction pick(Node node, IndexTable table) {
        Node choice = node.input(1);
        if (ExecutionSchedule.takesLargest(node, choice)) {
            BufferView chosen = views.containsKey(choice) ? views.get(choice) : make(choice);
            return new Instructions.ArgmaxStep(
                    context.kernels().gather(), context.lists(table), slot(node.input(0)), make(node), chosen);
        }
        return new Instructions.TakeAlongStep(table, slot(node.input(0)), slot(choice), make(node));
    }

    private Instruction place(Node node, IndexTable table) {
        BufferView source = slot(node.input(0));
        BufferView choice = slot(node.input(1));
        boolean alike = source.shared() == choice.shared();
        return alike && table instanceof IndexTable.ListedTable
                ? new ScatterInstructions.ScatterAddStep(
                        context.kernels().gather(), context.transposed(table), source, choice, make(node))
                : new ScatterInstructions.ComputedScatterStep(table, source, choice, make(node));
    }
}
