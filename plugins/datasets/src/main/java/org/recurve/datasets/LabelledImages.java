package org.recurve.datasets;

import java.nio.file.Path;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

/**
 * Square grey images and their classes, from a pair of IDX files.
 *
 * @param images [items, side, side]
 * @param labels [items], each the index of a class
 */
record LabelledImages(IdxFile images, IdxFile labels) {
    static LabelledImages read(Path imageFile, Path labelFile, int side, int classes) {
        IdxFile images = IdxFile.read(imageFile, 3);
        IdxFile labels = IdxFile.read(labelFile, 1);
        if (!images.shape().slice(1, 3).equals(Shape.of(side, side))) {
            throw new InvalidSetting(imageFile + " holds images of "
                    + images.shape().slice(1, 3) + " pixels, but this data set's are " + side + "×" + side);
        }
        if (images.items() != labels.items()) {
            throw new InvalidSetting(imageFile + " holds " + images.items() + " images, but " + labelFile + " "
                    + labels.items() + " labels; fetch both again");
        }
        for (int item = 0; item < labels.items(); item++) {
            if (labels.get(item, 0) >= classes) {
                throw new InvalidSetting(labelFile + " labels image " + item + " as " + labels.get(item, 0)
                        + ", but classes count from 0 to " + (classes - 1) + "; fetch it again");
            }
        }
        return new LabelledImages(images, labels);
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

    void read(int item, String field, MnistForm.Section section, float[] into, int offset) {
        int margin = section.margin();
        switch (field) {
            case Field.INPUT ->
                section.scaling().read((row, column) -> pixel(item, margin + row, margin + column), into, offset);
            case Field.TARGET -> into[offset] = labels.get(item, 0);
            default ->
                throw new IllegalArgumentException("images have no field \"" + field + "\", only input and target");
        }
    }

    private int pixel(int item, int row, int column) {
        return images.get(item, row * images.shape().dim(2) + column);
    }
}
