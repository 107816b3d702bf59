package org.recurve.datasets.text;

import java.util.List;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;

/**
 * Texts as examples.
 *
 * @param steps places for the words of each
 * @param targets places for the classes of each: 1, or as many as for its words
 */
record Sentences(int steps, int targets, List<Sentence> sentences) implements Examples {
    Sentences {
        sentences = List.copyOf(sentences);
    }

    /**
     * A text in numbers.
     *
     * @param id its number in the corpus
     * @param target a single class, or one for each word
     */
    record Sentence(long id, int[] words, int[] target) {}

    @Override
    public int size() {
        return sentences.size();
    }

    @Override
    public void read(int index, String field, float[] into, int offset) {
        Sentence sentence = sentences.get(index);
        switch (field) {
            case Field.INPUT -> fill(sentence.words(), steps, into, offset);
            case Field.TARGET -> fill(sentence.target(), targets, into, offset);
            case Field.LENGTH -> into[offset] = sentence.words().length;
            default ->
                throw new IllegalArgumentException(
                        "a text has no field \"" + field + "\", only input, target and length");
        }
    }

    private static void fill(int[] numbers, int size, float[] into, int offset) {
        for (int i = 0; i < size; i++) {
            into[offset + i] = i < numbers.length ? numbers[i] : 0;
        }
    }

    @Override
    public long id(int index) {
        return sentences.get(index).id();
    }
}
