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
     */
    record Pixels(float divisor, Optional<Scaling> scaling) implements InputForm {
        /** Returns the form of images that are divided alone. */
        public Pixels(float divisor) {
            this(divisor, Optional.empty());
        }
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
     * A text: the numbers of its tokens, as {@link Dataset#tokens} cuts it, in the field's classes.
     *
     * @param unknown whether 0 stands for every token that is not among them; without that, such a text is refused
     */
    record Words(boolean unknown) implements InputForm {}
}
