package org.recurve.datasets.image;

import java.util.function.IntUnaryOperator;
import org.recurve.api.data.InputForm.Fit;
import org.recurve.api.model.Shape;
import org.recurve.datasets.AreaMean;

/**
 * A size that all pictures are brought to. {@link Fit#CROP} first keeps the middle with the ratio of the size, in whole pixels, rounded
 * down; what is left over by an odd number is cut off below and on the right. Then each pixel is the mean of the area that it covers:
 * {@link AreaMean}.
 *
 * @param height rows
 * @param width columns
 */
public record PictureSize(int height, int width, Fit fit) {
    /** The part of a picture that is kept. */
    private record Kept(int top, int left, int rows, int columns) {}

    private Kept kept(int rows, int columns) {
        int keptRows = rows;
        int keptColumns = columns;
        if (fit == Fit.CROP) {
            keptRows = (int) Math.clamp((long) columns * height / width, 1, rows);
            keptColumns = (int) Math.clamp((long) rows * width / height, 1, columns);
        }
        return new Kept((rows - keptRows) / 2, (columns - keptColumns) / 2, keptRows, keptColumns);
    }

    /** Returns the samples of a picture of this size, from 0 to 1, channel after channel. */
    public float[] of(DecodedImage image) {
        int columns = image.shape().dim(2);
        Kept kept = kept(image.shape().dim(1), columns);
        AreaMean mean = new AreaMean(kept.rows, kept.columns, height, width, image.white());
        float[] into = new float[shape(image).size()];
        for (int channel = 0; channel < image.shape().dim(0); channel++) {
            int first = channel * image.shape().dim(1) * columns;
            mean.read(
                    (y, x) -> image.at(first + (kept.top + y) * columns + kept.left + x),
                    into,
                    channel * height * width);
        }
        return into;
    }

    /**
     * Returns the values of a mask of this size: each pixel has that of the pixel below its middle.
     *
     * @param rows of the mask
     * @param columns of the mask
     * @param at the value of each pixel, row by row
     */
    public int[] nearest(int rows, int columns, IntUnaryOperator at) {
        Kept kept = kept(rows, columns);
        int[] values = new int[height * width];
        for (int i = 0; i < values.length; i++) {
            int y = kept.top + (int) ((2L * (i / width) + 1) * kept.rows / (2L * height));
            int x = kept.left + (int) ((2L * (i % width) + 1) * kept.columns / (2L * width));
            values[i] = at.applyAsInt(y * columns + x);
        }
        return values;
    }

    /** Returns the shape of a picture of this size, with its channels. */
    public Shape shape(DecodedImage image) {
        return Shape.of(image.shape().dim(0), height, width);
    }
}
