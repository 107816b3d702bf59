package org.recurve.datasets.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.datasets.files.OwnDataTest.below;
import static org.recurve.datasets.files.OwnDataTest.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.data.InputForm;
import org.recurve.api.data.Tokenizer;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.datasets.division.Fold;
import org.recurve.datasets.text.BytePairs;
import org.recurve.datasets.text.PlainTokens;
import org.recurve.testkit.Contract;

/** Texts whose tokens are learnt from those that are trained on, and texts that are divided by class and into folds. */
class TokenizedTextTest {
    private static final Spec<Tokenizer<?>> PAIRS =
            new Spec<>(new BytePairs(), new BytePairs.Config(PlainTokens.WORDS));

    @TempDir
    Path folder;

    @BeforeEach
    void texts() throws IOException {
        StringBuilder rows = new StringBuilder("text,label\n");
        String[] stems = {"walk", "talk", "jump"};
        for (int i = 0; i < 60; i++) {
            String stem = stems[i % 3];
            rows.append(
                    i % 4 == 0 ? "now " + stem + "ing " + i + ",progress\n" : "once " + stem + "ed " + i + ",past\n");
        }
        Files.writeString(folder.resolve("verbs.csv"), rows);
    }

    private static TextDataset.Config config(
            Optional<Spec<Tokenizer<?>>> tokenizer, int vocabulary, Optional<Boolean> stratify, Optional<Fold> fold) {
        return new TextDataset.Config(
                "verbs.csv",
                TextDataset.Each.FILE,
                PlainTokens.WORDS,
                8,
                vocabulary,
                0.1,
                0.2,
                3,
                Optional.empty(),
                Optional.empty(),
                tokenizer,
                stratify,
                fold,
                Optional.empty(),
                Optional.empty());
    }

    private static TextDataset.Config pairs(int vocabulary) {
        return config(Optional.of(PAIRS), vocabulary, Optional.empty(), Optional.empty());
    }

    private Data open(TextDataset.Config config) {
        return new TextDataset().open(config, below(folder));
    }

    private static List<String> tokens(Data data, String split, int index) {
        float[] numbers = read(data, split, index, Field.INPUT);
        int length = (int) read(data, split, index, Field.LENGTH)[0];
        return IntStream.range(0, length)
                .mapToObj(i -> data.field(Field.INPUT).classes().get((int) numbers[i]))
                .toList();
    }

    @Test
    void partsOfWordsAreLearntAndAModelCutsOtherTextsSo() {
        Data data = open(pairs(60));
        List<String> known = data.field(Field.INPUT).classes();
        assertEquals("<unknown>", known.getFirst());
        assertTrue(known.contains("ed</w>") && known.contains("ing</w>"), known::toString);
        assertEquals(Optional.of(new InputForm.Words(true)), data.form());
        TextDataset dataset = new TextDataset();
        List<String> asked = dataset.tokens(pairs(60), "Now talked", known);
        assertEquals(List.of("now</w>", "talked</w>"), asked);
        assertEquals(List.of("j", "o", "k", "ing</w>"), dataset.tokens(pairs(60), "joking", known));
        for (String split : data.splits().keySet()) {
            String joined = String.join("", tokens(data, split, 0));
            assertTrue(joined.matches("(now|once)</w>(walk|talk|jump)(ed|ing)</w>.*"), joined);
        }
    }

    /** A word that stands in the test alone teaches nothing. */
    @Test
    void onlyTrainingTextsTeach() throws IOException {
        Data before = open(pairs(60));
        String tested = String.join("", tokens(before, Data.TEST, 0));
        int number = Integer.parseInt(tested.replaceAll("\\D", ""));
        Path file = folder.resolve("verbs.csv");
        Files.writeString(
                file, Files.readString(file).replaceAll("(?m) " + number + ",", " zzzzzz zzzzzz" + number + ","));
        Data after = open(pairs(60));
        assertEquals(
                before.field(Field.INPUT).classes(), after.field(Field.INPUT).classes());
        assertNotEquals(before.digest(), after.digest());
    }

    @Test
    void otherTokensAreOtherDataAndTwoWaysToCutAreRefused() {
        assertNotEquals(open(pairs(60)).digest(), open(pairs(40)).digest());
        assertEquals(
                "tokens and tokenizer both say how texts are cut; remove tokens, or tokenizer",
                assertThrows(
                                InvalidSetting.class,
                                () -> new TextDataset.Config(
                                        "verbs.csv",
                                        TextDataset.Each.FILE,
                                        PlainTokens.BLANKS,
                                        8,
                                        9,
                                        0,
                                        0,
                                        0,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(PAIRS),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()))
                        .getMessage());
    }

    /** A tokenizer of somebody's own, which forgets what it may not. */
    @Plugin(id = "careless", version = 1, summary = "cuts pieces into nothing, and knows a token twice")
    public static final class Careless implements Tokenizer<NoConfig> {
        private final List<String> known;

        Careless(String... known) {
            this.known = List.of(known);
        }

        @Override
        public Stream<String> pieces(NoConfig config, String text) {
            return Stream.of(text);
        }

        @Override
        public List<String> vocabulary(NoConfig config, java.util.SortedMap<String, Integer> counts, int most) {
            return known;
        }

        @Override
        public java.util.function.Function<String, List<String>> cutting(NoConfig config, List<String> vocabulary) {
            return _ -> List.of();
        }
    }

    private String failed(String... known) {
        Spec<Tokenizer<?>> careless = new Spec<>(new Careless(known), new NoConfig());
        return assertThrows(
                        PluginFailure.class,
                        () -> open(config(Optional.of(careless), 3, Optional.empty(), Optional.empty())))
                .getMessage();
    }

    @Test
    void whatATokenizerMayNotDoIsSaidOfIt() {
        assertTrue(failed("a", "a").contains("returned 2 tokens, and some of them twice"), failed("a", "a"));
        assertTrue(
                failed("a", "b", "c").contains("returned 3 tokens, and at most 2 may be known"), failed("a", "b", "c"));
        assertTrue(failed("a").contains(" into no token"), failed("a"));
    }

    @Test
    void eachSplitHasItsShareOfEveryClass() {
        Data data = open(config(Optional.empty(), 99, Optional.of(true), Optional.empty()));
        assertArrayEquals(new int[] {9, 3}, classes(data, Data.TEST));
        int[] validated = classes(data, Data.VALIDATION);
        assertArrayEquals(new int[] {5, 1}, validated);
        assertEquals(
                data.digest(),
                open(config(Optional.empty(), 99, Optional.empty(), Optional.empty()))
                        .digest());
        assertNotEquals(
                data.digest(),
                open(config(Optional.empty(), 99, Optional.of(false), Optional.empty()))
                        .digest());
    }

    @Test
    void eachTextIsTestedOnceInAllFolds() {
        int tested = 0;
        for (int fold = 1; fold <= 5; fold++) {
            Data data = open(config(Optional.empty(), 99, Optional.of(true), Optional.of(new Fold(fold, 5))));
            assertArrayEquals(new int[] {9, 3}, classes(data, Data.TEST));
            tested += data.split(Data.TEST).size();
        }
        assertEquals(60, tested);
    }

    private static int[] classes(Data data, String split) {
        int[] counts = new int[2];
        for (int i = 0; i < data.split(split).size(); i++) {
            counts[(int) read(data, split, i, Field.TARGET)[0]]++;
        }
        return counts;
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Contract.dataset(new TextDataset(), pairs(50), below(folder)).tests();
    }
}
