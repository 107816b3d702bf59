package org.recurve.compute.program;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.recurve.compute.ir.Node;
import org.recurve.compute.lower.ExecutionPlan;
import org.recurve.compute.lower.FusionLevel;
import org.recurve.compute.runtime.KernelSet;
import org.recurve.compute.trace.declaration.Parameter;

/** Says where parameters, frozen parameters and buffers lie in their vectors: ordered by name. */
final class ParameterLayouts {
    private ParameterLayouts() {}

    static ExecutionPlan plan(
            KernelSet set, FusionLevel level, Program program, List<Node> roots, List<Node> products, int capacity) {
        Map<String, Integer> offsets = new HashMap<>();
        Map<Node, Integer> gradients = new HashMap<>();
        int[] next = new int[2];
        for (Parameter parameter : program.parameters()) {
            int which = parameter.frozen() ? 1 : 0;
            offsets.put(parameter.name(), next[which]);
            next[which] += parameter.weights().shape().size();
        }
        int at = 0;
        for (Node product : products) {
            gradients.putIfAbsent(product, at);
            at += product.rows();
        }
        int buffer = 0;
        for (var entry : program.buffers().entrySet()) {
            offsets.put(entry.getKey(), buffer);
            buffer += entry.getValue().shape().size();
        }
        return ExecutionPlan.of(set, level, roots, capacity, offsets, gradients);
    }
}
