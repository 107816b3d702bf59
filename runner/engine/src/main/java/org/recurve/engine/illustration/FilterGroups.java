package org.recurve.engine.illustration;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.recurve.api.artifact.Artifact.ImageGrid;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.analysis.RowDependencies;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;
import org.recurve.engine.artifacts.KernelImages;

/**
 * The kernels of the first convolution that are taken together behind it, group by group: of maxout those of which the larger answer
 * counts. Found in the graph, as maps that are fewer than the filters and made of several of them at one place each.
 */
final class FilterGroups {
    private final Map<Node, Node> definitions;
    private final List<Node> nodes;

    private FilterGroups(Program program) {
        this.definitions = program.model(false).context().definitions();
        List<Node> ends = new ArrayList<>(definitions.values());
        ends.add(program.model(false).output());
        this.nodes = GraphTraversal.ancestors(ends);
    }

    /** Returns the kernels; none where no filters are taken together. */
    static Optional<ImageGrid> of(Program program, ModelState state) {
        FilterGroups groups = new FilterGroups(program);
        return groups.nodes.stream()
                .flatMap(node -> node.op() instanceof Op.Linear(ContractionSpec spec, ContractionOperand operand)
                                && operand == ContractionOperand.OUTPUT
                                && spec.map().banks() == 1
                                && spec.prefix() == 1
                                && spec.filters() > 1
                        ? Stream.of(state.theta(), state.frozen())
                                .flatMap(vector -> groups.grid(node, spec, vector).stream())
                        : Stream.empty())
                .findFirst();
    }

    private Optional<ImageGrid> grid(Node filters, ContractionSpec spec, Vector vector) {
        return vector.segments().stream()
                .filter(segment -> filters.input(0).op() instanceof Op.GraphSource source
                        && source.name().equals(segment.name())
                        && segment.shape().rank() >= 4)
                .findFirst()
                .flatMap(kernels -> taker(filters, spec)
                        .map(taker -> grid(
                                groups(filters, spec, taker),
                                taker.part(),
                                KernelImages.grid(kernels, vector.toArray()),
                                spec)));
    }

    /** Returns the last node of the first maps that several filters make; what is linear in them begins another layer. */
    private Optional<Node> taker(Node filters, ContractionSpec spec) {
        int places = spec.map().positions();
        Optional<Node> taker = Optional.empty();
        for (Node node : nodes) {
            int maps = node.rows() / places;
            boolean fewer = node.rows() % places == 0 && maps > 0 && maps < spec.filters();
            if (node.id() <= filters.id()
                    || !fewer
                    || taker.filter(it -> it.rows() != node.rows()).isPresent()) {
                continue;
            }
            if (node.op() instanceof Op.Linear && taker.isPresent()) {
                break;
            }
            if (groups(filters, spec, node).stream().allMatch(group -> group.size() > 1)) {
                taker = Optional.of(node);
            }
        }
        return taker;
    }

    /** Returns the filters that each map is made of at its first place; none if it is made of other places as well. */
    private List<List<Integer>> groups(Node filters, ContractionSpec spec, Node maps) {
        int places = spec.map().positions();
        List<List<Integer>> groups = new ArrayList<>();
        for (int map = 0; map < maps.rows() / places; map++) {
            BitSet unit = new BitSet();
            unit.set(map * places);
            BitSet rows = RowDependencies.back(maps, unit, definitions).getOrDefault(filters, new BitSet());
            boolean elsewhere = rows.stream().anyMatch(row -> row % places != 0);
            groups.add(
                    elsewhere
                            ? List.of()
                            : rows.stream().map(row -> row / places).boxed().toList());
        }
        return groups;
    }

    private static ImageGrid grid(List<List<Integer>> groups, String taker, ImageGrid kernels, ContractionSpec spec) {
        int each = spec.channelsPerGroup() / kernels.channels();
        List<float[]> images = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        for (int map = 0; map < groups.size(); map++) {
            for (int filter : groups.get(map)) {
                if (filter * each < kernels.images().size()) {
                    images.add(kernels.images().get(filter * each));
                    captions.add("map " + (map + 1) + ": " + kernels.captions().get(filter * each));
                }
            }
        }
        return new ImageGrid(
                kernels.title() + " that " + taker + " takes together",
                kernels.channels(),
                kernels.height(),
                kernels.width(),
                images,
                captions);
    }
}
