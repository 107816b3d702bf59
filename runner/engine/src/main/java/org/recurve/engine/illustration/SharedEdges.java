package org.recurve.engine.illustration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.artifact.Artifact.Matrix;
import org.recurve.api.artifact.Artifact.Text;
import org.recurve.api.data.Field;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.ir.WindowIndexMap;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;

/**
 * The first linear layer that reads the image through windows, unfolded: its edges with a letter for each weight, its first sums
 * written out, and the dense matrix that it is, whose zeros and equal numbers are what an infinitely strong prior demands.
 */
final class SharedEdges {
    private static final int POSITIONS = 4;
    private static final int ROWS = 48;
    private static final int COLUMNS = 160;

    private SharedEdges() {}

    private record WindowLayer(ContractionSpec spec, String weights) {}

    /** Returns the pictures by name; none where no layer reads the image so. */
    static Map<String, Artifact> of(Program program, ModelState state, float[] image) {
        Map<String, Artifact> pictures = new LinkedHashMap<>();
        layer(program)
                .ifPresent(layer -> Stream.of(state.theta(), state.frozen())
                        .forEach(vector -> vector.segments().stream()
                                .filter(segment -> segment.name().equals(layer.weights()))
                                .findFirst()
                                .ifPresent(segment -> {
                                    float[] weights = values(vector, segment);
                                    pictures.put("shared edges", edges(layer, weights, image));
                                    pictures.put("as a dense layer", dense(layer, weights));
                                })));
        return pictures;
    }

    private static float[] values(Vector vector, Segment segment) {
        int from = segment.offset();
        return java.util.Arrays.copyOfRange(
                vector.toArray(), from, from + segment.shape().size());
    }

    private static Optional<WindowLayer> layer(Program program) {
        return GraphTraversal.ancestors(List.of(program.model(false).output())).stream()
                .flatMap(node -> node.op() instanceof Op.Linear(ContractionSpec spec, ContractionOperand operand)
                                && operand == ContractionOperand.OUTPUT
                                && spec.map().positions() > 1
                                && spec.prefix() == 1
                                && isInput(node.input(1))
                        ? parameter(node.input(0)).map(name -> new WindowLayer(spec, name)).stream()
                        : Stream.empty())
                .findFirst();
    }

    private static boolean isInput(Node node) {
        return node.op() instanceof Op.GatherSum && isInput(node.input(0)) // moved or in another shape
                || node.op() instanceof Op.GraphSource(Op.SourceKind kind, String name, int rows, boolean common)
                        && kind == Op.SourceKind.FIELD
                        && name.equals(Field.INPUT);
    }

    private static Optional<String> parameter(Node node) {
        return node.op() instanceof Op.GraphSource(Op.SourceKind kind, String name, int rows, boolean common)
                        && (kind == Op.SourceKind.PARAMETER || kind == Op.SourceKind.FROZEN)
                ? Optional.of(name)
                : Optional.empty();
    }

    /** Returns the place in the parameter of the first filter's weight for the first channel. */
    private static int weight(ContractionSpec spec, int position, int tap) {
        WindowIndexMap map = spec.map();
        return map.bank(position) * spec.filters() * spec.channelsPerGroup() * map.taps() + map.weight(position, tap);
    }

    private static Text edges(WindowLayer layer, float[] weights, float[] image) {
        WindowIndexMap map = layer.spec().map();
        Map<Integer, String> letters = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        List<String> sums = new ArrayList<>();
        int side = (int) StrictMath.sqrt(map.positions());
        int start = Math.max(0, Math.min(map.positions() / 2 + side / 2, map.positions() - POSITIONS));
        for (int position = start; position < Math.min(start + POSITIONS, map.positions()); position++) {
            List<String> terms = new ArrayList<>();
            List<String> products = new ArrayList<>();
            double sum = 0;
            for (int tap = 0; tap < map.taps(); tap++) {
                int pixel = map.pixel(position, tap);
                if (pixel >= 0) {
                    int weight = weight(layer.spec(), position, tap);
                    terms.add(letters.computeIfAbsent(weight, _ -> letter(letters.size())) + "·x" + (pixel + 1));
                    products.add(String.format(Locale.ROOT, "%.2f·%.2f", weights[weight], image[pixel]));
                    sum += (double) weights[weight] * image[pixel];
                }
            }
            lines.add("y" + (position + 1) + " = " + String.join(" + ", terms));
            sums.add(String.format(Locale.ROOT, "y%d = %s = %.3f", position + 1, String.join(" + ", products), sum));
        }
        return new Text(
                "Edges of " + layer.weights()
                        + " by letter, equal letters for one weight: first filter, first channel, in the middle",
                String.join("\n", lines) + "\n\nstep by step, on the first example:\n" + String.join("\n", sums));
    }

    private static String letter(int index) {
        String letter = String.valueOf((char) ('a' + index % 26));
        return index < 26 ? letter : letter + index / 26;
    }

    private static Matrix dense(WindowLayer layer, float[] weights) {
        WindowIndexMap map = layer.spec().map();
        int rows = Math.min(ROWS, map.positions());
        int columns = Math.min(COLUMNS, map.pixels());
        double[][] values = new double[rows][columns];
        for (int position = 0; position < rows; position++) {
            for (int tap = 0; tap < map.taps(); tap++) {
                int pixel = map.pixel(position, tap);
                if (pixel >= 0 && pixel < columns) {
                    values[position][pixel] = weights[weight(layer.spec(), position, tap)];
                }
            }
        }
        return new Matrix(
                layer.weights() + " as a dense layer: the first " + rows + " units of the first filter, the first "
                        + columns + " inputs of the first channel",
                IntStream.rangeClosed(1, rows).mapToObj(i -> "y" + i).toList(),
                IntStream.rangeClosed(1, columns).mapToObj(i -> "x" + i).toList(),
                values);
    }
}
