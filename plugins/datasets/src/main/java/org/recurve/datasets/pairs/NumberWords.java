package org.recurve.datasets.pairs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Files;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;
import org.recurve.datasets.ExampleDigest;
import org.recurve.datasets.pairs.SymbolRows.SideSettings;
import org.recurve.datasets.text.PackedWords;
import org.recurve.datasets.text.PlainTokens;

/**
 * Whole numbers and their English names: 70215 becomes {@code seventy thousand two hundred fifteen}. No number is in two
 * splits, so that a model has to find the rule.
 *
 * <p>{@code input} is [digits], {@code length} how many there are; {@code target} is [words], with the end symbol behind the last,
 * {@code target-length} how many these are.
 */
@Plugin(
        id = "number-words",
        version = 1,
        summary = "whole numbers, digit by digit, and their English names, word by word")
public final class NumberWords implements Dataset<NumberWords.Config> {
    private static final List<String> SMALL = List.of(
            ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
                            + " seventeen eighteen nineteen")
                    .split(" "));
    private static final List<String> TENS =
            List.of("twenty thirty forty fifty sixty seventy eighty ninety".split(" "));

    /** The settings. */
    public record Config(
            @Doc("numbers are below this") @Main @Default("1000000") @Min(10) @Max(1_000_000)
            int below,

            @Doc("training numbers") @Default("20000") @Min(1)
            int train,

            @Doc("validation numbers") @Default("1000") @Min(0)
            int validation,

            @Doc("test numbers") @Default("1000") @Min(0) int test,

            @Doc("which numbers fall into which split; independent of a trial's seed") @Default("0")
            long seed) {
        public Config {
            if ((long) train + validation + test > below) {
                throw new InvalidSetting(
                        "train " + train + ", validation " + validation + " and test " + test + " make "
                                + ((long) train + validation + test) + " numbers, but only " + below
                                + " are below; lower one of them");
            }
        }
    }

    @Override
    public Data open(Config config, Files files) {
        int[] numbers = Stream.of(config.seed()).in("number-words").permutation(config.below());
        int tested = config.train() + config.validation();
        int all = tested + config.test();
        PackedWords digits = new PackedWords();
        PackedWords words = new PackedWords();
        for (int number : Arrays.copyOf(numbers, all)) {
            digits.add(PlainTokens.CHARACTERS.tokens(String.valueOf(number)));
            words.add(name(number));
        }
        Map<String, int[]> splits = new HashMap<>(Map.of(
                Data.TRAIN, range(0, config.train()),
                Data.VALIDATION, range(config.train(), tested),
                Data.TEST, range(tested, all)));
        splits.values().removeIf(chosen -> chosen.length == 0);
        SideSettings source = new SideSettings("source", "below", Optional.empty(), Integer.MAX_VALUE, false);
        SideSettings target = new SideSettings("target", "below", Optional.empty(), Integer.MAX_VALUE, true);
        SymbolPairs pairs =
                new SymbolPairs(Optional.of(digits), Optional.empty(), words, row -> String.valueOf(numbers[row]));
        return pairs.data(
                splits,
                new SymbolPairs.PairSettings(source, target),
                new ExampleDigest("number-words 1").add(config.toString()));
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    /** Returns the words of a number below a million, as Americans say them: without "and". */
    static List<String> name(int number) {
        List<String> words = new ArrayList<>();
        if (number >= 1000) {
            hundreds(number / 1000, words);
            words.add("thousand");
        }
        if (number % 1000 > 0 || number == 0) {
            hundreds(number % 1000, words);
        }
        return words;
    }

    private static void hundreds(int number, List<String> words) {
        int rest = number % 100;
        if (number >= 100) {
            words.add(SMALL.get(number / 100));
            words.add("hundred");
        }
        if (rest >= 20) {
            words.add(TENS.get(rest / 10 - 2));
        }
        int unit = rest < 20 ? rest : rest % 10;
        if (unit > 0 || number == 0) {
            words.add(SMALL.get(unit));
        }
    }
}
