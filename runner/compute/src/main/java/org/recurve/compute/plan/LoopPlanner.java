package org.recurve.compute.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.recurve.compute.graph.Endings;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;
import org.recurve.compute.graph.Require;
import org.recurve.compute.plan.Looped.Behind;
import org.recurve.compute.plan.Looped.Transfer;

/**
 * Plans a scan. Its body's memory is taken when the scan is planned and given back when it ends, so that it lies beside all
 * that outlives it.
 *
 * @param around where a value around the scan lies
 * @param dying the same, if nobody reads the value after the scan
 * @param hold gives a reading of the scan its place
 * @param unread behind which end nobody reads a reading
 */
record LoopPlanner(
        Shop shop,
        Function<Node, Slot> around,
        Function<Node, Optional<Slot>> dying,
        BiConsumer<Node, Slot> hold,
        Function<Node, Optional<Endings.End>> unread) {
    Instruction plan(Node node, Op.Scan scan, List<Node> readings) {
        Map<Node, Slot> slots = new HashMap<>();
        List<Slot> own = new ArrayList<>();
        List<Transfer> starts = starts(node, scan, readings, slots, own);
        items(node, scan, slots);
        List<Node> roots = new ArrayList<>(scan.next());
        readings.stream().flatMap(LoopPlanner::stacked).forEach(roots::add);
        List<Node> distinct = roots.stream().distinct().toList();
        Schedule schedule = Schedule.of(distinct, shop.grain());
        Map<Node, Slot> copied = stacks(readings, new Handover(node, scan, schedule, around, dying));
        Planner body = new Planner(shop, schedule, slots);
        List<Instruction> instructions = new ArrayList<>(body.plan());
        Function<Node, Slot> inside = of -> slots.computeIfAbsent(of, shop::constant);
        List<Transfer> stacks = new ArrayList<>();
        copied.forEach((of, stack) -> stacks.add(new Transfer(inside.apply(of), stack)));
        List<Transfer> next = new ArrayList<>();
        for (int k = 0; k < scan.states().size(); k++) {
            next.add(new Transfer(
                    apart(scan, k, inside, instructions, own),
                    Require.known(slots, scan.states().get(k))));
        }
        body.releaseRoots(distinct);
        own.forEach(shop::retire);
        Behind behind =
                instructions.stream().allMatch(Instruction::byBlock) ? behind(node, slots, readings) : Behind.NOTHING;
        return new Looped(scan.steps(), scan.backwards(), starts, instructions, stacks, next, behind);
    }

    private Behind behind(Node node, Map<Node, Slot> slots, List<Node> readings) {
        return shop.endings()
                .of(node)
                .map(ending -> {
                    List<Node> made = readings.stream()
                            .filter(reading -> !unread.apply(reading).equals(Optional.of(ending.end())))
                            .flatMap(LoopPlanner::stacked)
                            .filter(of -> shop.fixed(of).isPresent())
                            .toList();
                    return new Behind(
                            Ending.of(ending.end(), false, around),
                            slots(made.stream().filter(ending::isZero), slots),
                            slots(made.stream().filter(of -> !ending.isZero(of)), slots));
                })
                .orElse(Behind.NOTHING);
    }

    private static List<Slot> slots(Stream<Node> of, Map<Node, Slot> slots) {
        return of.map(node -> Require.known(slots, node)).toList();
    }

    /** Gives the states their places. */
    private List<Transfer> starts(Node node, Op.Scan scan, List<Node> readings, Map<Node, Slot> slots, List<Slot> own) {
        List<Transfer> starts = new ArrayList<>();
        for (int k = 0; k < scan.states().size(); k++) {
            Slot state = shop.take(scan.states().get(k).rows(), false);
            slots.put(scan.states().get(k), state);
            starts.add(new Transfer(around.apply(node.input(k)), state));
            if (!keeps(readings, k, state)) {
                own.add(state);
            }
        }
        return starts;
    }

    /** Says where the body finds the steps of sequences, and constants. */
    private void items(Node node, Op.Scan scan, Map<Node, Slot> slots) {
        int input = scan.states().size();
        for (Node step : scan.sequences()) {
            slots.put(step, around.apply(node.input(input++)).step(step.rows()));
        }
        for (Node constant : scan.constants()) {
            slots.put(constant, around.apply(node.input(input++)));
        }
    }

    /**
     * Gives each stack its place. What the body computes is written there at once; what it does not compute, or has in one
     * copy for all examples, is given back to be copied, with the step of the stack that it goes to.
     */
    private Map<Node, Slot> stacks(List<Node> readings, Handover handover) {
        Map<Node, Slot> copied = new LinkedHashMap<>();
        for (Node reading : readings) {
            stacked(reading).forEach(of -> {
                boolean given =
                        of.op() instanceof Op.Source || of.op() instanceof Op.Fill || of.op() instanceof Op.Literal;
                if (given || of.shared()) {
                    Slot stack = hold(reading, shop.take(reading.rows(), false));
                    copied.put(of, stack.step(of.rows()));
                } else {
                    Slot stack = hold(
                            reading, handover.to(of, reading.rows()).orElseGet(() -> shop.take(reading.rows(), false)));
                    shop.fix(of, stack.step(of.rows()));
                }
            });
        }
        return copied;
    }

    private Slot hold(Node reading, Slot stack) {
        hold.accept(reading, stack);
        return stack;
    }

    private static Stream<Node> stacked(Node reading) {
        return reading.op() instanceof Op.Stacked(Node of) ? Stream.of(of) : Stream.empty();
    }

    /** Whether the last state is read: then its slot lives on as the reading's. */
    private boolean keeps(List<Node> readings, int state, Slot slot) {
        for (Node reading : readings) {
            if (reading.op().equals(new Op.Final(state))) {
                hold.accept(reading, slot);
                return true;
            }
        }
        return false;
    }

    /** The next state, copied aside if it is another state, which the update would overwrite. */
    private Slot apart(
            Op.Scan scan, int state, Function<Node, Slot> inside, List<Instruction> instructions, List<Slot> own) {
        Node next = scan.next().get(state);
        Slot slot = inside.apply(next);
        int other = scan.states().indexOf(next);
        if (other < 0 || other == state) {
            return slot;
        }
        Slot copy = shop.take(next.rows(), false);
        own.add(copy);
        instructions.add(new Instructions.Joined(List.of(slot), copy));
        return copy;
    }
}
