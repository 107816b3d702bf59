package org.recurve.storage.record;

import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.artifact.Artifact;

/** Says what keeps an artifact from being shown: its parts contradict each other, or it is larger than any page takes. */
public final class ArtifactRules {
    /** A picture or matrix of more numbers is no picture. */
    private static final long MOST_CELLS = 1 << 24;

    /** Limits how many images are drawn. */
    private static final long MOST_IMAGES = 64;

    /** A recurrence has a handful of nodes; drawing goes over all wires once for each. */
    private static final int MOST_NODES = 1000;

    /** A sequence of more steps is never recorded. */
    private static final int MOST_STEPS = 1 << 24;

    private ArtifactRules() {}

    /** Returns why an artifact cannot be shown; nothing if it can. */
    public static Optional<String> broken(Artifact artifact) {
        return switch (artifact) {
            case Artifact.Curve it ->
                when(it.x().length != it.y().length, it.x().length + " x and " + it.y().length + " y");
            case Artifact.Matrix it -> cells(it.values().length, longest(it.values()));
            case Artifact.ImageGrid it -> images(it);
            case Artifact.Graph _ -> Optional.empty(); // what leads nowhere is not drawn
            case Artifact.Circuit it -> circuit(it);
            case Artifact.Confusion it -> confusion(it);
            case Artifact.Mistakes it -> mistakes(it);
            case Artifact.Text _ -> Optional.empty();
        };
    }

    private static Optional<String> when(boolean broken, String what) {
        return broken ? Optional.of(what) : Optional.empty();
    }

    private static int longest(double[][] rows) {
        int longest = 0;
        for (double[] row : rows) {
            longest = Math.max(longest, row.length);
        }
        return longest;
    }

    private static Optional<String> cells(long rows, long columns) {
        return when(rows * columns > MOST_CELLS, rows + " × " + columns + " cells");
    }

    /** Returns what is missing of an image is drawn as no number. */
    private static Optional<String> images(Artifact.ImageGrid it) {
        long shown = Math.min(MOST_IMAGES, it.images().size());
        boolean size =
                it.width() > 0 && it.height() > 0 && (long) it.width() * it.height() <= MOST_CELLS / Math.max(1, shown);
        return when(
                shown > 0 && !size, it.images().size() + " images of " + it.height() + " × " + it.width() + " pixels");
    }

    private static Optional<String> circuit(Artifact.Circuit it) {
        int nodes = it.nodes().size();
        return when(
                nodes > MOST_NODES
                        || it.wires().size() > MOST_NODES
                        || it.wires().stream()
                                .anyMatch(wire -> isNoIndex(wire.from(), nodes)
                                        || isNoIndex(wire.to(), nodes)
                                        || Math.abs((long) wire.delay()) > MOST_STEPS)
                        || it.once().stream().anyMatch(node -> isNoIndex(node, nodes)),
                "a wire to a node that is not there, or more than " + MOST_NODES + " of them");
    }

    private static boolean isNoIndex(int index, int size) {
        return index < 0 || index >= size;
    }

    private static Optional<String> confusion(Artifact.Confusion it) {
        int classes = it.classes().size();
        boolean square = it.counts().length == classes;
        for (long[] row : it.counts()) {
            square &= row.length == classes;
        }
        return when(classes == 0 || !square, "counts that are not " + classes + " × " + classes)
                .or(() -> cells(classes, classes));
    }

    private static Optional<String> mistakes(Artifact.Mistakes it) {
        int classes = it.classes().size();
        boolean alike = it.examples().length == it.targets().length && it.examples().length == it.answers().length;
        boolean named = IntStream.concat(IntStream.of(it.targets()), IntStream.of(it.answers()))
                .noneMatch(each -> isNoIndex(each, classes));
        boolean pictured = it.pictured().length <= it.pictures().images().size();
        return when(!alike || !named || !pictured, "examples, classes and pictures that do not belong together")
                .or(() -> images(it.pictures()));
    }
}
