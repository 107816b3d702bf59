package org.recurve.reports.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.recurve.api.artifact.Artifact;

/**
 * A graph in layers, from top to bottom: a node lies below all earlier nodes that lead to it.
 *
 * @param left how many nodes were left out
 */
public record GraphDrawing(double width, double height, List<DrawnNode> nodes, List<DrawnEdge> edges, int left) {
    private static final int MOST = 200;
    private static final double GAP = 24;
    private static final double RISE = 72;
    private static final double LETTER = 7.5;

    /** A box around its label, by its middle. */
    public record DrawnNode(String label, double x, double y, double width) {
        public static final double HEIGHT = 28;
    }

    /** A curve as SVG path data, with its label in the middle. */
    public record DrawnEdge(String path, String label, double x, double y) {}

    public GraphDrawing {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    public static GraphDrawing of(Artifact.Graph graph) {
        int count = StrictMath.min(MOST, graph.nodes().size());
        List<Artifact.Edge> edges = graph.edges().stream()
                .filter(edge -> edge.from() >= 0 && edge.from() < count && edge.to() >= 0 && edge.to() < count)
                .toList();
        int[] layers = layers(count, edges);
        double[] widths = new double[count + 1];
        List<DrawnNode> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String label = graph.nodes().get(i);
            double width = LETTER * label.length() + GAP;
            nodes.add(new DrawnNode(label, widths[layers[i]] + width / 2, RISE * layers[i] + RISE / 2, width));
            widths[layers[i]] += width + GAP;
        }
        double width = GAP;
        int deepest = 0;
        for (int layer = 0; layer < widths.length; layer++) {
            width = StrictMath.max(width, widths[layer]);
            deepest = widths[layer] > 0 ? layer : deepest;
        }
        List<DrawnNode> centred = centred(nodes, layers, widths, width);
        List<DrawnEdge> drawnEdges =
                edges.stream().map(edge -> line(edge, centred)).toList();
        return new GraphDrawing(
                width, RISE * (deepest + 1), centred, drawnEdges, graph.nodes().size() - count);
    }

    /** Returns the longest way to each node over edges from earlier to later nodes, which make no cycle. */
    private static int[] layers(int count, List<Artifact.Edge> edges) {
        int[] layers = new int[count];
        boolean moved = true;
        for (int round = 0; moved && round < count; round++) {
            moved = false;
            for (Artifact.Edge edge : edges) {
                int below = layers[edge.from()] + 1;
                if (edge.from() < edge.to() && layers[edge.to()] < below) {
                    layers[edge.to()] = below;
                    moved = true;
                }
            }
        }
        return layers;
    }

    private static List<DrawnNode> centred(List<DrawnNode> nodes, int[] layers, double[] widths, double width) {
        List<DrawnNode> centred = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            DrawnNode node = nodes.get(i);
            double shift = (width - widths[layers[i]] + GAP) / 2;
            centred.add(new DrawnNode(node.label(), node.x() + shift, node.y(), node.width()));
        }
        return centred;
    }

    private static DrawnEdge line(Artifact.Edge edge, List<DrawnNode> nodes) {
        DrawnNode from = nodes.get(edge.from());
        DrawnNode to = nodes.get(edge.to());
        double down = from.y() + DrawnNode.HEIGHT / 2;
        double up = to.y() - DrawnNode.HEIGHT / 2;
        double bend = RISE / 3;
        String path = String.format(
                Locale.ROOT,
                "M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f",
                from.x(),
                down,
                from.x(),
                down + bend,
                to.x(),
                up - bend,
                to.x(),
                up);
        return new DrawnEdge(path, edge.label(), (from.x() + to.x()) / 2, (down + up) / 2);
    }
}
