package org.recurve.compute;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.recurve.api.model.Shape;
import org.recurve.compute.graph.Op;
import org.recurve.compute.graph.Operation;
import org.recurve.compute.graph.Table;
import org.recurve.compute.graph.Walk;
import org.recurve.compute.link.Wiring;
import org.recurve.compute.plan.Kernels;
import org.recurve.compute.plan.Plan;

/**
 * What a session takes of memory, in bytes, known from its plans without taking it. What threads work with, less than a
 * megabyte each, is not counted.
 *
 * @param activations all that lives within a run: what layers give, kept for the way back, and adjoints
 * @param tables which numbers an operation reads, and constants
 * @param read what is read into a run and out of it
 */
public record Footprint(long activations, long tables, long read) {
    private static final Footprint NOTHING = new Footprint(0, 0, 0);

    /**
     * That of a session which is asked for these.
     *
     * @param sizes of the examples, none if all have the program's own: each has plans, and of many the largest are counted,
     *     as many as are kept
     * @param capacity the largest batch
     * @throws OutOfMemoryError if one of them needs more than an array can hold
     */
    public static Footprint of(
            Program program, Collection<Map<String, Shape>> sizes, Collection<Quantity> quantities, int capacity) {
        return sizes.isEmpty()
                ? of(program, quantities, capacity)
                : sizes.stream()
                        .sorted(Comparator.comparingLong(Footprint::elements).reversed())
                        .limit(Sizes.KEPT)
                        .map(size -> of(program.ofSize(size), quantities, capacity))
                        .reduce(NOTHING, Footprint::plus);
    }

    private static long elements(Map<String, Shape> size) {
        return size.values().stream().mapToLong(Shape::size).sum();
    }

    private static Footprint of(Program program, Collection<Quantity> quantities, int capacity) {
        Plan.check(Walk.ancestors(List.of(program.model(true).output())), capacity);
        List<Asked> asked =
                quantities.stream().map(quantity -> Asked.of(quantity, program)).toList();
        Footprint runs = asked.stream().map(one -> of(one, capacity)).reduce(NOTHING, Footprint::plus);
        return runs.plus(new Footprint(0, tables(asked), 0));
    }

    private static Footprint of(Asked asked, int capacity) {
        Plan plan = asked.plan(capacity, Kernels.here());
        long rows = asked.model().output().rows() + 1;
        for (Op.Source source : plan.sources()) {
            rows += switch (source.kind()) {
                case FIELD, EXAMPLES -> 0;
                default -> source.rows();
            };
        }
        return new Footprint(plan.activations(), plan.tables(), Float.BYTES * rows * capacity);
    }

    /** The tables that the graph itself is made of; many operations share one. */
    private static long tables(List<Asked> asked) {
        Set<Object> tables = Collections.newSetFromMap(new IdentityHashMap<>());
        asked.stream()
                .flatMap(one -> Operation.of(one.roots()).stream())
                .flatMap(operation -> table(operation.node().op()))
                .forEach(tables::add);
        return tables.stream().mapToLong(Footprint::bytes).sum();
    }

    private static Stream<Object> table(Op op) {
        return switch (op) {
            case Op.Linear(var geometry, var role) -> Stream.of(geometry.wiring());
            case Op.Route(Table table) -> Stream.of(table);
            case Op.Argmax(Table table) -> Stream.of(table);
            case Op.Pick(Table table) -> Stream.of(table);
            case Op.Place(Table table) -> Stream.of(table);
            case Op.Collect(Table table) -> Stream.of(table);
            default -> Stream.empty();
        };
    }

    private static long bytes(Object table) {
        return switch (table) {
            case Wiring wiring -> wiring.bytes();
            case Table.Listed listed ->
                (long) Integer.BYTES
                        * (listed.starts().size() + listed.sources().size());
            default -> 0;
        };
    }

    public Footprint plus(Footprint other) {
        return new Footprint(activations + other.activations, tables + other.tables, read + other.read);
    }

    public long bytes() {
        return activations + tables + read;
    }
}
