package org.recurve.datasets.text;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.data.InputForm;
import org.recurve.api.data.Tokenizer;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.datasets.ExampleDigest;
import org.recurve.datasets.division.Division;
import org.recurve.datasets.text.Sentences.NumberedWords;

/**
 * Labelled texts, and the data set they make: {@code input} is [steps], the numbers of a text's words, 0 past its end, with
 * the vocabulary as its classes; {@code length} the number of words; {@code target} the text's class, [labels], 1 for each that
 * it has and 0 for the others, or [steps], a class for each word.
 *
 * <p>Of texts that agree in all tokens that are read, only the first counts, so that no two splits share one. What is left
 * is shuffled by the seed: {@code train} takes from the front, {@code test} from the back, {@code validation} before it. The
 * vocabulary is that of the training texts.
 */
public final class Corpus {
    /** Describes what has a label. */
    public enum Labelled {
        /** A text has one. */
        TEXT,
        /** A text has any number of them. */
        SEVERAL,
        /** Each token of a text has one. */
        EACH_TOKEN
    }

    private final String name;
    private final Labelled labelled;
    private final List<String> classes;
    private final Optional<Spec<Tokenizer<?>>> tokenizer;
    private final PackedWords tokens = new PackedWords();
    private final PackedWords labels = new PackedWords();

    /**
     * Begins without a text.
     *
     * @param name of the data set, which keys the shuffling
     * @param labelled what has a label
     * @param classes the labels there are
     */
    public Corpus(String name, Labelled labelled, List<String> classes) {
        this(name, labelled, classes, Optional.empty());
    }

    /**
     * Begins without a text.
     *
     * @param tokenizer what cuts the tokens of texts, which are its pieces, once it has learnt from those that are trained on
     */
    public Corpus(String name, Labelled labelled, List<String> classes, Optional<Spec<Tokenizer<?>>> tokenizer) {
        this.tokenizer = tokenizer;
        this.name = name;
        this.labelled = labelled;
        this.classes = List.copyOf(classes);
    }

    /** Returns the corpus of these texts. */
    public Corpus(String name, Labelled labelled, List<String> classes, List<LabelledText> texts) {
        this(name, labelled, classes);
        texts.forEach(this::add);
    }

    /** Takes a further text, of which its tokens and labels alone are kept, and those packed. */
    public void add(LabelledText text) {
        int wanted = switch (labelled) {
            case TEXT -> 1;
            case SEVERAL -> text.labels().size();
            case EACH_TOKEN -> text.tokens().size();
        };
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
        tokens.add(text.tokens());
        labels.add(text.labels());
    }

    /**
     * Returns the texts as examples.
     *
     * @param digest what was said so far about where the texts come from
     */
    public Data data(TextSettings settings, ExampleDigest digest) {
        int count = different(settings.steps());
        settings.demand(count);
        int[] shuffled = Stream.of(settings.seed()).in(name).permutation(count);
        int test = count - settings.test();
        return data(
                settings,
                digest,
                Map.of(
                        Data.TRAIN, Arrays.copyOf(shuffled, settings.train()),
                        Data.VALIDATION, Arrays.copyOfRange(shuffled, test - settings.validation(), test),
                        Data.TEST, Arrays.copyOfRange(shuffled, test, count)));
    }

    /** Returns the texts as examples, divided otherwise. */
    public Data data(TextSettings settings, ExampleDigest digest, Division division) {
        int count = different(settings.steps());
        Data data = data(settings, digest, division.divide(name, count));
        Data.Remarks remarks = division.remarks(name, count).with(data.remarks());
        return new Data(data.fields(), data.splits(), data.digest(), data.form(), remarks);
    }

    /** Tells of texts that do not count since an earlier one is equal to them. */
    private Data.Remarks repeated(int steps) {
        int[] firsts = tokens.firsts(steps);
        int[] repeats = IntStream.range(0, firsts.length)
                .filter(text -> firsts[text] != text)
                .toArray();
        if (repeats.length == 0) {
            return Data.Remarks.NONE;
        }
        long otherwise = IntStream.of(repeats)
                .filter(text -> !labelled(text).equals(labelled(firsts[text])))
                .count();
        String told =
                repeats.length + " of " + firsts.length + " texts are left out: an earlier one has the same first "
                        + steps + " tokens, of which no more are read";
        return otherwise == 0
                ? new Data.Remarks(List.of(told), List.of())
                : new Data.Remarks(
                        List.of(),
                        List.of(told + "; " + otherwise
                                + " of them are labelled otherwise than that one, whose label counts: correct them"));
    }

    private List<String> labelled(int text) {
        return IntStream.range(0, labels.length(text))
                .mapToObj(i -> labels.words().get(labels.number(text, i)))
                .toList();
    }

    private Data data(TextSettings settings, ExampleDigest digest, Map<String, int[]> divided) {
        int[] different = tokens.different(settings.steps());
        Map<String, int[]> chosen = new HashMap<>();
        divided.forEach((split, places) ->
                chosen.put(split, IntStream.of(places).map(i -> different[i]).toArray()));
        Map<String, Integer> counts = counts(Objects.requireNonNull(chosen.get(Data.TRAIN)), settings.steps());
        digest.add(settings.toString());
        LearntTokens read = tokenizer
                .map(learning -> LearntTokens.learnt(learning, tokens, counts, settings, digest))
                .orElseGet(() -> new LearntTokens(
                        tokens, Vocabulary.of(counts, settings.vocabulary()).words()));
        NumberedWords targets = new NumberedWords(
                labels, labels.words().stream().mapToInt(classes::indexOf).toArray());
        int places = targets(settings.steps()).size();
        boolean several = labelled == Labelled.SEVERAL;
        Map<String, Examples> splits = new HashMap<>();
        chosen.forEach((split, texts) -> {
            if (texts.length > 0) {
                splits.put(split, new Sentences(settings.steps(), places, several, read.numbered(), targets, texts));
            }
        });
        return new Data(
                fields(settings.steps(), read.vocabulary()),
                splits,
                digest.hex(),
                Optional.of(new InputForm.Words(true)),
                repeated(settings.steps()));
    }

    /** Returns a division of the texts that differ in the first {@code steps} tokens, by class, or by label where they have several. */
    public Division stratified(Division division, int steps) {
        int[] different = tokens.different(steps);
        return labelled == Labelled.SEVERAL
                ? division.byLabels(IntStream.of(different)
                        .mapToObj(text -> {
                            BitSet set = new BitSet();
                            IntStream.range(0, labels.length(text)).forEach(i -> set.set(label(text, i)));
                            return set;
                        })
                        .toList())
                : division.byClass(
                        IntStream.of(different).map(text -> label(text, 0)).toArray());
    }

    private int label(int text, int place) {
        return classes.indexOf(labels.words().get(labels.number(text, place)));
    }

    /** Returns how many texts differ in the first {@code steps} tokens: as many as there are to divide. */
    public int different(int steps) {
        return tokens.different(steps).length;
    }

    /** Returns how often each word occurs in the first {@code steps} of some texts. */
    private Map<String, Integer> counts(int[] texts, int steps) {
        int[] counts = new int[tokens.words().size()];
        for (int text : texts) {
            for (int at = 0; at < Math.min(steps, tokens.length(text)); at++) {
                counts[tokens.number(text, at)]++;
            }
        }
        Map<String, Integer> named = new HashMap<>();
        for (int number = 0; number < counts.length; number++) {
            if (counts[number] > 0) {
                named.put(tokens.words().get(number), counts[number]);
            }
        }
        return named;
    }

    private Shape targets(int steps) {
        return switch (labelled) {
            case TEXT -> Shape.SCALAR;
            case SEVERAL -> Shape.of(classes.size());
            case EACH_TOKEN -> Shape.of(steps);
        };
    }

    private List<Field> fields(int steps, List<String> vocabulary) {
        return List.of(
                new Field(Field.INPUT, Shape.of(steps), vocabulary),
                labelled == Labelled.SEVERAL
                        ? new Field(Field.TARGET, targets(steps), List.of(), classes)
                        : new Field(Field.TARGET, targets(steps), classes),
                new Field(Field.LENGTH, Shape.SCALAR));
    }
}
