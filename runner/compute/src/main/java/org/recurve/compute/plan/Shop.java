package org.recurve.compute.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.compute.elementwise.Chain;
import org.recurve.compute.elementwise.ChainKernel;
import org.recurve.compute.graph.Endings;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;
import org.recurve.compute.graph.Table;
import org.recurve.compute.rows.Lists;

/** What the planners of one plan share: memory, constants, and what kernels have been prepared so far. */
final class Shop {
    private final Kernels kernels;
    private final Grain grain;
    private final Endings endings;
    private final int blocks;
    private final Map<Node, Slot> fixed;
    private final Arena arena = new Arena();
    private final List<Integer> retired = new ArrayList<>();
    private final Map<Op, Slot> constants = new HashMap<>();
    private final List<Float> numbers = new ArrayList<>();
    private final Map<Chain, ChainKernel> chains = new HashMap<>();
    private final Map<Table, Lists> lists = new HashMap<>();
    private final Map<Table, Lists.Transposed> transposed = new HashMap<>();

    Shop(Kernels kernels, Grain grain, Endings endings, int blocks, Map<Node, Slot> fixed) {
        this.kernels = kernels;
        this.grain = grain;
        this.endings = endings;
        this.blocks = blocks;
        this.fixed = fixed;
    }

    Kernels kernels() {
        return kernels;
    }

    Grain grain() {
        return grain;
    }

    /** Where the sequences of the graph end. */
    Endings endings() {
        return endings;
    }

    Arena arena() {
        return arena;
    }

    /** Decides where a value must lie. */
    void fix(Node node, Slot slot) {
        fixed.put(node, slot);
    }

    /** Where a value must lie, if that is decided. */
    Optional<Slot> fixed(Node node) {
        return Optional.ofNullable(fixed.get(node));
    }

    Slot take(int rows, boolean shared) {
        long floats = shared ? rows : (long) rows * Slot.LANES * blocks;
        int at = arena.take(floats);
        return shared ? Slot.shared(Space.ARENA, at, rows) : Slot.lanes(Space.ARENA, at, rows);
    }

    /** Memory for a result that nobody reads. */
    Slot waste(Node node) {
        Slot slot = take(node.rows(), node.shared());
        retire(slot);
        return slot;
    }

    /**
     * Gives memory back once all blocks have passed: until then one block may still need what another is done with, and
     * values of different sizes lie differently in it.
     */
    void retire(Slot slot) {
        retired.add(slot.offset());
    }

    /** All blocks have passed. */
    void allPassed() {
        retired.forEach(arena::release);
        retired.clear();
    }

    Slot constant(Node node) {
        return constants.computeIfAbsent(node.op(), op -> {
            Slot slot = Slot.shared(Space.CONSTANTS, numbers.size(), node.rows());
            for (int row = 0; row < node.rows(); row++) {
                numbers.add(op instanceof Op.Literal literal ? literal.at(row) : ((Op.Fill) op).value());
            }
            return slot;
        });
    }

    float[] constants() {
        float[] all = new float[numbers.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = numbers.get(i);
        }
        return all;
    }

    ChainKernel kernel(Chain chain) {
        return chains.computeIfAbsent(chain, c -> ChainKernel.of(c, kernels.hardware()));
    }

    Iterable<ChainKernel> chains() {
        return chains.values();
    }

    Lists lists(Table table) {
        return lists.computeIfAbsent(table, Lists::of);
    }

    /** Bytes of the tables that several instructions may share. */
    long tables() {
        return lists.values().stream().mapToLong(Lists::bytes).sum()
                + transposed.values().stream()
                        .mapToLong(Lists.Transposed::bytes)
                        .sum();
    }

    Lists.Transposed transposed(Table table) {
        return transposed.computeIfAbsent(table, Lists.Transposed::of);
    }
}
