package org.recurve.convolution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Field;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Part;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.Program;
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
        return program.receptiveFields().stream()
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

    private static LayerSummary first(Shape input, Settings layer) {
        return program(input, layer).layers().getFirst();
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
