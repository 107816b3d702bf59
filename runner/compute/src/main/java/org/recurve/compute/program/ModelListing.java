package org.recurve.compute.program;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.GraphText;
import org.recurve.compute.ir.Node;
import org.recurve.compute.lower.ExecutionPlan;
import org.recurve.compute.runtime.InstructionSummary;
import org.recurve.compute.runtime.KernelSet;

/**
 * Prints what a model becomes on its way from the traced parts to the instructions. The text depends on the model alone: not
 * on the machine, and not on the batch, for plans are made for one block of examples.
 */
public final class ModelListing {
    private static final String INDENT = "    ";

    private ModelListing() {}

    /** Returns the forward pass up to the loss of each example, in training, one node a line. */
    public static List<String> graph(Program program) {
        return GraphText.of(List.of(program.model(true).exampleLoss())).lines();
    }

    /** Returns the forward and backward pass, with the gradient of each parameter and the loss of the batch. */
    public static List<String> gradient(Program program) {
        QuantityGraph quantityGraph = QuantityGraph.of(Quantity.GRADIENT, program);
        GraphText text = GraphText.of(quantityGraph.roots());
        List<String> parameters = List.copyOf(quantityGraph.model().parameters().keySet());
        List<String> lines = new ArrayList<>(text.lines());
        for (int i = 0; i < parameters.size(); i++) {
            Node product = quantityGraph.products().get(i);
            lines.add("gradient of " + parameters.get(i) + ": " + text.name(product)
                    + (quantityGraph.divides() ? ", to be divided by the number of examples" : ""));
        }
        lines.add("loss: " + text.name(quantityGraph.loss()));
        return lines;
    }

    /** Returns the order of work for a gradient, what is fused, and where each value is stored. */
    public static List<String> schedule(Program program) {
        QuantityGraph quantityGraph = QuantityGraph.of(Quantity.GRADIENT, program);
        return plan(quantityGraph).scheduleLines(GraphText.of(quantityGraph.roots()));
    }

    /** Returns the instructions for a gradient: kernel, rows, buffers that are read, buffers that are written. */
    public static List<String> instructions(Program program) {
        return numbered(plan(QuantityGraph.of(Quantity.GRADIENT, program)).describe());
    }

    private static ExecutionPlan plan(QuantityGraph quantityGraph) {
        return quantityGraph.plan(BlockLayout.LANES, KernelSet.scalar());
    }

    private static List<String> numbered(List<InstructionSummary> summaries) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < summaries.size(); i++) {
            InstructionSummary summary = summaries.get(i);
            lines.add(String.format("%-4s%s", i + 1, line(summary)));
            Stream.concat(summary.formulas().stream(), numbered(summary.body()).stream())
                    .forEach(line -> lines.add(INDENT + line));
        }
        return lines;
    }

    private static String line(InstructionSummary summary) {
        return summary.kernel() + " " + summary.rows() + (summary.body().isEmpty() ? " rows: " : " steps: ")
                + uses(summary.reads()) + " -> " + uses(summary.writes());
    }

    private static String uses(List<InstructionSummary.BufferUse> uses) {
        return String.join(
                ", ", uses.stream().map(InstructionSummary.BufferUse::text).toList());
    }
}
