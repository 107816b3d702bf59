package org.recurve.compute.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/**
 * Passes over the same rows that one instruction computes, so that what they have in common is read once: those that store
 * their results, and sums of such rows or of the examples.
 */
final class PassBatching {
    private static final int MANY = RepeatedTerms.MANY;
    private static final int FEWER = RepeatedTerms.FEWER;
    /** Rows that follow each other in a sum, so that strips of it are whole ones. */
    private static final int LONG = 1 << 6;
    /** Results of one instruction at most. */
    private static final int RESULTS = 4;
    /** Steps behind a pass among which others are looked for. */
    private static final int REACH = 24;

    private final List<Node> steps;
    private final FusionAnalysis analysis;
    private final int longest;
    private final Map<Node, Set<Node>> made = new HashMap<>();
    private final Set<Node> joined = new HashSet<>();

    private PassBatching(List<Node> steps, FusionAnalysis analysis, int longest) {
        this.steps = steps;
        this.analysis = analysis;
        this.longest = longest;
    }

    /**
     * Moves passes that one instruction computes next to each other, to the place of the first.
     *
     * @param longest the most elementwise nodes in one pass
     * @return those that the instruction of the step before them computes
     */
    static Set<Node> gather(List<Node> steps, FusionAnalysis analysis, int longest) {
        PassBatching batching = new PassBatching(steps, analysis, longest);
        for (int first = 0; first < steps.size(); first++) {
            if (batching.begins(steps.get(first))) {
                first = batching.gather(first);
            }
        }
        return batching.joined;
    }

    private boolean begins(Node step) {
        return isPass(step) && rows(step) >= MANY && reads(step).allMatch(read -> alongside(read, rows(step)));
    }

    /** Gathers behind a step what is computed with it, and returns the place of the last. */
    private int gather(int first) {
        List<Node> group = new ArrayList<>(List.of(steps.get(first)));
        int end = first + 1;
        for (int at = end; at < Math.min(steps.size(), first + REACH) && group.size() < RESULTS; at++) {
            Node step = steps.get(at);
            if (joins(step, group)) {
                List<Node> before = before(step, end, at);
                if (before.stream().allMatch(each -> isSmall(each) && !reads(each, group))) {
                    steps.removeAll(before);
                    steps.addAll(end - group.size(), before);
                    end += before.size();
                    steps.remove(step);
                    steps.add(end++, step);
                    group.add(step);
                    joined.add(step);
                }
            }
        }
        return end - 1;
    }

    /** Returns the steps from {@code from} to {@code to} on whose results a step depends, in order. */
    private List<Node> before(Node step, int from, int to) {
        Set<Node> needed = new HashSet<>(ExecutionSchedule.reads(step, analysis));
        List<Node> before = new ArrayList<>();
        for (int at = to - 1; at >= from; at--) {
            Node each = steps.get(at);
            if (!Collections.disjoint(needed, madeBy(each))) {
                needed.addAll(ExecutionSchedule.reads(each, analysis));
                before.addFirst(each);
            }
        }
        return before;
    }

    private static boolean isSmall(Node step) {
        return step.shared() || step.rows() * FEWER <= MANY;
    }

    private boolean reads(Node step, List<Node> group) {
        return !Collections.disjoint(ExecutionSchedule.reads(step, analysis), group);
    }

    /** Returns what is there once a step is done. */
    private Set<Node> madeBy(Node step) {
        return made.computeIfAbsent(step, _ -> {
            Set<Node> all = new HashSet<>(Set.of(step));
            analysis.consumers(step).stream()
                    .filter(consumer -> consumer.op() instanceof Op.ScanResult)
                    .forEach(all::add);
            step.inputs().stream()
                    .filter(input -> ExecutionSchedule.takesLargest(step, input))
                    .forEach(all::add);
            return all;
        });
    }

    private boolean joins(Node step, List<Node> group) {
        int rows = rows(group.getFirst());
        if (!isPass(step) || rows(step) != rows || !mix(step, group)) {
            return false;
        }
        Set<Node> known = new HashSet<>(group);
        group.forEach(member -> reads(member).map(IndexedRead::of).forEach(known::add));
        boolean shares =
                reads(step).anyMatch(read -> !read.mapped() && !read.of().shared() && known.contains(read.of()));
        return shares
                && reads(step)
                        .allMatch(read -> alongside(read, rows) && (!group.contains(read.of()) || isStored(read.of())))
                && Stream.concat(group.stream(), Stream.of(step))
                                .flatMap(this::computed)
                                .distinct()
                                .count()
                        <= longest;
    }

    /** Returns whether sums of a group are of one kind, and of equally many rows. */
    private static boolean mix(Node step, List<Node> group) {
        return isStored(step)
                || group.stream()
                        .filter(member -> !isStored(member))
                        .allMatch(member -> member.op() instanceof Op.BatchSum == step.op() instanceof Op.BatchSum
                                && member.rows() == step.rows());
    }

    private static boolean isStored(Node step) {
        return step.op() instanceof Op.Elementwise;
    }

    /**
     * Returns whether a step goes over its rows once, in order. A sum of rows that are stored already does not: the rows of several
     * sums are added side by side there, since each sum by itself would wait for its own last addition.
     */
    private boolean isPass(Node step) {
        return isStored(step)
                ? !step.shared()
                : step.op() instanceof Op.BatchSum
                        || analysis.sumsTerms(step) && step.input(0).rows() / step.rows() >= LONG;
    }

    /** Returns the rows that a pass goes over. */
    private static int rows(Node step) {
        return isStored(step) ? step.rows() : step.input(0).rows();
    }

    /** Returns whether a pass reads a value row by row, or few numbers spread over its rows. */
    private static boolean alongside(IndexedRead read, int rows) {
        return read.of().shared()
                || (read.mapped() ? read.of().rows() * FEWER <= rows : read.of().rows() == rows);
    }

    private Stream<IndexedRead> reads(Node step) {
        return FusionGroup.of(List.of(step), analysis).inputs().stream();
    }

    private Stream<Node> computed(Node step) {
        Set<Node> all = new LinkedHashSet<>();
        collect(isStored(step) ? step : step.input(0), step, all);
        return all.stream();
    }

    private void collect(Node node, Node head, Set<Node> into) {
        if (analysis.isComputedIn(node, head) && into.add(node)) {
            node.inputs().forEach(input -> collect(input, head, into));
        }
    }
}
