package org.recurve.engine.artifacts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.recurve.api.artifact.Artifact.ImageGrid;
import org.recurve.api.model.Shape;
import org.recurve.compute.program.LayerActivations;

class FeatureMapsTest {
    private static LayerActivations given(String layer, int... dims) {
        Shape shape = Shape.of(dims);
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return new LayerActivations(layer, shape, values, new float[0]);
    }

    @Test
    void aChannelIsAMap() {
        ImageGrid grid = FeatureMaps.of(List.of(given("conv1", 2, 2, 3))).get("feature maps of conv1");
        assertEquals(2, grid.height());
        assertEquals(3, grid.width());
        assertEquals(List.of("channel 1", "channel 2"), grid.captions());
        assertArrayEquals(new float[] {6, 7, 8, 9, 10, 11}, grid.images().get(1));
    }

    @Test
    void onlyTheFirstLayersThatGiveMapsAreShown() {
        Map<String, ImageGrid> shown = FeatureMaps.of(List.of(
                given("dense1", 10),
                given("conv1", 20, 4, 4),
                given("global1", 2, 1, 1),
                given("relu1", 2, 4, 4),
                given("pool1", 2, 2, 2),
                given("conv2", 2, 2, 2)));
        assertEquals(
                List.of("feature maps of conv1", "feature maps of relu1", "feature maps of pool1"),
                List.copyOf(shown.keySet()));
        assertEquals(16, shown.get("feature maps of conv1").images().size());
    }
}
