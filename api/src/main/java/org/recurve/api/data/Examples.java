package org.recurve.api.data;

/** The examples of one split, in a fixed order. Reading is safe from several threads and always gives the same numbers. */
public interface Examples {
    int size();

    /** Writes the named field of example {@code index}, row-major, to {@code into} from {@code offset} on. */
    void read(int index, String field, float[] into, int offset);

    /** A number that names this example across splits and epochs, and keys its random draws. */
    default long id(int index) {
        return index;
    }
}
