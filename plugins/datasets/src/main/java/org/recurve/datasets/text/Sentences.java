package org.recurve.datasets.text;

import java.util.Arrays;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;

/**
 * Texts as examples.
 *
 * @param steps places for the words of each
 * @param targets places for the classes of each: 1, as many as for its words, or as there are labels
 * @param several whether a target says of each label whether the text has it
 * @param texts of the corpus, in order
 */
record Sentences(int steps, int targets, boolean several, NumberedWords words, NumberedWords labels, int[] texts)
        implements Examples {
    /**
     * Words that are read as numbers.
     *
     * @param numbers what each different word is read as
     */
    record NumberedWords(PackedWords rows, int[] numbers) {
        private void read(int row, int size, float[] into, int offset) {
            int length = Math.min(size, rows.length(row));
            for (int i = 0; i < size; i++) {
                into[offset + i] = i < length ? numbers[rows.number(row, i)] : 0;
            }
        }

        /** Writes 1 at the number of each of a row's words, else 0. */
        private void mark(int row, int size, float[] into, int offset) {
            Arrays.fill(into, offset, offset + size, 0);
            for (int i = 0; i < rows.length(row); i++) {
                into[offset + numbers[rows.number(row, i)]] = 1;
            }
        }
    }

    @Override
    public int size() {
        return texts.length;
    }

    @Override
    public void read(int index, String field, float[] into, int offset) {
        int text = texts[index];
        switch (field) {
            case Field.INPUT -> words.read(text, steps, into, offset);
            case Field.TARGET -> {
                if (several) {
                    labels.mark(text, targets, into, offset);
                } else {
                    labels.read(text, targets, into, offset);
                }
            }
            case Field.LENGTH -> into[offset] = Math.min(steps, words.rows().length(text));
            default ->
                throw new IllegalArgumentException(
                        "a text has no field \"" + field + "\", only input, target and length");
        }
    }

    /** Returns the text's number in the corpus. */
    @Override
    public long id(int index) {
        return texts[index];
    }
}
