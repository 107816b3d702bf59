package org.recurve.optimization.metric.written;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.api.data.Field;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Metric.Accumulator;
import org.recurve.api.measure.Prediction;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.optimization.metric.written.Bleu.Smoothing;
import org.recurve.testkit.Contract;

class WrittenTest {
    private static final List<String> CLASSES = List.of("<unknown>", Field.END, "a", "b", "c", "d");
    private static final Prediction PREDICTION =
            new Prediction(Shape.of(5), new Field(Field.TARGET, Shape.of(4), CLASSES));

    private static Sample sample(String got, String wanted) {
        return new Sample(symbols(got, 5), Shape.of(5), symbols(wanted, 4), wanted.length());
    }

    /** A point is the end symbol; what stands behind is filled with {@code d}, which nobody may read. */
    private static float[] symbols(String text, int room) {
        float[] symbols = new float[room];
        for (int i = 0; i < room; i++) {
            symbols[i] = i >= text.length() ? 5 : text.charAt(i) == '.' ? 1 : text.charAt(i) - 'a' + 2;
        }
        return symbols;
    }

    private static <C extends Record> double value(Metric<C> metric, C config, Sample... samples) {
        Accumulator accumulator = metric.accumulator(config, PREDICTION);
        for (Sample sample : samples) {
            accumulator.add(sample);
        }
        return accumulator.value();
    }

    private static List<Integer> letters(String word) {
        return word.chars().boxed().toList();
    }

    /** Wagner and Fischer 1974; Jurafsky and Martin, Speech and Language Processing, section 2.8 (with replacements at cost 1). */
    @ParameterizedTest
    @CsvSource({
        "kitten, sitting, 3",
        "saturday, sunday, 3",
        "intention, execution, 5",
        "flaw, lawn, 2",
        "rosettacode," + " raisethysword, 8",
        "abc, abc, 0",
        "'', abc, 3",
        "abc, '', 3"
    })
    void distancesAreThePublishedOnes(String from, String to, int distance) {
        assertEquals(distance, EditDistance.distance(letters(from), letters(to)));
        assertEquals(distance, EditDistance.distance(letters(to), letters(from)));
    }

    @Test
    void sequencesEndAtTheEndSymbol() {
        Sample right = sample("abc.", "abc.");
        Sample replaced = sample("aac.", "abc.");
        Sample endless = sample("abcbb", "abc.");
        Sample empty = sample(".", "ab.");
        EditDistance.Config mean = new EditDistance.Config(Optional.empty(), Optional.empty());
        assertEquals(0, value(new EditDistance(), mean, right));
        assertEquals((0 + 1 + 2 + 2) / 4.0, value(new EditDistance(), mean, right, replaced, endless, empty));
        assertEquals(
                5 / 11.0,
                value(
                        new EditDistance(),
                        new EditDistance.Config(Optional.empty(), Optional.of(EditDistance.Per.SYMBOL)),
                        right,
                        replaced,
                        endless,
                        empty));
        assertEquals(
                0.25,
                value(new ExactMatch(), new ExactMatch.Config(Optional.empty()), right, replaced, endless, empty));
    }

    private static Bleu.Config bleu(int n, Smoothing smoothing) {
        return new Bleu.Config(Optional.empty(), Optional.of(n), Optional.of(smoothing));
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }

    private static NgramCounts counts(int most, String candidate, String... references) {
        NgramCounts counts = new NgramCounts(most);
        counts.add(
                words(candidate), Stream.of(references).map(WrittenTest::words).toList());
        return counts;
    }

    private static final String[] PARTY = {
        "it is a guide to action that ensures that the military will forever heed party commands",
        "it is the guiding principle which guarantees the military forces always being under the command of the party",
        "it is the practical guide for the army always to heed the directions of the party"
    };

    /** Papineni et al. 2002, examples 1 and 2 in sections 2.1 and 2.1.1. */
    @Test
    void precisionsAreThoseOfThePaper() {
        NgramCounts first = counts(
                2,
                "it is a guide to action which ensures that the military always obeys the commands of the party",
                PARTY);
        assertEquals(List.of(17L, 18L), List.of(first.matches(1), first.total(1)));
        assertEquals(List.of(10L, 17L), List.of(first.matches(2), first.total(2)));
        NgramCounts second =
                counts(2, "it is to insure the troops forever hearing the activity guidebook that party direct", PARTY);
        assertEquals(List.of(8L, 14L), List.of(second.matches(1), second.total(1)));
        assertEquals(List.of(1L, 13L), List.of(second.matches(2), second.total(2)));
        NgramCounts the =
                counts(1, "the the the the the the the", "the cat is on the mat", "there is a cat on the mat");
        assertEquals(List.of(2L, 7L), List.of(the.matches(1), the.total(1)));
    }

    /** The example of sacreBLEU's manual: BLEU = 48.53 82.4/50.0/45.5/37.5 (BP = 0.943 ratio = 0.944 hyp_len = 17 ref_len = 18). */
    @Test
    void aCorpusScoresAsInSacreBleu() {
        NgramCounts counts = new NgramCounts(4);
        counts.add(
                words("The dog bit the man ."),
                List.of(words("The dog bit the man ."), words("The dog had bit the man .")));
        counts.add(
                words("It wasn't surprising ."),
                List.of(words("It was not unexpected ."), words("No one was surprised .")));
        counts.add(
                words("The man had just bitten him ."),
                List.of(words("The man bit him first ."), words("The man had bitten the dog .")));
        assertEquals(0.4853, Bleu.score(counts, 4, Smoothing.EXP), 5e-5);
        assertEquals(0.4853, Bleu.score(counts, 4, Smoothing.NONE), 5e-5);
        assertEquals(0.943, counts.brevityPenalty(), 5e-4);
        double[] precisions = {82.4, 50.0, 45.5, 37.5};
        for (int n = 1; n <= 4; n++) {
            assertEquals(precisions[n - 1], 100.0 * counts.matches(n) / counts.total(n), 0.05);
        }
    }

    /** By hand: of abcd against abca three symbols, two pairs and one run of three match, and no run of four. */
    @Test
    void whatNeverMatchesIsSmoothedOrMakesAllZero() {
        double smoothed = StrictMath.pow(3 / 4.0 * (2 / 3.0) * (1 / 2.0) * (0.5 / 1), 0.25);
        Sample sample = new Sample(symbols("abcd", 4), Shape.of(4), symbols("abca", 4), 4);
        assertEquals(smoothed, value(new Bleu(), bleu(4, Smoothing.EXP), sample), 1e-12);
        assertEquals(0, value(new Bleu(), bleu(4, Smoothing.NONE), sample));
        double two = StrictMath.exp(1 - 3 / 2.0) * StrictMath.sqrt(1);
        assertEquals(two, value(new Bleu(), bleu(2, Smoothing.NONE), sample("ab.", "abc.")), 1e-12);
        assertEquals(0, value(new Bleu(), bleu(2, Smoothing.EXP), sample(".", "abc.")));
        assertEquals(0, value(new Bleu(), bleu(2, Smoothing.EXP), sample("dd.", "abc.")));
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        Sample one = sample("abc.", "abc.");
        Sample other = sample("ab.", "aba.");
        return Stream.of(
                        Contract.metric(
                                new EditDistance(),
                                new EditDistance.Config(Optional.empty(), Optional.of(EditDistance.Per.SYMBOL)),
                                one,
                                other),
                        Contract.metric(new ExactMatch(), new ExactMatch.Config(Optional.of("beam")), one, other),
                        Contract.metric(new Bleu(), bleu(4, Smoothing.EXP), one, other))
                .flatMap(Contract::tests);
    }

    @Test
    void otherPredictionsAreRefused() {
        Prediction scores = new Prediction(Shape.of(5, 6), new Field(Field.TARGET, Shape.of(5), CLASSES));
        assertEquals(
                "bleu compares sequences of symbols, but what is recorded is of shape [5×6], and the target [5] of"
                        + " classes; measure what a decoder writes of targets that are sequences of classes",
                assertThrows(InvalidSetting.class, () -> new Bleu().check(bleu(4, Smoothing.EXP), scores))
                        .getMessage());
    }
}
