package org.recurve.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

/** On the small files of {@link MnistTest}. */
class SequentialMnistTest {
    @TempDir
    Path folder;

    private Data open(SequentialMnist.SequenceElement element) {
        return new SequentialMnist()
                .open(new SequentialMnist.Config(element, 7, 3, 6), source -> folder.resolve(source.file()));
    }

    private static float[] read(Examples examples, int index) {
        float[] into = new float[28 * 28];
        examples.read(index, Field.INPUT, into, 0);
        return into;
    }

    @Test
    void showsTheSameImagesAsSequences() throws IOException {
        MnistTest.writeFiles(folder);
        Data images = new Mnist().open(new Mnist.Config(7, 3, 6, 28, 28), source -> folder.resolve(source.file()));
        Data rows = open(SequentialMnist.SequenceElement.ROW);
        Data pixels = open(SequentialMnist.SequenceElement.PIXEL);
        assertEquals(Shape.of(28, 28), rows.field(Field.INPUT).shape());
        assertEquals(Shape.of(784, 1), pixels.field(Field.INPUT).shape());
        assertEquals(images.field(Field.TARGET), rows.field(Field.TARGET));
        for (int index = 0; index < 7; index++) {
            float[] image = read(images.split(Data.TRAIN), index);
            assertArrayEquals(image, read(rows.split(Data.TRAIN), index));
            assertArrayEquals(image, read(pixels.split(Data.TRAIN), index));
        }
        assertNotEquals(rows.digest(), pixels.digest());
        assertNotEquals(rows.digest(), images.digest());
    }

    @Test
    void refusesWhatMnistCannotGive() {
        assertThrows(
                InvalidSetting.class,
                () -> new SequentialMnist.Config(SequentialMnist.SequenceElement.ROW, 50_001, 10_000, 10_000));
    }
}
