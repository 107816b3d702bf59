package org.recurve.datasets.augment;

import java.util.List;
import org.recurve.api.data.Field;
import org.recurve.api.data.TrainingExample;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

/**
 * The images of an example: its input, [channels, height, width], and its target where that says something of each pixel. Both move
 * together.
 */
record Images(TrainingExample example, int height, int width) {
    static Images of(TrainingExample example) {
        Shape input = example.shape(Field.INPUT);
        return new Images(example, input.dim(1), input.dim(2));
    }

    /** Refuses examples whose inputs are no images. */
    static void check(String id, List<Field> fields) {
        Field input = input(fields);
        if (input.shape().rank() != 3 || !input.classes().isEmpty()) {
            throw new InvalidSetting(id + " changes images, [channels, height, width], but inputs are "
                    + described(input) + "; remove it");
        }
    }

    /** Refuses what moves images by so many rows or columns that nothing of them is left to see. */
    static void demandSeen(String what, int rows, int columns, List<Field> fields) {
        Shape shape = input(fields).shape();
        if (rows >= shape.dim(1) || columns >= shape.dim(2)) {
            throw new InvalidSetting(what + " may move images of " + shape.dim(1) + "×" + shape.dim(2)
                    + " out of sight; give less than their height and width");
        }
    }

    static Field input(List<Field> fields) {
        return fields.stream()
                .filter(field -> field.name().equals(Field.INPUT))
                .findFirst()
                .orElseThrow(() -> new InvalidSetting("examples have no input"));
    }

    static String described(Field input) {
        return input.classes().isEmpty() ? "numbers of shape " + input.shape() : "indices of classes";
    }

    /** Takes each pixel from where the map says: a number between pixels from the four around it, a class from the nearest. */
    void move(AffineMap map, Fill fill) {
        move(Field.INPUT, false, map, fill);
        example.fields().stream()
                .filter(field -> field.name().equals(Field.TARGET) && isOfPixels(example.shape(Field.TARGET)))
                .forEach(field -> move(Field.TARGET, !field.classes().isEmpty(), map, fill));
    }

    private boolean isOfPixels(Shape target) {
        int rank = target.rank();
        return rank >= 2 && target.dim(rank - 2) == height && target.dim(rank - 1) == width;
    }

    private void move(String field, boolean classes, AffineMap map, Fill fill) {
        float[] values = example.values(field);
        float[] old = values.clone();
        int pixels = height * width;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double row = map.row(y, x);
                double column = map.column(y, x);
                double top = StrictMath.floor(classes ? row + 0.5 : row);
                double left = StrictMath.floor(classes ? column + 0.5 : column);
                double down = classes ? 0 : row - top;
                double right = classes ? 0 : column - left;
                for (int plane = 0; plane < values.length; plane += pixels) {
                    values[plane + y * width + x] =
                            (float) between(old, plane, (int) top, (int) left, down, right, fill);
                }
            }
        }
    }

    /** Returns the number that lies between four pixels; those that it has nothing of are not looked at. */
    private double between(float[] old, int plane, int top, int left, double down, double right, Fill fill) {
        double upper = between(old, plane, top, left, right, fill);
        return down == 0 ? upper : (1 - down) * upper + down * between(old, plane, top + 1, left, right, fill);
    }

    private double between(float[] old, int plane, int row, int left, double right, Fill fill) {
        double first = pixel(old, plane, row, left, fill);
        return right == 0 ? first : (1 - right) * first + right * pixel(old, plane, row, left + 1, fill);
    }

    private double pixel(float[] old, int plane, int row, int column, Fill fill) {
        int y = fill.index(row, height);
        int x = fill.index(column, width);
        return y < 0 || x < 0 ? 0 : old[plane + y * width + x];
    }
}
