package org.recurve.datasets.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.ExampleDigest;

class CorpusTest {
    private static final List<String> CLASSES = List.of("ham", "spam");

    private static Corpus corpus(List<String> texts) {
        List<LabelledText> labelled = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String label = CLASSES.get(i % 2);
            labelled.add(new LabelledText("text " + i, List.of(texts.get(i).split(" ")), List.of(label)));
        }
        return new Corpus("letters", Corpus.Labelled.TEXT, CLASSES, labelled);
    }

    private static Data open(Corpus corpus, TextSettings settings) {
        return corpus.data(settings, new ExampleDigest("letters 1"));
    }

    private static List<Float> read(Data data, Examples examples, int index, String field) {
        float[] into = new float[data.field(field).shape().size()];
        examples.read(index, field, into, 0);
        return IntStream.range(0, into.length).mapToObj(i -> into[i]).toList();
    }

    /** All inputs of a split. */
    private static Set<List<Float>> inputs(Data data, String split) {
        Examples examples = data.split(split);
        Set<List<Float>> inputs = new HashSet<>();
        for (int i = 0; i < examples.size(); i++) {
            inputs.add(read(data, examples, i, Field.INPUT));
        }
        return inputs;
    }

    /** Every text four times, spelled with few letters, so that copies would cross if they could. */
    private static Corpus copies() {
        return corpus(IntStream.range(0, 4 * 60)
                .mapToObj(i -> (i % 60 / 10) + " x " + (i % 10) + " tail" + i)
                .toList());
    }

    @Test
    void noTextIsInTwoSplits() {
        for (int seed = 0; seed < 5; seed++) {
            Data data = open(copies(), new TextSettings(3, 99, 40, 10, 10, seed));
            Set<List<Float>> all = new HashSet<>();
            for (String split : List.of(Data.TRAIN, Data.VALIDATION, Data.TEST)) {
                all.addAll(inputs(data, split));
            }
            assertEquals(60, all.size());
        }
    }

    @Test
    void theSeedDividesAndTheSizesDoNotMoveTheTest() {
        Data data = open(copies(), new TextSettings(3, 99, 40, 10, 10, 0));
        Data fewer = open(copies(), new TextSettings(3, 99, 20, 10, 10, 0));
        Data other = open(copies(), new TextSettings(3, 99, 40, 10, 10, 1));
        List<Long> test = ids(data.split(Data.TEST));
        assertEquals(test, ids(fewer.split(Data.TEST)));
        assertEquals(ids(data.split(Data.TRAIN)).subList(0, 20), ids(fewer.split(Data.TRAIN)));
        assertNotEquals(test, ids(other.split(Data.TEST)));
        assertNotEquals(data.digest(), other.digest());
    }

    private static List<Long> ids(Examples examples) {
        return IntStream.range(0, examples.size()).mapToObj(examples::id).toList();
    }

    @Test
    void wordsBecomeTheirNumbersAndPlacesBehindThemZero() {
        Data data = open(corpus(List.of("b a a", "a b c d e", "z", "a")), new TextSettings(4, 3, 4, 0, 0, 0));
        assertEquals(
                List.of(Vocabulary.UNKNOWN, "a", "b"), data.field(Field.INPUT).classes());
        Examples train = data.split(Data.TRAIN);
        for (int i = 0; i < 4; i++) {
            assertEquals(
                    switch ((int) train.id(i)) {
                        case 0 -> List.of(2f, 1f, 1f, 0f);
                        case 1 -> List.of(1f, 2f, 0f, 0f);
                        case 2 -> List.of(0f, 0f, 0f, 0f);
                        default -> List.of(1f, 0f, 0f, 0f);
                    },
                    read(data, train, i, Field.INPUT));
            float[] length = new float[1];
            train.read(i, Field.LENGTH, length, 0);
            assertEquals(new int[] {3, 4, 1, 1}[(int) train.id(i)], length[0]);
            assertEquals(List.of(train.id(i) % 2 == 0 ? 0f : 1f), read(data, train, i, Field.TARGET));
        }
    }

    @Test
    void theVocabularyIsOfTheTrainingTextsAlone() {
        Data data = open(copies(), new TextSettings(4, 999, 30, 10, 10, 0));
        Set<Float> known = new HashSet<>();
        inputs(data, Data.TRAIN).forEach(known::addAll);
        assertEquals(data.field(Field.INPUT).classes().size() - 1, known.size());
    }

    @Test
    void eachTokenMayHaveALabel() {
        Corpus tagged = new Corpus(
                "tags",
                Corpus.Labelled.EACH_TOKEN,
                List.of("N", "V"),
                List.of(
                        new LabelledText("a", List.of("dogs", "bark"), List.of("N", "V")),
                        new LabelledText("b", List.of("bark"), List.of("V"))));
        Data data = open(tagged, new TextSettings(3, 9, 2, 0, 0, 0));
        assertEquals(Shape.of(3), data.field(Field.TARGET).shape());
        Examples train = data.split(Data.TRAIN);
        float[] into = new float[3];
        java.util.Arrays.fill(into, 7);
        train.read(train.id(0) == 1 ? 0 : 1, Field.TARGET, into, 0);
        assertArrayEquals(new float[] {1, 0, 0}, into);
    }

    @Test
    void saysWhichTextIsWrong() {
        refused("text 3 is empty", () -> new LabelledText("text 3", List.of(), List.of("ham")));
        refused(
                "text 3 has 2 words, but 1 labels",
                () -> tagged(new LabelledText("text 3", List.of("a", "b"), List.of("ham"))));
        refused(
                "text 3 has 1 words, but 2 labels",
                () -> tagged(new LabelledText("text 3", List.of("a"), List.of("ham", "spam"))));
        refused(
                "text 3 is labelled \"eggs\", which is none of ham, spam",
                () -> tagged(new LabelledText("text 3", List.of("a"), List.of("eggs"))));
        refused("only 60 differ", () -> open(copies(), new TextSettings(3, 99, 41, 10, 10, 0)));
    }

    private static Corpus tagged(LabelledText text) {
        return new Corpus("tags", Corpus.Labelled.EACH_TOKEN, CLASSES, List.of(text));
    }

    private static void refused(String why, org.junit.jupiter.api.function.Executable wrong) {
        String message = assertThrows(InvalidSetting.class, wrong).getMessage();
        assertTrue(message.contains(why), message);
    }
}
