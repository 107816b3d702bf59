package org.recurve.compute.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.compute.ir.GraphText;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.runtime.BufferView;

/**
 * Prints schedules: first what is there before the run, then the steps in order. A step ends with the node that it stores;
 * the nodes above it, marked with {@code |}, are fused with it and have no memory.
 *
 * @param names of the nodes
 * @param scans how the bodies of scans were planned
 */
record ScheduleText(GraphText names, Map<Node, LoweringContext.LoweredScan> scans) {
    private static final String INDENT = "    ";

    List<String> lines(ExecutionSchedule schedule, Map<Node, BufferView> views) {
        List<String> lines = new ArrayList<>();
        for (Node node : schedule.ordered()) {
            boolean constant = node.op() instanceof Op.Fill || node.op() instanceof Op.Literal;
            if (node.op() instanceof Op.GraphSource || constant && views.containsKey(node)) {
                lines.add("given   " + names.line(node) + stored(node, views));
            } else if (schedule.analysis().isVirtual(node)) {
                lines.add("view    " + names.line(node) + " is read in place");
            }
        }
        for (int step = 0; step < schedule.steps().size(); step++) {
            step(schedule, views, step, lines);
        }
        return lines;
    }

    private void step(ExecutionSchedule schedule, Map<Node, BufferView> views, int step, List<String> lines) {
        Node head = schedule.steps().get(step);
        schedule.ordered().stream()
                .filter(node -> node != head && schedule.analysis().isInside(node))
                .filter(node -> schedule.analysis().isComputedIn(node, head))
                .forEach(node -> lines.add("      | " + names.line(node)));
        lines.add(String.format("%-8s%s%s", step + 1, names.line(head), stored(head, views)));
        if (head.op() instanceof Op.Scan) {
            Optional.ofNullable(scans.get(head))
                    .ifPresent(body -> lines(body.schedule(), body.views()).forEach(line -> lines.add(INDENT + line)));
        }
        schedule.ordered().stream()
                .filter(node -> isComputedWith(head, node))
                .forEach(node -> lines.add("        " + names.line(node) + stored(node, views)));
    }

    /** Returns whether an instruction gives a node on the way to another: a result of a scan, or which row was the largest. */
    private static boolean isComputedWith(Node head, Node node) {
        return node.op() instanceof Op.ScanResult
                ? node.inputs().contains(head)
                : ExecutionSchedule.takesLargest(head, node);
    }

    private static String stored(Node node, Map<Node, BufferView> views) {
        return Optional.ofNullable(views.get(node))
                .map(view -> " -> " + view.place())
                .orElse("");
    }
}
