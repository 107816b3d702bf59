package org.recurve.reports.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.recurve.api.artifact.Artifact.Circuit;
import org.recurve.api.artifact.Artifact.Wire;
import org.recurve.reports.picture.GraphDrawing.DrawnEdge;
import org.recurve.reports.picture.GraphDrawing.DrawnNode;

/**
 * A recurrence drawn twice, as in textbooks: to the left the circuit, in which a square is a delay of one step, to the right
 * three steps of the graph that unfolds from it. Time goes to the right, a step's computation upwards.
 */
public final class CircuitDrawing {
    private static final double RISE = 84;
    private static final double LETTER = 7.5;
    private static final double PADDING = 14;
    private static final double STUB = 30;
    private static final double ARROW = 64;
    private static final double LOOP = 26;
    private static final int SHORT = 4;
    private static final List<Integer> STEPS = List.of(-1, 0, 1);

    private final Circuit circuit;
    private final int[] levels;
    private final double[] shifts;
    private final double box;
    private final List<DrawnNode> nodes = new ArrayList<>();
    private final List<DrawnEdge> edges = new ArrayList<>();

    private CircuitDrawing(Circuit circuit) {
        this.circuit = circuit;
        this.levels = circuit.levels();
        this.box = IntStream.range(0, circuit.nodes().size())
                .mapToDouble(node -> LETTER * circuit.at(node, 1).length() + PADDING)
                .max()
                .orElse(0);
        this.shifts = shifts(levels, box);
    }

    public static GraphDrawing of(Circuit circuit) {
        return new CircuitDrawing(circuit).drawn();
    }

    private GraphDrawing drawn() {
        double left = box / 2 - Arrays.stream(shifts).min().orElse(0);
        double right = Arrays.stream(shifts).max().orElse(0) + box / 2;
        double margin = StrictMath.max(left, label() / 2) + 2;
        double reach = circuit(margin, margin + right);
        double first = reach + ARROW + STUB + left;
        double pitch = left + right + between();
        unfolding(first, pitch);
        double from = reach + PADDING;
        double middle = height() / 2;
        edges.add(
                new DrawnEdge(path(from, middle, from + ARROW / 2, middle), "unfolds", from + ARROW / 4, middle - 14));
        double width = first + pitch * (STEPS.size() - 1) + right + STUB + PADDING;
        return new GraphDrawing(width, height(), nodes, edges, 0);
    }

    /** Returns the widest label within a step. */
    private double label() {
        return circuit.wires().stream()
                .filter(wire -> wire.delay() == 0)
                .mapToDouble(wire -> LETTER * wire.label().length())
                .max()
                .orElse(0);
    }

    /** Room for what goes from step to step. */
    private double between() {
        return circuit.wires().stream()
                .filter(wire -> wire.delay() > 0)
                .mapToDouble(wire -> LETTER * shown(wire).length() + 2 * PADDING)
                .max()
                .orElse(STUB);
    }

    /** Returns the weights are the same at every step: many are named in the circuit alone. */
    private static String shown(Wire wire) {
        return wire.label().length() > SHORT ? "" : wire.label();
    }

    private double height() {
        return RISE * (1 + Arrays.stream(levels).max().orElse(0));
    }

    private double y(int node) {
        return height() - RISE * levels[node] - RISE / 2;
    }

    /** Returns the circuit in a column; gives how far its loops reach. */
    private double circuit(double x, double edge) {
        column(x, node -> circuit.nodes().get(node), Wire::label);
        double reach = edge;
        for (Wire wire : delayed()) {
            if (wire.from() == wire.to()) {
                reach = StrictMath.max(reach, loop(wire, x, x + shifts[wire.to()] + box / 2 + LOOP));
            }
        }
        for (Wire wire : delayed()) {
            if (wire.from() != wire.to()) {
                reach = loop(wire, x, reach + LOOP);
            }
        }
        return reach;
    }

    private List<Wire> delayed() {
        return circuit.wires().stream().filter(wire -> wire.delay() > 0).toList();
    }

    /** Out to the right of a node, through a square, and back to the same or another one; gives where its label ends. */
    private double loop(Wire wire, double x, double bend) {
        boolean same = wire.from() == wire.to();
        double out = x + shifts[wire.from()] + box / 2;
        double in = x + shifts[wire.to()] + box / 2;
        double apart = same ? 7 : StrictMath.copySign(11, y(wire.to()) - y(wire.from()));
        double from = y(wire.from()) + apart;
        double to = y(wire.to()) - apart;
        double middle = (from + to) / 2;
        double quarter = (to - from) / 4;
        String path = format(
                        "M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f",
                        out, from, bend, from, bend, middle - quarter, bend, middle)
                + format("C%.1f %.1f %.1f %.1f %.1f %.1f", bend, middle + quarter, bend, to, in, to);
        double label = LETTER * wire.label().length();
        edges.add(new DrawnEdge(path, wire.label(), bend + PADDING + label / 2, middle));
        return bend + PADDING + label;
    }

    private void unfolding(double first, double pitch) {
        for (int k = 0; k < STEPS.size(); k++) {
            int step = STEPS.get(k);
            double x = first + k * pitch;
            column(x, node -> circuit.at(node, step), CircuitDrawing::shown);
            boolean begins = k == 0;
            for (Wire wire : delayed()) {
                double to = x + shifts[wire.to()] - box / 2;
                across(wire, begins ? to - STUB : x - pitch + shifts[wire.from()] + box / 2, to, begins);
            }
        }
        double last = first + (STEPS.size() - 1) * pitch;
        delayed().stream().map(Wire::from).distinct().forEach(node -> {
            double from = last + shifts[node] + box / 2;
            double to = last + Arrays.stream(shifts).max().orElse(0) + box / 2 + STUB;
            edges.add(new DrawnEdge(path(from, y(node), to - 6, y(node)), "…", to + 4, y(node)));
        });
    }

    /** From a step to the next; the first step's come from outside the picture. */
    private void across(Wire wire, double from, double to, boolean begins) {
        double start = begins ? y(wire.to()) + (y(wire.from()) - y(wire.to())) / 3 : y(wire.from());
        double end = y(wire.to());
        String label = begins ? "…" : shown(wire);
        double x = begins ? from - 6 : (from + to) / 2;
        double y = begins ? start : (start + end) / 2 - (start == end ? 10 : 0);
        edges.add(new DrawnEdge(path(from, start, to, end), label, x, y));
    }

    private void column(double x, IntFunction<String> name, Function<Wire, String> label) {
        for (int node = 0; node < levels.length; node++) {
            nodes.add(new DrawnNode(name.apply(node), x + shifts[node], y(node), box));
        }
        for (Wire wire : circuit.wires()) {
            if (wire.delay() == 0) {
                double from = x + shifts[wire.from()];
                double to = x + shifts[wire.to()];
                double down = y(wire.from()) - DrawnNode.HEIGHT / 2;
                double up = y(wire.to()) + DrawnNode.HEIGHT / 2;
                String shown = label.apply(wire);
                double aside = to > from ? LETTER * shown.length() / 2 : 0;
                String path = format("M%.1f %.1fL%.1f %.1f", from, down, to, up);
                edges.add(new DrawnEdge(path, shown, (from + to) / 2 + aside, (down + up) / 2));
            }
        }
    }

    private static String path(double x1, double y1, double x2, double y2) {
        double bend = (x2 - x1) / 3;
        return format("M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f", x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2);
    }

    private static String format(String form, Object... numbers) {
        return String.format(Locale.ROOT, form, numbers);
    }

    /** Nodes of a level stand side by side; of three levels or more they stand in turn right and left, so that wires pass. */
    private static double[] shifts(int[] levels, double box) {
        double[] shifts = new double[levels.length];
        int deepest = Arrays.stream(levels).max().orElse(0);
        for (int node = 0; node < levels.length; node++) {
            int level = levels[node];
            int before =
                    (int) Arrays.stream(levels, 0, node).filter(l -> l == level).count();
            long all = Arrays.stream(levels).filter(l -> l == level).count();
            double turn = deepest < 2 || level == 0 ? 0 : level % 2 == 0 ? -box * 0.6 : box * 0.6;
            shifts[node] = turn + (before - (all - 1) / 2.0) * (box + PADDING);
        }
        return shifts;
    }
}
