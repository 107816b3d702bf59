package org.recurve.compute.kernel.contraction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Windowing;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.kernel.contraction.WeightGradientPlan.PlaceSegment;
import org.recurve.compute.kernel.contraction.WeightGradientPlan.WeightPatch;

/** How weights are gathered; what comes of it is held to the definition by {@link ContractionKernelTest}. */
class WeightGradientPlanTest {
    private static WeightGradientPlan plan(int channels, Padding padding, int side) {
        Windowing windowing = new Windowing(Extents.of(3), Extents.of(1), padding, Extents.of(1));
        Shape shape = Shape.of(channels).with(Shape.of(side, side));
        return WeightGradientPlan.of(ContractionSpec.of(new Convolution(8, windowing, 1, Optional.empty()), shape));
    }

    /** Nine taps that each serve other positions, in one patch: in each row the left edge, the middle, the right edge. */
    @Test
    void oneChannelWithPaddingHasOneWayOverTheOutput() {
        WeightGradientPlan plan = plan(1, Padding.SAME, 32);
        assertEquals(9, plan.patches().size());
        WeightPatch patch = plan.widePatches().getFirst();
        assertEquals(1, plan.widePatches().size());
        assertEquals(9, patch.columns());
        assertEquals(3 * 32, patch.segments().size());
        assertEquals(List.of(1, 31), ends(patch.segments().get(1)));
        assertArrayEquals(new int[] {3, 9}, patch.segments().get(1).ranges(), "no tap above the first row");
        assertArrayEquals(new int[] {0, 9}, patch.segments().get(4).ranges(), "all of them in the second");
        assertArrayEquals(new int[] {1, 3, 4, 6, 7, 9}, patch.segments().get(3).ranges(), "none on its left");
    }

    /** The taps of a column of the window leave the input together, at the ends of its rows, which are no segments then. */
    @Test
    void fewChannelsWithPaddingAreGatheredByColumnOfTheWindow() {
        WeightGradientPlan plan = plan(3, Padding.SAME, 32);
        assertEquals(
                List.of(9, 9, 9),
                plan.widePatches().stream().map(WeightPatch::columns).toList());
        WeightPatch left = plan.widePatches().getFirst();
        assertEquals(31 * 32, left.places(), "none at the left edge");
        assertEquals(List.of(31, 31 * 31), ends(left.segments().get(1)), "all rows but the first and the last");
        assertArrayEquals(new int[] {3, 9}, left.segments().getFirst().ranges(), "no tap above the first row");
        assertArrayEquals(new int[] {0, 6}, left.segments().getLast().ranges(), "none below the last");
    }

    private static List<Integer> ends(PlaceSegment segment) {
        return List.of(segment.from(), segment.to());
    }

    /** Of many channels each tap fills its tiles by itself, and small images are mostly edges. */
    @Test
    void manyChannelsOfSmallImagesAreGatheredByTap() {
        WeightGradientPlan plan = plan(15, Padding.SAME, 6);
        assertEquals(plan.patches(), plan.widePatches());
    }

    @Test
    void withoutPaddingThereIsOnePatchAnyway() {
        WeightGradientPlan plan = plan(3, Padding.VALID, 12);
        assertSame(plan.patches().getFirst(), plan.widePatches().getFirst());
        assertEquals(1, plan.widePatches().size());
    }

    /** The awkward wirings that kernels are held to the definition with have both. */
    @Test
    void bothKindsAreAmongTheWiringsOfTheKernelsTest() {
        List<WeightGradientPlan> plans =
                ContractionSpecs.all().map(WeightGradientPlan::of).toList();
        long wide = plans.stream().filter(WeightGradientPlanTest::isWide).count();
        assertTrue(wide >= 3, wide + " with wide patches");
        long apart = plans.stream()
                .filter(plan -> !plan.few() && !isWide(plan) && plan.patches().size() > 1)
                .count();
        assertTrue(apart >= 3, apart + " without");
    }

    private static boolean isWide(WeightGradientPlan plan) {
        return !plan.few() && plan.widePatches().size() < plan.patches().size();
    }
}
