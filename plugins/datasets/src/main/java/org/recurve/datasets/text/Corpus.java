package org.recurve.datasets.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.random.Stream;
import org.recurve.datasets.ExampleDigest;

/**
 * Labelled texts, and the data set they make: {@code input} is [steps], the numbers of a text's words, 0 past its end, with
 * the vocabulary as its classes; {@code length} the number of words; {@code target} the text's class, or [steps], a class for
 * each word.
 *
 * <p>Of texts that agree in all tokens that are read, only the first counts, so that no two splits share one. What is left
 * is shuffled by the seed: {@code train} takes from the front, {@code test} from the back, {@code validation} before it. The
 * vocabulary is that of the training texts.
 *
 * @param name of the data set, which keys the shuffling
 * @param labelled what has a label
 * @param classes the labels there are
 */
public record Corpus(String name, Labelled labelled, List<String> classes, List<LabelledText> texts) {
    /** What has a label. */
    public enum Labelled {
        TEXT,
        EACH_TOKEN
    }

    public Corpus {
        classes = List.copyOf(classes);
        texts = List.copyOf(texts);
        Set<String> known = Set.copyOf(classes);
        texts.forEach(text -> check(labelled, known, text));
    }

    private static void check(Labelled labelled, Set<String> classes, LabelledText text) {
        int wanted = labelled == Labelled.TEXT ? 1 : text.tokens().size();
        if (text.labels().size() != wanted) {
            throw new InvalidSetting(text.where() + " has " + text.tokens().size() + " words, but "
                    + text.labels().size() + " labels; "
                    + (labelled == Labelled.TEXT ? "a text has one" : "each word has one"));
        }
        text.labels().stream()
                .filter(label -> !classes.contains(label))
                .findFirst()
                .ifPresent(label -> {
                    throw new InvalidSetting(text.where() + " is labelled \"" + label + "\", which is none of "
                            + String.join(", ", classes.stream().sorted().toList()));
                });
    }

    /**
     * Returns the texts as examples.
     *
     * @param digest what was said so far about where the texts come from
     */
    public Data data(TextSettings settings, ExampleDigest digest) {
        List<LabelledText> read = read(settings.steps());
        int[] different = different(read);
        settings.demand(different.length);
        int[] order = Stream.of(settings.seed()).in(name).permutation(different.length);
        int[] shuffled = IntStream.of(order).map(i -> different[i]).toArray();
        int test = shuffled.length - settings.test();
        int[] train = java.util.Arrays.copyOf(shuffled, settings.train());
        Vocabulary vocabulary = Vocabulary.of(
                IntStream.of(train).mapToObj(i -> read.get(i).tokens()).toList(), settings.vocabulary());
        Map<String, int[]> chosen = Map.of(
                Data.TRAIN, train,
                Data.VALIDATION, java.util.Arrays.copyOfRange(shuffled, test - settings.validation(), test),
                Data.TEST, java.util.Arrays.copyOfRange(shuffled, test, shuffled.length));
        Map<String, Examples> splits = new HashMap<>();
        chosen.forEach((split, indices) -> {
            if (indices.length > 0) {
                splits.put(split, examples(settings.steps(), read, vocabulary, indices));
            }
        });
        return new Data(
                fields(settings.steps(), vocabulary),
                splits,
                digest.add(settings.toString()).hex());
    }

    /** Returns how many texts differ in the first {@code steps} tokens: as many as there are to divide. */
    public int different(int steps) {
        return different(read(steps)).length;
    }

    private List<LabelledText> read(int steps) {
        return texts.stream()
                .map(text -> text.first(steps, labelled == Labelled.EACH_TOKEN))
                .toList();
    }

    /** Returns the texts that no earlier one equals. */
    private static int[] different(List<LabelledText> texts) {
        Set<List<String>> seen = new HashSet<>();
        return IntStream.range(0, texts.size())
                .filter(i -> seen.add(texts.get(i).tokens()))
                .toArray();
    }

    private List<Field> fields(int steps, Vocabulary vocabulary) {
        return List.of(
                new Field(Field.INPUT, Shape.of(steps), vocabulary.words()),
                new Field(Field.TARGET, labelled == Labelled.TEXT ? Shape.SCALAR : Shape.of(steps), classes),
                new Field(Field.LENGTH, Shape.SCALAR));
    }

    private Examples examples(int steps, List<LabelledText> texts, Vocabulary vocabulary, int[] indices) {
        List<Sentences.Sentence> sentences = new ArrayList<>();
        for (int index : indices) {
            LabelledText text = texts.get(index);
            int[] target = text.labels().stream().mapToInt(classes::indexOf).toArray();
            sentences.add(new Sentences.Sentence(index, vocabulary.numbers(text.tokens()), target));
        }
        return new Sentences(steps, labelled == Labelled.TEXT ? 1 : steps, sentences);
    }
}
