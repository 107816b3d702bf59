package org.recurve.compute.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.recurve.compute.ir.GraphChecks;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.runtime.BufferView;
import org.recurve.compute.runtime.Instruction;
import org.recurve.compute.runtime.Instructions;
import org.recurve.compute.runtime.ScanInstruction;
import org.recurve.compute.runtime.ScanInstruction.SkippedSteps;
import org.recurve.compute.runtime.ScanInstruction.SlotCopy;
import org.recurve.compute.runtime.StepMask;

/**
 * Plans a scan. Its body's memory is taken when the scan is planned and given back when it ends, so that it lies beside all
 * that outlives it.
 */
record ScanLowering(LoweringContext context, ScanSurroundings around) {
    Instruction plan(Node node, Op.Scan scan, List<Node> readings) {
        Map<Node, BufferView> views = new HashMap<>();
        List<BufferView> own = new ArrayList<>();
        List<SlotCopy> starts = starts(node, scan, readings, views, own);
        items(node, scan, views);
        List<Node> roots = new ArrayList<>(scan.next());
        readings.stream().flatMap(ScanLowering::stacked).forEach(roots::add);
        List<Node> distinct = roots.stream().distinct().toList();
        ExecutionSchedule schedule = ExecutionSchedule.of(distinct, context.fusionLevel());
        Map<Node, BufferView> copied = stacks(readings, new BufferReuse(node, scan, schedule, around));
        GraphLowering body = new GraphLowering(context, schedule, views);
        List<Instruction> instructions = new ArrayList<>(body.plan());
        Function<Node, BufferView> inside = of -> views.computeIfAbsent(of, context::constant);
        List<SlotCopy> stacks = new ArrayList<>();
        copied.forEach((of, stack) -> stacks.add(new SlotCopy(inside.apply(of), stack)));
        List<SlotCopy> next = new ArrayList<>();
        for (int k = 0; k < scan.states().size(); k++) {
            next.add(new SlotCopy(
                    apart(scan, k, inside, instructions, own),
                    GraphChecks.known(views, scan.states().get(k))));
        }
        body.releaseRoots(distinct);
        context.lowered(node, new LoweringContext.LoweredScan(schedule, views));
        own.forEach(context::retire);
        SkippedSteps skippedSteps = instructions.stream().allMatch(Instruction::byBlock)
                ? behind(node, views, readings)
                : SkippedSteps.NOTHING;
        return new ScanInstruction(scan.steps(), scan.backwards(), starts, instructions, stacks, next, skippedSteps);
    }

    private SkippedSteps behind(Node node, Map<Node, BufferView> views, List<Node> readings) {
        return context.padding()
                .of(node)
                .map(paddedScan -> {
                    List<Node> made = readings.stream()
                            .filter(reading -> !around.unread(reading).equals(Optional.of(paddedScan.end())))
                            .flatMap(ScanLowering::stacked)
                            .filter(of -> context.fixed(of).isPresent())
                            .toList();
                    return new SkippedSteps(
                            new StepMask(
                                    around.slot(paddedScan.end().length()),
                                    paddedScan.end().steps(),
                                    false),
                            slots(made.stream().filter(paddedScan::isZero), views),
                            slots(made.stream().filter(of -> !paddedScan.isZero(of)), views));
                })
                .orElse(SkippedSteps.NOTHING);
    }

    private static List<BufferView> slots(Stream<Node> of, Map<Node, BufferView> views) {
        return of.map(node -> GraphChecks.known(views, node)).toList();
    }

    /** Gives the states their places. */
    private List<SlotCopy> starts(
            Node node, Op.Scan scan, List<Node> readings, Map<Node, BufferView> views, List<BufferView> own) {
        List<SlotCopy> starts = new ArrayList<>();
        for (int k = 0; k < scan.states().size(); k++) {
            BufferView state = context.take(scan.states().get(k).rows(), false);
            views.put(scan.states().get(k), state);
            starts.add(new SlotCopy(around.slot(node.input(k)), state));
            if (!keeps(readings, k, state)) {
                own.add(state);
            }
        }
        return starts;
    }

    /** Says where the body finds the steps of sequences, and constants. */
    private void items(Node node, Op.Scan scan, Map<Node, BufferView> views) {
        int input = scan.states().size();
        for (Node step : scan.sequences()) {
            views.put(step, around.slot(node.input(input++)).step(step.rows()));
        }
        for (Node constant : scan.constants()) {
            views.put(constant, around.slot(node.input(input++)));
        }
    }

    /**
     * Gives each stack its place. What the body computes is written there at once; what it does not compute, or has in one
     * copy for all examples, is given back to be copied, with the step of the stack that it goes to.
     */
    private Map<Node, BufferView> stacks(List<Node> readings, BufferReuse reuse) {
        Map<Node, BufferView> copied = new LinkedHashMap<>();
        for (Node reading : readings) {
            stacked(reading).forEach(of -> {
                boolean given = of.op() instanceof Op.GraphSource
                        || of.op() instanceof Op.Fill
                        || of.op() instanceof Op.Literal;
                if (given || of.shared()) {
                    BufferView stack = hold(reading, context.take(reading.rows(), false));
                    copied.put(of, stack.step(of.rows()));
                } else {
                    BufferView stack = hold(
                            reading, reuse.to(of, reading.rows()).orElseGet(() -> context.take(reading.rows(), false)));
                    context.fix(of, stack.step(of.rows()));
                }
            });
        }
        return copied;
    }

    private BufferView hold(Node reading, BufferView stack) {
        around.hold(reading, stack);
        return stack;
    }

    private static Stream<Node> stacked(Node reading) {
        return reading.op() instanceof Op.ScanOutputs(Node of) ? Stream.of(of) : Stream.empty();
    }

    /** Returns whether the last state is read: then its slot lives on as the reading's. */
    private boolean keeps(List<Node> readings, int state, BufferView view) {
        for (Node reading : readings) {
            if (reading.op().equals(new Op.ScanCarry(state))) {
                around.hold(reading, view);
                return true;
            }
        }
        return false;
    }

    /** Returns the next state, copied aside if it is another state, which the update would overwrite. */
    private BufferView apart(
            Op.Scan scan,
            int state,
            Function<Node, BufferView> inside,
            List<Instruction> instructions,
            List<BufferView> own) {
        Node next = scan.next().get(state);
        BufferView view = inside.apply(next);
        int other = scan.states().indexOf(next);
        if (other < 0 || other == state) {
            return view;
        }
        BufferView copy = context.take(next.rows(), false);
        own.add(copy);
        instructions.add(new Instructions.ConcatStep(List.of(view), copy));
        return copy;
    }
}
