package org.recurve.api.data;

import java.util.List;
import java.util.Optional;

/**
 * The form of what people bring to a trained model, and how it becomes the field {@link Field#INPUT}: kept with the model, so that it
 * reads new examples as it read those that it learnt from.
 */
public sealed interface InputForm {
    /** Returns how numbers are scaled once they are read; empty if they are not. */
    default Optional<Scaling> scaling() {
        return Optional.empty();
    }

    /**
     * An image: each sample, from 0 to 255, divided by a number; the field's extents are channels, height and width.
     *
     * @param divisor of samples, such as 255
     * @param scaling of what was divided
     * @param fit how an image is brought to the model's size, each pixel the mean of the area that it covers; empty if an image of
     *     another size is refused
     */
    record Pixels(float divisor, Optional<Scaling> scaling, Optional<Fit> fit) implements InputForm {
        /** Returns the form of images that are divided alone. */
        public Pixels(float divisor) {
            this(divisor, Optional.empty());
        }

        /** Returns the form of images that have the model's size. */
        public Pixels(float divisor, Optional<Scaling> scaling) {
            this(divisor, scaling, Optional.empty());
        }
    }

    /** Says how an image whose sides have another ratio comes to a size. */
    enum Fit {
        /** Height and width are scaled by themselves. */
        STRETCH,
        /** The middle that has the ratio is kept. */
        CROP
    }

    /**
     * A row of a table: the numbers of these columns, in this order.
     *
     * @param names of the columns
     */
    record Columns(List<String> names, Optional<Scaling> scaling) implements InputForm {
        public Columns {
            names = List.copyOf(names);
        }

        /** Returns the form of columns that are read as they are. */
        public Columns(List<String> names) {
            this(names, Optional.empty());
        }
    }

    /**
     * A row of a table whose columns become numbers in several ways.
     *
     * @param columns in this order
     * @param separator of values; empty if it is recognised
     * @param decimal the sign before a number's decimal places
     * @param scaling of the numbers that come of them
     */
    record Table(List<TableColumn> columns, String separator, String decimal, Optional<Scaling> scaling)
            implements InputForm {
        public Table {
            columns = List.copyOf(columns);
        }

        /** Returns what the numbers of an input are called. */
        public List<String> features() {
            return columns.stream()
                    .flatMap(column -> column.features().stream())
                    .toList();
        }
    }

    /** Numbers of an array, scaled. */
    record Numbers(Optional<Scaling> scaling) implements InputForm {}

    /**
     * A sound: its spectrogram, [frames, window / 2 + 1], or turned, [1, window / 2 + 1, frames]. A frame has the magnitudes of the
     * frequencies {@code k · rate / window}, of samples weighed by Hann's window and divided by its sum.
     *
     * @param rate samples a second
     * @param window samples of a frame
     * @param hop samples from one frame to the next
     * @param decibels whether magnitudes become 20 log10 of them, and never below -100
     * @param samples that each sound is cut or filled up to; empty if it has its own number
     * @param scaling of what comes of that
     */
    record Sound(int rate, int window, int hop, boolean decibels, Optional<Integer> samples, Optional<Scaling> scaling)
            implements InputForm {}

    /**
     * A text: the numbers of its tokens, as {@link Dataset#tokens} cuts it, in the field's classes.
     *
     * @param unknown whether 0 stands for every token that is not among them; without that, such a text is refused
     */
    record Words(boolean unknown) implements InputForm {}
}
