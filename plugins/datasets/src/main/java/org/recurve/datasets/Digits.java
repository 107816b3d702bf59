package org.recurve.datasets;

import java.nio.file.Path;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

/**
 * Images and their labels, from a pair of IDX files.
 *
 * @param images [items, 28, 28]
 * @param labels [items], each from 0 to 9
 */
record Digits(Idx images, Idx labels) {
    static Digits read(Path imageFile, Path labelFile) {
        Idx images = Idx.read(imageFile, 3);
        Idx labels = Idx.read(labelFile, 1);
        if (!images.shape().slice(1, 3).equals(Shape.of(Mnist.SIDE, Mnist.SIDE))) {
            throw new InvalidSetting(imageFile + " holds images of "
                    + images.shape().slice(1, 3) + " pixels, but MNIST's are " + Mnist.SIDE + "×" + Mnist.SIDE);
        }
        if (images.items() != labels.items()) {
            throw new InvalidSetting(imageFile + " holds " + images.items() + " images, but " + labelFile + " "
                    + labels.items() + " labels; fetch both again");
        }
        for (int item = 0; item < labels.items(); item++) {
            if (labels.get(item, 0) > 9) {
                throw new InvalidSetting(labelFile + " labels image " + item + " as " + labels.get(item, 0)
                        + ", which is no digit; fetch it again");
            }
        }
        return new Digits(images, labels);
    }

    int size() {
        return images.items();
    }

    void demand(int items) {
        if (items > size()) {
            throw new InvalidSetting("the data set's files hold " + size() + " images where " + items
                    + " are asked for; lower train, validation or test");
        }
    }

    void read(int item, String field, float[] into, int offset) {
        switch (field) {
            case Field.INPUT -> {
                for (int pixel = 0; pixel < images.itemSize(); pixel++) {
                    into[offset + pixel] = images.get(item, pixel) / 255f;
                }
            }
            case Field.TARGET -> into[offset] = labels.get(item, 0);
            default ->
                throw new IllegalArgumentException("MNIST has no field \"" + field + "\", only input and target");
        }
    }
}
