package org.recurve.datasets.image;

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
    /** Returns the samples of a picture of this size, from 0 to 1, channel after channel. */
    public float[] of(DecodedImage image) {
        int rows = image.shape().dim(1);
        int columns = image.shape().dim(2);
        int keptRows = rows;
        int keptColumns = columns;
        if (fit == Fit.CROP) {
            keptRows = (int) Math.clamp((long) columns * height / width, 1, rows);
            keptColumns = (int) Math.clamp((long) rows * width / height, 1, columns);
        }
        int top = (rows - keptRows) / 2;
        int left = (columns - keptColumns) / 2;
        AreaMean mean = new AreaMean(keptRows, keptColumns, height, width, image.white());
        float[] into = new float[shape(image).size()];
        for (int channel = 0; channel < image.shape().dim(0); channel++) {
            int first = channel * rows * columns;
            mean.read((y, x) -> image.at(first + (top + y) * columns + left + x), into, channel * height * width);
        }
        return into;
    }

    /** Returns the shape of a picture of this size, with its channels. */
    public Shape shape(DecodedImage image) {
        return Shape.of(image.shape().dim(0), height, width);
    }
}
