package org.recurve.api.data;

import java.util.Optional;
import org.recurve.api.model.Shape;

/** The examples of one split, in a fixed order. Reading is safe from several threads and always gives the same numbers. */
public interface Examples {
    int size();

    /**
     * Writes the named field of example {@code index}, row-major, to {@code into} from {@code offset} on. What it leaves
     * out is 0; there is no place for more.
     */
    void read(int index, String field, float[] into, int offset);

    /**
     * Returns the shape of a field of example {@code index} where examples differ in size, as images may: no greater than
     * {@link Field#shape}, with all fields of all of a data set's examples or with none. Empty where all have that shape.
     */
    default Optional<Shape> shape(int index, String field) {
        return Optional.empty();
    }

    /** Returns a number that names this example across splits and epochs, and keys its random draws. */
    default long id(int index) {
        return index;
    }
}
