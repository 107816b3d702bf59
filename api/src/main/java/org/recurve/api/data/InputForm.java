package org.recurve.api.data;

import java.util.List;

/**
 * The form of what people bring to a trained model, and how it becomes the field {@link Field#INPUT}: kept with the model, so that it
 * reads new examples as it read those that it learnt from.
 */
public sealed interface InputForm {
    /**
     * An image: each sample, from 0 to 255, divided by a number; the field's extents are channels, height and width.
     *
     * @param divisor of samples, such as 255
     */
    record Pixels(float divisor) implements InputForm {}

    /**
     * A row of a table: the numbers of these columns, in this order.
     *
     * @param names of the columns
     */
    record Columns(List<String> names) implements InputForm {
        public Columns {
            names = List.copyOf(names);
        }
    }

    /**
     * A text: the numbers of its tokens, as {@link Dataset#tokens} cuts it, in the field's classes.
     *
     * @param unknown whether 0 stands for every token that is not among them; without that, such a text is refused
     */
    record Words(boolean unknown) implements InputForm {}
}
