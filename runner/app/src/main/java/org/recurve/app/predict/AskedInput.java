package org.recurve.app.predict;

import java.util.List;
import org.recurve.api.model.Shape;

/**
 * An example that a model is asked about.
 *
 * @param shape of its input
 * @param values its input, row-major
 * @param tokens those of a text, as many as are read; none of what is no text
 * @param steps true number of steps, of a sequence
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
record AskedInput(AskedSource source, Shape shape, float[] values, List<String> tokens, int steps) {
    AskedInput {
        tokens = List.copyOf(tokens);
    }

    /** Returns what it is called in answers: {@code seven.png}, {@code new.csv:2}. */
    String name() {
        return source.toString();
    }
}
