package org.recurve.datasets.text;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.api.data.Field;

/**
 * The words that a model knows, each by its number: 0 stands for every word that is not among them, then the most
 * frequent words of the training texts follow, the more frequent first, equally frequent ones by the alphabet.
 */
public final class Vocabulary {
    /** Says what stands for a word that is not known. */
    public static final String UNKNOWN = "<unknown>";

    private final List<String> words;
    private final Map<String, Integer> numbers = new HashMap<>();

    private Vocabulary(List<String> words) {
        this.words = words;
        for (int number = 1; number < words.size(); number++) {
            numbers.put(words.get(number), number);
        }
    }

    /**
     * Returns the words of some texts.
     *
     * @param size how many at most, the unknown word included
     */
    public static Vocabulary of(List<List<String>> texts, int size) {
        Map<String, Integer> counts = new HashMap<>();
        texts.forEach(text -> text.forEach(word -> counts.merge(word, 1, Integer::sum)));
        return of(counts, size);
    }

    /** Returns the words of texts in which each occurs so often. */
    public static Vocabulary of(Map<String, Integer> counts, int size) {
        return of(List.of(UNKNOWN), counts, size);
    }

    /** Returns the words of texts in which each occurs so often, and behind the unknown word, as 1, the end of a text. */
    public static Vocabulary ending(Map<String, Integer> counts, int size) {
        return of(List.of(UNKNOWN, Field.END), counts, size);
    }

    private static Vocabulary of(List<String> first, Map<String, Integer> counts, int size) {
        Comparator<Map.Entry<String, Integer>> byCount = Map.Entry.comparingByValue(Comparator.reverseOrder());
        Stream<String> frequent = counts.entrySet().stream()
                .sorted(byCount.thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .filter(word -> !first.contains(word));
        return new Vocabulary(
                Stream.concat(first.stream(), frequent).limit(size).toList());
    }

    /** Returns all words, each at its number. */
    public List<String> words() {
        return words;
    }

    /** Returns the number of a word; 0 if it is not known. */
    public int number(String word) {
        return numbers.getOrDefault(word, 0);
    }

    /** Returns the numbers of a text's words. */
    int[] numbers(List<String> text) {
        return IntStream.range(0, text.size()).map(i -> number(text.get(i))).toArray();
    }
}
