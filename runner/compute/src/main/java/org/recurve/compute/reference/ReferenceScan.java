package org.recurve.compute.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.recurve.compute.ir.GraphChecks;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/** A scan, run by its definition: what every step's evaluation gave, in the order of the sequence. */
record ReferenceScan(Op.Scan scan, List<ReferenceEvaluator> steps, List<double[][]> last) {
    static ReferenceScan run(
            NumberPrecision precision, int examples, Op.Scan scan, List<double[][]> inputs, List<Node> nodes) {
        int states = scan.states().size();
        int sequences = scan.sequences().size();
        List<double[][]> state = new ArrayList<>(inputs.subList(0, states));
        ReferenceEvaluator[] steps = new ReferenceEvaluator[scan.steps()];
        for (int i = 0; i < scan.steps(); i++) {
            int step = scan.backwards() ? scan.steps() - 1 - i : i;
            Map<String, double[][]> items = new HashMap<>();
            for (int k = 0; k < states; k++) {
                items.put(name(scan.states().get(k)), state.get(k));
            }
            for (int k = 0; k < sequences; k++) {
                items.put(
                        name(scan.sequences().get(k)),
                        slice(inputs.get(states + k), scan.sequences().get(k).rows(), step));
            }
            for (int k = 0; k < scan.constants().size(); k++) {
                items.put(name(scan.constants().get(k)), inputs.get(states + sequences + k));
            }
            steps[step] = new ReferenceEvaluator(
                    precision, examples, (source, example) -> GraphChecks.known(items, source.name())[example]);
            state = new ArrayList<>(scan.next().stream().map(steps[step]::value).toList());
        }
        return new ReferenceScan(scan, List.of(steps), state);
    }

    private static String name(Node item) {
        return ((Op.GraphSource) item.op()).name();
    }

    private static double[][] slice(double[][] stacked, int rows, int step) {
        double[][] slice = new double[stacked.length][];
        for (int e = 0; e < slice.length; e++) {
            slice[e] = java.util.Arrays.copyOfRange(stacked[e], step * rows, (step + 1) * rows);
        }
        return slice;
    }

    double[][] stack(Node operand, int examples) {
        double[][] stacked = new double[examples][operand.rows() * steps.size()];
        for (int step = 0; step < steps.size(); step++) {
            double[][] value = steps.get(step).value(operand);
            for (int e = 0; e < examples; e++) {
                System.arraycopy(value[operand.shared() ? 0 : e], 0, stacked[e], step * operand.rows(), operand.rows());
            }
        }
        return stacked;
    }
}
