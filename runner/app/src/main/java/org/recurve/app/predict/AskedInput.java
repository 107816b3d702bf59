package org.recurve.app.predict;

import java.util.List;

/**
 * An example that a model is asked about.
 *
 * @param name where it comes from: {@code seven.png}, {@code new.csv:2}
 * @param values its input, row-major
 * @param tokens those of a text, as many as are read; none of what is no text
 * @param steps true number of steps, of a sequence
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
record AskedInput(String name, float[] values, List<String> tokens, int steps) {
    AskedInput {
        tokens = List.copyOf(tokens);
    }
}
