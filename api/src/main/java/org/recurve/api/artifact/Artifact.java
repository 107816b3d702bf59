package org.recurve.api.artifact;

import java.util.List;

/** Something to look at. Pictures are given as numbers; the report draws them. */
public sealed interface Artifact {
    /** Returns what it shows, in a few words. */
    String title();

    /** Points joined by a line; {@code x} ascending. */
    record Curve(String title, String xLabel, String yLabel, double[] x, double[] y) implements Artifact {}

    /** Numbers in rows, drawn as a heat map; labels may be empty. */
    record Matrix(String title, List<String> rowLabels, List<String> columnLabels, double[][] values)
            implements Artifact {}

    /**
     * Grey ({@code channels} 1) or colour (3) images of one size; row-major, channel first.
     *
     * @param columns images of a row, each row scaled as one; 0 if as many stand side by side as fit, each scaled on its own
     */
    record ImageGrid(
            String title, int channels, int height, int width, List<float[]> images, List<String> captions, int columns)
            implements Artifact {
        /** Makes a grid of images that are each scaled on their own. */
        public ImageGrid(
                String title, int channels, int height, int width, List<float[]> images, List<String> captions) {
            this(title, channels, height, width, images, captions, 0);
        }
    }

    /** Nodes and directed edges between them, by index. */
    record Graph(String title, List<String> nodes, List<Edge> edges) implements Artifact {}

    /** An edge of a {@link Graph}. */
    record Edge(int from, int to, String label) {}

    /**
     * A recurrence: what each step computes, and what it is made of. Drawn as a circuit beside the graph that unfolds from it.
     *
     * @param nodes what is there once a step: {@code x}, hidden values, states, an output
     * @param once which of the nodes, by index, there are only once, at the end of the sequence: an output there, a loss
     */
    record Circuit(String title, List<String> nodes, List<Wire> wires, List<Integer> once) implements Artifact {
        /** Makes a circuit of nodes that are all there at each step. */
        public Circuit(String title, List<String> nodes, List<Wire> wires) {
            this(title, nodes, wires, List.of());
        }

        /** Returns a node at a step counted from {@code t}: {@code h(t−1)}. */
        public String at(int node, int step) {
            return once.contains(node)
                    ? nodes.get(node)
                    : nodes.get(node) + (step == 0 ? "(t)" : step < 0 ? "(t−" + -step + ")" : "(t+" + step + ")");
        }

        /** For each node, how many wires without delay lead to it, on the longest way: the order of computation in a step. */
        public int[] levels() {
            int[] levels = new int[nodes.size()];
            for (int round = 0; round < levels.length; round++) {
                for (Wire wire : wires) {
                    if (wire.delay() == 0) {
                        levels[wire.to()] = Math.max(levels[wire.to()], levels[wire.from()] + 1);
                    }
                }
            }
            return levels;
        }
    }

    /**
     * A wire of a {@link Circuit}, by index.
     *
     * @param delay how many steps later it arrives; below 0, so many steps earlier, where a recurrence begins at the end
     * @param label the weights on it, if any
     */
    record Wire(int from, int to, int delay, String label) {}

    /**
     * Describes how often each class was answered where each class was right.
     *
     * @param classes their names
     * @param counts by right class, then by answer
     */
    record Confusion(String title, List<String> classes, long[][] counts) implements Artifact {}

    /**
     * The examples of a split that were answered wrongly, in the order of the split; the three arrays have one length.
     *
     * @param classes the names of the classes
     * @param size how many examples the split has
     * @param examples their indices in the split
     * @param targets for each, the class that was right
     * @param answers for each, the class that was answered
     * @param pictured indices in the split of those that {@code pictures} shows, the largest loss first
     * @param pictures empty unless examples are small images
     */
    record Mistakes(
            String title,
            List<String> classes,
            int size,
            int[] examples,
            int[] targets,
            int[] answers,
            int[] pictured,
            ImageGrid pictures)
            implements Artifact {}

    /** Plain text, shown as it is. */
    record Text(String title, String text) implements Artifact {}
}
