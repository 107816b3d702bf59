package org.recurve.engine.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.artifact.Artifact.ImageGrid;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.data.TrainingExample;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;
import org.recurve.engine.illustration.AugmentedPictures;
import org.recurve.engine.toys.Changes;

class AugmentedMasksTest {
    /** Exchanges the two pixels of an image and of its mask. */
    @Plugin(id = "exchange", summary = "right is left")
    private static final class Exchange implements Augmentation<NoConfig> {
        @Override
        public void apply(NoConfig config, TrainingExample example, Stream random) {
            for (String field : List.of(Field.INPUT, Field.TARGET)) {
                float[] values = example.values(field);
                float first = values[0];
                values[0] = values[1];
                values[1] = first;
            }
        }
    }

    private static Map<String, Artifact> pictures(Field target) {
        Examples one = new Examples() {
            @Override
            public int size() {
                return 1;
            }

            @Override
            public void read(int index, String field, float[] into, int offset) {
                into[offset] = field.equals(Field.INPUT) ? 0.5f : 1;
                into[offset + 1] = field.equals(Field.INPUT) ? 0.25f : -1;
            }
        };
        Data data = new Data(
                List.of(new Field(Field.INPUT, Shape.of(1, 1, 2)), target), Map.of(Data.TRAIN, one), "sha256:masks");
        AugmentedData augmented = new AugmentedData(
                data, AugmentationStep.of(List.of(Changes.by(new Exchange())), "train.augment"), false);
        return AugmentedPictures.of(augmented, 1, 1, Stream.of(1));
    }

    @Test
    void masksAreShownAsTheyMoveWithTheirImages() {
        Map<String, Artifact> pictures = pictures(new Field(Field.TARGET, Shape.of(1, 2), List.of("sky", "road")));
        assertEquals(Set.of("augmentation", "augmented-masks"), pictures.keySet());
        ImageGrid images = (ImageGrid) pictures.get("augmentation");
        ImageGrid masks = (ImageGrid) pictures.get("augmented-masks");
        assertArrayEquals(new float[] {0.5f, 0.25f}, images.images().get(0));
        assertArrayEquals(new float[] {0.25f, 0.5f}, images.images().get(1));
        assertEquals("The classes of their pixels: sky black, road orange", masks.title());
        assertEquals(List.of("as it is", "epoch 1"), masks.captions());
        assertEquals(2, masks.columns());
        assertArrayEquals(
                new float[] {0.9f, 0.5f, 0.6f, 0.5f, 0, 0.5f}, masks.images().get(0));
        assertArrayEquals(
                new float[] {0.5f, 0.9f, 0.5f, 0.6f, 0.5f, 0}, masks.images().get(1));
    }

    @Test
    void numbersOfPixelsAreNoMasks() {
        assertFalse(pictures(new Field(Field.TARGET, Shape.of(1, 2))).containsKey("augmented-masks"));
    }
}
