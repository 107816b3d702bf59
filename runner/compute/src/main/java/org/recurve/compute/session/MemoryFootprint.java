package org.recurve.compute.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.recurve.api.model.Shape;
import org.recurve.compute.ir.CountedOperation;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Op;
import org.recurve.compute.ir.WindowIndexMap;
import org.recurve.compute.lower.ExecutionPlan;
import org.recurve.compute.program.Program;
import org.recurve.compute.program.Quantity;
import org.recurve.compute.program.QuantityGraph;
import org.recurve.compute.program.ShapeSpecializations;
import org.recurve.compute.runtime.KernelSet;

/**
 * Describes what a session takes of memory, in bytes, known from its plans without taking it. What threads work with, less than a
 * megabyte each, is not counted.
 *
 * @param activations all that lives within a run: what layers give, kept for the way back, and adjoints
 * @param tables which numbers an operation reads, and constants
 * @param read what is read into a run and out of it
 */
public record MemoryFootprint(long activations, long tables, long read) {
    private static final MemoryFootprint NOTHING = new MemoryFootprint(0, 0, 0);

    /**
     * Returns the footprint of a session which is asked for these.
     *
     * @param sizes of the examples, none if all have the program's own: each has plans, and of many the largest are counted,
     *     as many as are kept
     * @param capacity the largest batch
     * @throws OutOfMemoryError if one of them needs more than an array can hold
     */
    public static MemoryFootprint of(
            Program program, Collection<Map<String, Shape>> sizes, Collection<Quantity> quantities, int capacity) {
        return sizes.isEmpty()
                ? of(program, quantities, capacity)
                : sizes.stream()
                        .sorted(Comparator.comparingLong(MemoryFootprint::elements)
                                .reversed())
                        .limit(ShapeSpecializations.KEPT)
                        .map(size -> of(program.ofSize(size), quantities, capacity))
                        .reduce(NOTHING, MemoryFootprint::plus);
    }

    private static long elements(Map<String, Shape> size) {
        return size.values().stream().mapToLong(Shape::size).sum();
    }

    private static MemoryFootprint of(Program program, Collection<Quantity> quantities, int capacity) {
        ExecutionPlan.check(GraphTraversal.ancestors(List.of(program.model(true).output())), capacity);
        List<QuantityGraph> asked = new ArrayList<>();
        MemoryFootprint runs = NOTHING;
        for (Quantity quantity : quantities) {
            QuantityGraph graph = QuantityGraph.of(quantity, program);
            boolean read = quantity == Quantity.OUTPUT || quantity == Quantity.TRAINING_OUTPUT;
            runs = runs.plus(of(graph, read ? graph.model().output().rows() : 0, capacity));
            asked.add(graph);
        }
        return runs.plus(new MemoryFootprint(0, tables(asked), 0));
    }

    private static MemoryFootprint of(QuantityGraph quantityGraph, int outputs, int capacity) {
        ExecutionPlan plan = quantityGraph.plan(capacity, KernelSet.here());
        long rows = outputs + 1L;
        for (Op.GraphSource source : plan.sources()) {
            rows += switch (source.kind()) {
                case FIELD, EXAMPLES -> 0;
                case PARAMETER, FROZEN, BUFFER, CARRIED, UNIFORM, NORMAL, STRUCTURE, DIRECTION, ITEM -> source.rows();
            };
        }
        return new MemoryFootprint(plan.activations(), plan.tables(), Float.BYTES * rows * capacity);
    }

    /** Returns the tables that the graph itself is made of; many operations share one. */
    private static long tables(List<QuantityGraph> asked) {
        Set<Object> tables = Collections.newSetFromMap(new IdentityHashMap<>());
        asked.stream()
                .flatMap(one -> CountedOperation.of(one.roots()).stream())
                .flatMap(operation -> table(operation.node().op()))
                .forEach(tables::add);
        return tables.stream().mapToLong(MemoryFootprint::bytes).sum();
    }

    private static Stream<Object> table(Op op) {
        return switch (op) {
            case Op.Linear(var spec, var operand) -> Stream.of(spec.map());
            case Op.GatherSum(IndexTable table) -> Stream.of(table);
            case Op.Argmax(IndexTable table) -> Stream.of(table);
            case Op.TakeAlong(IndexTable table) -> Stream.of(table);
            case Op.ScatterAdd(IndexTable table) -> Stream.of(table);
            case Op.ScatterAddShared(IndexTable table) -> Stream.of(table);
            case Op.GraphSource _,
                    Op.Fill _,
                    Op.Literal _,
                    Op.Elementwise _,
                    Op.MatrixProduct _,
                    Op.Concat _,
                    Op.BatchSum _,
                    Op.Broadcast _,
                    Op.StopGradient _,
                    Op.Scan _,
                    Op.ScanCarry _,
                    Op.ScanOutputs _ -> Stream.empty();
        };
    }

    private static long bytes(Object table) {
        return switch (table) {
            case WindowIndexMap windowIndexMap -> windowIndexMap.bytes();
            case IndexTable.ListedTable listedTable ->
                (long) Integer.BYTES
                        * (listedTable.starts().size() + listedTable.sources().size());
            default -> 0;
        };
    }

    public MemoryFootprint plus(MemoryFootprint other) {
        return new MemoryFootprint(activations + other.activations, tables + other.tables, read + other.read);
    }

    public long bytes() {
        return activations + tables + read;
    }
}
