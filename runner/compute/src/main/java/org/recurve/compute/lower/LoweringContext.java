package org.recurve.compute.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.compute.analysis.PaddingAnalysis;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.kernel.elementwise.FusedExpression;
import org.recurve.compute.kernel.elementwise.FusedKernel;
import org.recurve.compute.kernel.gather.IndexLists;
import org.recurve.compute.runtime.BufferView;
import org.recurve.compute.runtime.KernelSet;
import org.recurve.compute.runtime.MemorySpace;

/** Describes what the planners of one plan share: memory, constants, and what kernels have been prepared so far. */
final class LoweringContext {
    private final KernelSet set;
    private final FusionLevel level;
    private final PaddingAnalysis analysis;
    private final int blocks;
    private final Map<Node, BufferView> fixed;
    private final MemoryArena arena = new MemoryArena();
    private final List<Integer> retired = new ArrayList<>();
    private final Map<Op, BufferView> constants = new HashMap<>();
    private final List<Float> numbers = new ArrayList<>();
    private final Map<FusedExpression, FusedKernel> expressions = new HashMap<>();
    private final Map<Node, LoweredScan> scans = new HashMap<>();
    private final Map<IndexTable, IndexLists> lists = new HashMap<>();
    private final Map<IndexTable, IndexLists.TransposedLists> transposed = new HashMap<>();

    LoweringContext(
            KernelSet set, FusionLevel level, PaddingAnalysis analysis, int blocks, Map<Node, BufferView> fixed) {
        this.set = set;
        this.level = level;
        this.analysis = analysis;
        this.blocks = blocks;
        this.fixed = fixed;
    }

    KernelSet kernels() {
        return set;
    }

    FusionLevel fusionLevel() {
        return level;
    }

    /** Returns where the sequences of the graph end. */
    PaddingAnalysis padding() {
        return analysis;
    }

    MemoryArena arena() {
        return arena;
    }

    /** Decides where a value must lie. */
    void fix(Node node, BufferView view) {
        fixed.put(node, view);
    }

    /** Returns where a value must lie, if that is decided. */
    Optional<BufferView> fixed(Node node) {
        return Optional.ofNullable(fixed.get(node));
    }

    BufferView take(int rows, boolean shared) {
        long floats = shared ? rows : (long) rows * BlockLayout.LANES * blocks;
        int at = arena.take(floats);
        return shared ? BufferView.shared(MemorySpace.ARENA, at, rows) : BufferView.lanes(MemorySpace.ARENA, at, rows);
    }

    /** Memory for a result that nobody reads. */
    BufferView discardSlot(Node node) {
        BufferView view = take(node.rows(), node.shared());
        retire(view);
        return view;
    }

    /**
     * Gives memory back once all blocks have passed: until then one block may still need what another is done with, and
     * values of different sizes lie differently in it.
     */
    void retire(BufferView view) {
        retired.add(view.offset());
    }

    /** All blocks have passed. */
    void allPassed() {
        retired.forEach(arena::release);
        retired.clear();
    }

    BufferView constant(Node node) {
        return constants.computeIfAbsent(node.op(), op -> {
            BufferView view = BufferView.shared(MemorySpace.CONSTANTS, numbers.size(), node.rows());
            for (int row = 0; row < node.rows(); row++) {
                numbers.add(op instanceof Op.Literal literal ? literal.at(row) : ((Op.Fill) op).value());
            }
            return view;
        });
    }

    float[] constants() {
        float[] all = new float[numbers.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = numbers.get(i);
        }
        return all;
    }

    FusedKernel kernel(FusedExpression expression) {
        return expressions.computeIfAbsent(expression, c -> FusedKernel.of(c, set.features()));
    }

    /** Remembers how the body of a scan was planned. */
    void lowered(Node scan, LoweredScan body) {
        scans.put(scan, body);
    }

    /** Returns how the bodies of scans were planned, those of scans within scans included. */
    Map<Node, LoweredScan> scans() {
        return scans;
    }

    /** The schedule of a scan's body, and where its values lie. */
    record LoweredScan(ExecutionSchedule schedule, Map<Node, BufferView> views) {}

    Iterable<FusedKernel> fusedKernels() {
        return expressions.values();
    }

    IndexLists lists(IndexTable table) {
        return lists.computeIfAbsent(table, IndexLists::of);
    }

    /** Bytes of the tables that several instructions may share. */
    long tables() {
        return lists.values().stream().mapToLong(IndexLists::bytes).sum()
                + transposed.values().stream()
                        .mapToLong(IndexLists.TransposedLists::bytes)
                        .sum();
    }

    IndexLists.TransposedLists transposed(IndexTable table) {
        return transposed.computeIfAbsent(table, IndexLists.TransposedLists::of);
    }
}
