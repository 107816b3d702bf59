package org.recurve.engine.artifacts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.api.artifact.Artifact.ImageGrid;
import org.recurve.api.model.Shape;
import org.recurve.compute.program.LayerActivations;

/** Pictures of what layers make of an image: a layer's channels, each a map over the image. */
public final class FeatureMaps {
    /** Says how many layers, from the first on; deeper ones look like noise. */
    private static final int LAYERS = 3;

    private static final int MAPS = 16;
    private static final int LARGEST = 256;

    private FeatureMaps() {}

    /** Returns the maps of the first layers that give [channels, height, width], by the name of the recording, in order. */
    public static Map<String, ImageGrid> of(List<LayerActivations> layers) {
        Map<String, ImageGrid> pictures = new LinkedHashMap<>();
        layers.stream()
                .filter(layer -> isMap(layer.shape()))
                .limit(LAYERS)
                .forEach(layer -> pictures.put("feature maps of " + layer.layer(), grid(layer)));
        return pictures;
    }

    private static boolean isMap(Shape shape) {
        return shape.rank() == 3
                && shape.dim(1) > 1
                && shape.dim(2) > 1
                && Math.max(shape.dim(1), shape.dim(2)) <= LARGEST;
    }

    private static ImageGrid grid(LayerActivations layer) {
        int height = layer.shape().dim(1);
        int width = layer.shape().dim(2);
        List<float[]> maps = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        for (int channel = 0; channel < Math.min(MAPS, layer.shape().dim(0)); channel++) {
            int from = channel * height * width;
            maps.add(Arrays.copyOfRange(layer.values(), from, from + height * width));
            captions.add("channel " + (1 + channel));
        }
        return new ImageGrid("What " + layer.layer() + " makes of one image", 1, height, width, maps, captions);
    }
}
