package org.recurve.convolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Field;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Part;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.inspect.ModelSummary;
import org.recurve.compute.inspect.ReceptiveField;
import org.recurve.compute.inspect.UnitReceptiveField;
import org.recurve.compute.program.Program;
import org.recurve.testkit.Forward;

/** Sparse connections: what units see of the input, and how many edges that makes. */
class ReceptiveFieldTest {
    private static Settings conv(int filters, int kernel) {
        return Settings.of(filters, Settings.extents(kernel), Forward.given()).bias(Conv.Bias.NONE);
    }

    private static Program program(Shape input, Settings... layers) {
        List<Part> parts = new ArrayList<>();
        for (Settings layer : layers) {
            parts.add(new Part("conv" + (parts.size() + 1), new Spec<>(new Conv(), layer.config())));
        }
        return Forward.program(new Layers(parts), new Field(Field.INPUT, input));
    }

    private static List<String> seen(Program program) {
        return ReceptiveField.of(program).stream()
                .map(field -> field.boxText() + " by " + field.jumpText())
                .toList();
    }

    /** {@code r ← r + (k − 1) · dilation · jump}, {@code jump ← jump · stride}. */
    @Test
    void fieldsGrowWithDepth() {
        Program program = program(
                Shape.of(1, 60, 60),
                conv(2, 5),
                conv(2, 2).stride(2),
                conv(2, 5),
                conv(2, 3).dilation(Settings.extents(2)).stride(3));
        assertEquals(List.of("1×5×5 by 1×1", "1×6×6 by 2×2", "1×14×14 by 2×2", "1×22×22 by 6×6"), seen(program));
    }

    @Test
    void axesMayDiffer() {
        Settings settings = Settings.of(3, Settings.extents(3, 5), Forward.given())
                .stride(Settings.extents(1, 2))
                .padding(Padding.SAME);
        assertEquals(List.of("2×3×5 by 1×2", "2×5×13 by 1×4"), seen(program(Shape.of(2, 20, 40), settings, settings)));
    }

    @Test
    void groupsSeeTheirOwnChannels() {
        assertEquals(
                List.of("2×3 by 1"), seen(program(Shape.of(6, 9), conv(3, 3).groups(3))));
    }

    /** One edge holds an end of the field back, and the other end still moves; two edges hide how far it would move. */
    @Test
    void aFieldEndsAtTheEdge() {
        Shape image = Shape.of(1, 6, 6);
        assertEquals(List.of("1×5×5 by 1×1"), seen(program(image, conv(1, 6).padding(Padding.SAME))));
        assertEquals(List.of("1×6×6 by "), seen(program(image, conv(1, 9).padding(Padding.SAME))));
    }

    private static BitSet elements(Integer... elements) {
        return Arrays.stream(elements).collect(BitSet::new, BitSet::set, BitSet::or);
    }

    private static void sees(BitSet expected, Program program, String layer, Integer... unit) {
        UnitReceptiveField field = UnitReceptiveField.of(program, layer, List.of(unit));
        assertEquals(expected, field.elements(), field.toString());
    }

    /** The first layer's unit p sees {p, p + 3}, the second's q sees {2q, 2q + 1} of it. */
    @Test
    void dilationLeavesHoles() {
        Program program = program(
                Shape.of(1, 12),
                conv(2, 2).dilation(Settings.extents(3)),
                conv(1, 2).stride(2));
        sees(elements(1, 4), program, "conv1", 1, 1);
        sees(elements(2, 3, 5, 6), program, "conv2", 0, 1);
    }

    /** Padding is no input: at the edge two of three taps are left, at a corner four of nine. */
    @Test
    void paddingIsNotSeen() {
        Program line = program(Shape.of(1, 9), conv(1, 3).padding(Padding.SAME));
        sees(elements(0, 1), line, "conv1", 0, 0);
        sees(elements(7, 8), line, "conv1", 0, 8);
        Program image = program(Shape.of(1, 4, 5), conv(3, 3).padding(Padding.SAME));
        sees(elements(13, 14, 18, 19), image, "conv1", 2, 3, 4);
    }

    /** Of 6 channels in 3 groups the second filter sees 2 and 3; all filters together see all. */
    @Test
    void aUnitSeesItsGroupAndAPlaceSeesAll() {
        Program program = program(Shape.of(6, 3, 3), conv(3, 3).groups(3));
        BitSet second = new BitSet();
        second.set(18, 36);
        sees(second, program, "conv1", 1, 0, 0);
        BitSet all = new BitSet();
        all.set(0, 54);
        sees(all, program, "conv1", 0, 0);
    }

    /** Which kernel serves a place, and which tap a tap, moves no link. */
    @Test
    void sharingMovesNoLink() {
        for (Settings settings : List.of(
                conv(1, 2), conv(1, 2).sharing(Settings.unshared()), conv(1, 2).sharing(Settings.tiled(2)))) {
            sees(elements(6, 7, 11, 12), program(Shape.of(1, 4, 5), settings), "conv1", 0, 1, 1);
        }
    }

    @Test
    void unknownUnitsAreNamed() {
        Program program = program(Shape.of(1, 9), conv(2, 3));
        assertEquals(
                "the model has no layer \"conv7\", only conv1",
                assertThrows(InvalidSetting.class, () -> UnitReceptiveField.of(program, "conv7", List.of(0)))
                        .getMessage());
        assertEquals(
                "conv1 gives 2×7 and so has no unit [0, 7]; indices count from 0",
                assertThrows(InvalidSetting.class, () -> UnitReceptiveField.of(program, "conv1", List.of(0, 7)))
                        .getMessage());
    }

    private static LayerSummary first(Shape input, Settings layer) {
        return ModelSummary.of(program(input, layer)).getFirst();
    }

    /** The lecture's picture of 100×100 and 1000 units: 10⁷ edges if all see all of it, 10⁵ if each sees 10×10. */
    @Test
    void localUnitsHaveFewEdges() {
        Shape image = Shape.of(1, 100, 100);
        LayerSummary all = first(image, conv(1000, 100));
        assertEquals("1000×1×1", all.output());
        assertEquals(10_000_000, all.links());
        Settings local = conv(10, 10).stride(10).sharing(Settings.unshared());
        assertEquals("10×10×10", first(image, local).output());
        assertEquals(100_000, first(image, local).links());
        assertEquals(100_000, first(image, local).parameters());
        LayerSummary shared = first(image, conv(10, 10).stride(10));
        assertEquals(100_000, shared.links());
        assertEquals(1_000, shared.parameters());
    }

    /** <i>Deep Learning</i>, 9.2: detecting edges in 320×280 pixels takes two weights, not eight thousand million. */
    @Test
    void twoWeightsFindTheEdgesOfAPicture() {
        LayerSummary edges = first(
                Shape.of(1, 280, 320),
                Settings.of(1, Settings.extents(1, 2), Forward.given()).bias(Conv.Bias.NONE));
        assertEquals(2, edges.parameters());
        assertEquals(2 * 319 * 280, edges.links());
    }
}
