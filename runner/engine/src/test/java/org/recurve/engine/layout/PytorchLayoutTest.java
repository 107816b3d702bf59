package org.recurve.engine.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;
import org.recurve.engine.layout.LayoutResult.Found;
import org.recurve.engine.layout.LayoutResult.Missing;

/** Numbers that say where they stood: element i of a tensor is i, in the second bias 100 i. ONNX Runtime's operators say the rest. */
class PytorchLayoutTest {
    private final Map<String, Tensor> file = new LinkedHashMap<>();

    private void has(String name, float factor, int... dims) {
        Shape shape = Shape.of(dims);
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = factor * i;
        }
        file.put(name, new Tensor(name, shape, values));
    }

    private void hasCell(int gates, String end) {
        has("rnn.weight_ih" + end, 1, gates * 2, 3);
        has("rnn.weight_hh" + end, 1, gates * 2, 2);
        has("rnn.bias_ih" + end, 1, gates * 2);
        has("rnn.bias_hh" + end, 100, gates * 2);
    }

    private LayoutResult find(List<String> own, String name, int... dims) {
        Shape shape = Shape.of(dims);
        return new PytorchLayout(file, part -> part.equals("r") ? "rnn" : part, own, Set.of("plain.gain"))
                .find(new Segment(name, shape, 0));
    }

    private static void is(LayoutResult result, String change, float... values) {
        assertTrue(result instanceof Found, result::toString);
        assertEquals(change, ((Found) result).change());
        assertArrayEquals(values, ((Found) result).values());
    }

    private static void misses(LayoutResult result, String reason) {
        assertTrue(result instanceof Missing, result::toString);
        assertTrue(((Missing) result).reason().contains(reason), result::toString);
    }

    private static final List<String> LSTM = List.of(
            "r.cell.U-i",
            "r.cell.U-f",
            "r.cell.U-z",
            "r.cell.U-o",
            "r.cell.W-i",
            "r.cell.W-f",
            "r.cell.W-z",
            "r.cell.W-o",
            "r.cell.b-i",
            "r.cell.b-f",
            "r.cell.b-z",
            "r.cell.b-o",
            "r.cell.p-i");

    private static final List<String> GRU = List.of(
            "r.cell.U-r",
            "r.cell.U-z",
            "r.cell.U-n",
            "r.cell.W-r",
            "r.cell.W-z",
            "r.cell.W-n",
            "r.cell.b-r",
            "r.cell.b-z",
            "r.cell.b-n",
            "r.cell.c");

    @Test
    void gatesOfAnLstmAreBlocksOfRows() {
        hasCell(4, "_l0");
        is(find(LSTM, "r.cell.U-f", 2, 3), "rows 2 to 3, gate f of i f g o", 6, 7, 8, 9, 10, 11);
        is(find(LSTM, "r.cell.W-z", 2, 2), "rows 4 to 5, gate g of i f g o", 8, 9, 10, 11);
        is(find(LSTM, "r.cell.b-o", 2), "rows 6 to 7, gate o of i f g o, both added", 606, 707);
        misses(find(LSTM, "r.cell.p-i", 2), "no module of PyTorch has a parameter like it");
        misses(find(LSTM, "r.cell.U-f", 2, 4), "rnn.weight_ih_l0 is 8×3 in the file, where 8×4 fits");
    }

    @Test
    void anLstmWithoutAGateIsNoneOfPytorch() {
        hasCell(4, "_l0");
        List<String> coupled =
                LSTM.stream().filter(name -> !name.endsWith("-f")).toList();
        misses(find(coupled, "r.cell.U-i", 2, 3), "all the gates");
    }

    @Test
    void aGruAddsTheBiasesOfItsGatesAlone() {
        hasCell(3, "_l0");
        is(find(GRU, "r.cell.U-z", 2, 3), "rows 2 to 3, gate z of r z n", 6, 7, 8, 9, 10, 11);
        is(find(GRU, "r.cell.b-r", 2), "rows 0 to 1, gate r of r z n, both added", 0, 101);
        is(find(GRU, "r.cell.b-n", 2), "rows 4 to 5, gate n of r z n", 4, 5);
        is(find(GRU, "r.cell.c", 2), "rows 4 to 5, gate n of r z n", 400, 500);
        List<String> before = GRU.stream().filter(name -> !name.endsWith(".c")).toList();
        misses(find(before, "r.cell.U-z", 2, 3), "gru: {reset: after}");
    }

    @Test
    void levelsAndDirectionsHaveNamesOfTheirOwn() {
        has("rnn.weight_ih_l1", 1, 2, 2);
        has("rnn.weight_ih_l0_reverse", 2, 2, 2);
        is(find(List.of("r.cell.cell2.U", "r.cell.cell2.W"), "r.cell.cell2.U", 2, 2), "", 0, 1, 2, 3);
        is(find(List.of("r.backward.U", "r.backward.W"), "r.backward.U", 2, 2), "", 0, 2, 4, 6);
        misses(
                find(List.of("r.forward.cell2.U", "r.forward.cell2.W"), "r.forward.cell2.U", 2, 2),
                "join both directions");
    }

    @Test
    void otherLayersAreReshapedTurnedOrLessOne() {
        has("conv.weight", 1, 2, 1, 1, 3);
        has("conv.bias", 1, 2);
        has("back.weight", 1, 3, 2);
        has("norm.weight", 1, 2);
        has("plain.weight", 1, 2);
        has("norm.running_var", 1, 2);
        List<String> own = List.of("conv.w", "conv.b", "back.w", "back.c", "norm.gain", "plain.gain", "norm.variance");
        is(find(own, "conv.w", 1, 2, 1, 1, 3), "2×1×1×3 as 1×2×1×1×3", 0, 1, 2, 3, 4, 5);
        is(find(own, "conv.b", 2, 1, 1), "2 as 2×1×1", 0, 1);
        is(find(own, "back.w", 2, 3), "transposed", 0, 2, 4, 1, 3, 5);
        is(find(own, "norm.gain", 2), "less 1", -1, 0);
        is(find(own, "plain.gain", 2), "", 0, 1);
        is(find(own, "norm.variance", 2), "", 0, 1);
        misses(find(own, "back.c", 2), "the file has no back.bias");
        misses(find(own, "conv.w", 1, 3, 1, 1, 2), "conv.weight is 2×1×1×3 in the file");
        misses(find(List.of("odd.theta"), "odd.theta", 2), "no module of PyTorch");
    }
}
