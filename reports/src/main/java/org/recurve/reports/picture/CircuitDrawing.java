package org.recurve.reports.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    private static final double ALONG = 0.3;
    private static final int MANY = 2;
    private static final List<Integer> STEPS = List.of(-1, 0, 1);

    private final Circuit circuit;
    private final List<WireBundle> delayed;
    private final int[] levels;
    private final double[] shifts;
    private final double[] apart;
    private final double box;
    private final List<DrawnNode> nodes = new ArrayList<>();
    private final List<DrawnEdge> edges = new ArrayList<>();

    private CircuitDrawing(Circuit circuit) {
        this.circuit = circuit;
        this.delayed = delayed(circuit);
        this.levels = circuit.levels();
        this.box = IntStream.range(0, circuit.nodes().size())
                .mapToDouble(node -> LETTER * circuit.at(node, 1).length() + PADDING)
                .max()
                .orElse(0);
        this.shifts = shifts(levels, box, _ -> box + PADDING);
        this.apart = shifts(levels, box, this::room);
    }

    /** Returns how far the next node of a level stands in the circuit, where loops and the labels of wires need room. */
    private double room(int node) {
        double loops = delayed.stream()
                .filter(bundle ->
                        bundle.nearest().from() == node && bundle.nearest().to() == node)
                .mapToDouble(bundle -> LOOP + PADDING + LETTER * bundle.text().length())
                .max()
                .orElse(0);
        double labels = circuit.wires().stream()
                .filter(wire -> wire.delay() == 0 && (branches(wire) ? wire.to() : wire.from()) == node)
                .mapToDouble(wire -> LETTER * wire.label().length() / (1 - ALONG))
                .max()
                .orElse(0);
        return StrictMath.max(box + PADDING + loops, labels + PADDING);
    }

    /** Returns whether others begin where a wire begins: its label stands where it ends, away from theirs. */
    private boolean branches(Wire wire) {
        return circuit.wires().stream()
                        .filter(other -> other.delay() == 0 && other.from() == wire.from())
                        .count()
                > 1;
    }

    public static GraphDrawing of(Circuit circuit) {
        return new CircuitDrawing(circuit).drawn();
    }

    private GraphDrawing drawn() {
        double left = box / 2 - Arrays.stream(shifts).min().orElse(0);
        double right = Arrays.stream(shifts).max().orElse(0) + box / 2;
        double margin = StrictMath.max(box / 2 - Arrays.stream(apart).min().orElse(0), label() / 2) + 2;
        double reach = circuit(margin, margin + Arrays.stream(apart).max().orElse(0) + box / 2);
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
                .filter(wire -> wire.delay() != 0)
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
        column(x, apart, node -> circuit.nodes().get(node), Wire::label, true);
        double reach = edge;
        for (WireBundle bundle : delayed) {
            Wire wire = bundle.nearest();
            if (wire.from() == wire.to()) {
                reach = StrictMath.max(reach, loop(bundle, x, x + apart[wire.to()] + box / 2 + LOOP));
            }
        }
        for (WireBundle bundle : delayed) {
            if (bundle.nearest().from() != bundle.nearest().to()) {
                reach = loop(bundle, x, reach + LOOP);
            }
        }
        return reach;
    }

    /**
     * Wires between the same nodes, with the same weights.
     *
     * @param nearest the one of the shortest delay
     * @param longest the delay of the last
     */
    private record WireBundle(Wire nearest, int longest) {
        /** Returns the weights on it, and how many steps it takes if not the usual one. */
        String text() {
            int steps = StrictMath.abs(nearest.delay());
            int most = StrictMath.abs(longest);
            String taken = most == 1 ? "" : (most == steps ? "" : steps + " to ") + most + " steps";
            return (nearest.label() + " " + (taken + (nearest.delay() < 0 ? " back" : "")).strip()).strip();
        }
    }

    /** Returns what arrives in other steps; of many delays from one node to another, as of a node that all steps read, one wire is drawn. */
    private static List<WireBundle> delayed(Circuit circuit) {
        record Ends(int from, int to, String label, boolean back) {}
        Map<Ends, List<Wire>> groups = circuit.wires().stream()
                .filter(wire -> wire.delay() != 0)
                .sorted(Comparator.comparingInt(wire -> StrictMath.abs(wire.delay())))
                .collect(Collectors.groupingBy(
                        wire -> new Ends(wire.from(), wire.to(), wire.label(), wire.delay() < 0),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return groups.values().stream()
                .flatMap(group -> group.size() > MANY
                        ? Stream.of(
                                new WireBundle(group.getFirst(), group.getLast().delay()))
                        : group.stream().map(wire -> new WireBundle(wire, wire.delay())))
                .toList();
    }

    /** Out to the right of a node, through a square, and back to the same or another one; gives where its label ends. */
    private double loop(WireBundle bundle, double x, double bend) {
        Wire wire = bundle.nearest();
        boolean same = wire.from() == wire.to();
        double out = x + apart[wire.from()] + box / 2;
        double in = x + apart[wire.to()] + box / 2;
        double apart = same ? 7 : StrictMath.copySign(11, y(wire.to()) - y(wire.from()));
        double from = y(wire.from()) + apart;
        double to = y(wire.to()) - apart;
        double middle = (from + to) / 2;
        double quarter = (to - from) / 4;
        String path = format(
                        "M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f",
                        out, from, bend, from, bend, middle - quarter, bend, middle)
                + format("C%.1f %.1f %.1f %.1f %.1f %.1f", bend, middle + quarter, bend, to, in, to);
        String text = bundle.text();
        double label = LETTER * text.length();
        edges.add(new DrawnEdge(path, text, bend + PADDING + label / 2, middle));
        return bend + PADDING + label;
    }

    private void unfolding(double first, double pitch) {
        for (int k = 0; k < STEPS.size(); k++) {
            int step = STEPS.get(k);
            double x = first + k * pitch;
            column(x, shifts, node -> circuit.at(node, step), CircuitDrawing::shown, k == STEPS.size() - 1);
            for (WireBundle bundle : delayed) {
                Wire wire = bundle.nearest();
                if (k == STEPS.size() - 1 || !circuit.once().contains(wire.to())) {
                    across(wire, k, first, pitch);
                }
            }
        }
        onwards(first + (STEPS.size() - 1) * pitch, 1);
        onwards(first, -1);
    }

    /** From the last column to later steps, or, of what runs backwards, from the first one to earlier steps. */
    private void onwards(double x, int way) {
        double edge = way > 0
                ? Arrays.stream(shifts).max().orElse(0)
                : Arrays.stream(shifts).min().orElse(0);
        delayed.stream()
                .map(WireBundle::nearest)
                .filter(wire -> wire.delay() * way > 0 && !circuit.once().contains(wire.to()))
                .map(Wire::from)
                .distinct()
                .forEach(node -> {
                    double from = x + shifts[node] + way * box / 2;
                    double to = x + edge + way * (box / 2 + STUB);
                    edges.add(new DrawnEdge(path(from, y(node), to - way * 6, y(node)), "…", to + way * 4, y(node)));
                });
    }

    /** From a step to another one; what begins outside the picture comes from where its step would be. */
    private void across(Wire wire, int column, double first, double pitch) {
        int way = wire.delay() > 0 ? 1 : -1;
        int source = column - wire.delay();
        double to = first + column * pitch + shifts[wire.to()] - way * box / 2;
        double end = y(wire.to());
        if (source < 0 || source >= STEPS.size()) {
            String label = wire.delay() == way ? "…" : circuit.at(wire.from(), STEPS.get(column) - wire.delay());
            double from = to - way * STUB;
            double start = end + (y(wire.from()) - end) / 3;
            edges.add(new DrawnEdge(path(from, start, to, end), label, from - way * 6, start));
            return;
        }
        double from = first + source * pitch + shifts[wire.from()] + way * box / 2;
        double start = y(wire.from());
        double lift = StrictMath.abs(wire.delay()) > 1 ? RISE / 2 : 0; // over the nodes between
        double bend = (to - from) / 3;
        String path = format(
                "M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f",
                from, start, from + bend, start - lift, to - bend, end - lift, to, end);
        edges.add(new DrawnEdge(
                path, shown(wire), (from + to) / 2, (start + end) / 2 - (start == end ? 10 : 0) - lift * 0.75));
    }

    /**
     * Draws a step.
     *
     * @param places of its nodes beside {@code x}
     * @param end whether nodes that there are only once stand in it
     */
    private void column(
            double x, double[] places, IntFunction<String> name, Function<Wire, String> label, boolean end) {
        for (int node = 0; node < levels.length; node++) {
            if (end || !circuit.once().contains(node)) {
                nodes.add(new DrawnNode(name.apply(node), x + places[node], y(node), box));
            }
        }
        for (Wire wire : circuit.wires()) {
            if (wire.delay() == 0 && (end || !circuit.once().contains(wire.to()))) {
                double from = x + places[wire.from()];
                double to = x + places[wire.to()];
                double down = y(wire.from()) - DrawnNode.HEIGHT / 2;
                double up = y(wire.to()) + DrawnNode.HEIGHT / 2;
                String shown = label.apply(wire);
                double aside = to > from ? LETTER * shown.length() / 2 : 0;
                String path = format("M%.1f %.1fL%.1f %.1f", from, down, to, up);
                double along = branches(wire) ? 1 - ALONG : ALONG;
                edges.add(new DrawnEdge(path, shown, from + (to - from) * along + aside, down + (up - down) * along));
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
    private static double[] shifts(int[] levels, double box, IntToDoubleFunction after) {
        double[] shifts = new double[levels.length];
        int deepest = Arrays.stream(levels).max().orElse(0);
        for (int level = 0; level <= deepest; level++) {
            int here = level;
            int[] nodes = IntStream.range(0, levels.length)
                    .filter(node -> levels[node] == here)
                    .toArray();
            double turn = deepest < 2 || level == 0 ? 0 : level % 2 == 0 ? -box * 0.6 : box * 0.6;
            double place = 0;
            for (int node : nodes) {
                shifts[node] = turn + place;
                place += node == nodes[nodes.length - 1] ? 0 : after.applyAsDouble(node);
            }
            for (int node : nodes) {
                shifts[node] -= place / 2;
            }
        }
        return shifts;
    }
}
