package org.recurve.datasets.files;

import java.util.Arrays;
import java.util.Optional;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

/** Says where the channels of images in an array lie, if not in front; models read [channels, height, width]. */
public enum ChannelAxis {
    /** Behind: [height, width, channels]. */
    LAST(3),
    /** Nowhere, as images are grey: [height, width]. */
    NONE(2);

    private final int rank;

    ChannelAxis(int rank) {
        this.rank = rank;
    }

    /** Returns where images have so many channels, if not in front; empty if they have others. */
    static Optional<ChannelAxis> of(Shape image, int channels) {
        return Arrays.stream(values())
                .filter(axis -> axis.rank == image.rank() && axis.turned(image).dim(0) == channels)
                .findFirst();
    }

    /** Returns the shape of an array's images as a model reads them; images of another rank end in {@link InvalidSetting}. */
    Shape shape(NpyArray array) {
        if (array.example().rank() != rank) {
            throw new InvalidSetting(array.file() + " holds examples of " + array.example()
                    + ", and channels: "
                    + (this == LAST ? "last is about [height, width, channels]" : "none about [height, width]")
                    + "; correct channels, or remove it");
        }
        return turned(array.example());
    }

    /** Returns the shape of an image as a model reads it. */
    Shape turned(Shape image) {
        return switch (this) {
            case LAST -> Shape.of(image.dim(2), image.dim(0), image.dim(1));
            case NONE -> Shape.of(1, image.dim(0), image.dim(1));
        };
    }

    /** Returns the images of an array as a model reads them. */
    ExampleReader reader(NpyArray array) {
        return switch (this) {
            case LAST ->
                (example, into, offset) -> {
                    float[] image = new float[array.example().size()];
                    array.read(example, image, 0);
                    System.arraycopy(turned(image, array.example().dim(2)), 0, into, offset, image.length);
                };
            case NONE -> array;
        };
    }

    /** Returns numbers of an image as a model reads them. */
    float[] turned(float[] image, int channels) {
        return switch (this) {
            case LAST -> {
                float[] turned = new float[image.length];
                int pixels = image.length / channels;
                for (int i = 0; i < image.length; i++) {
                    turned[i % channels * pixels + i / channels] = image[i];
                }
                yield turned;
            }
            case NONE -> image;
        };
    }
}
