package org.recurve.datasets.text;

import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.recurve.api.data.Tokenizer;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/**
 * Cuts words into parts that occur often (Sennrich, Haddow, Birch, <i>Neural Machine Translation of Rare Words with Subword Units</i>, 2016):
 * at first each character is a token, the last one of a word with {@code </w>} behind it; then, again and again, the two neighbours that
 * make the most frequent text become one token, of equally frequent ones the first by the alphabet, until the vocabulary is full or no
 * two neighbours occur twice. A word is cut by joining its neighbours in the order in which their tokens were learnt.
 */
@Plugin(id = "byte-pairs", version = 1, summary = "parts of words, learnt by joining the most frequent neighbours")
public final class BytePairs implements Tokenizer<BytePairs.Config> {
    /** The settings. */
    public record Config(
            @Doc("what is cut into parts: words, in lower case, or what stands between blanks") @Main @Default("words")
            PlainTokens of) {
        public Config {
            if (of == PlainTokens.CHARACTERS) {
                throw new InvalidSetting("characters have no parts; write words or blanks");
            }
        }
    }

    @Override
    public Stream<String> pieces(Config config, String text) {
        return config.of().tokens(text, Integer.MAX_VALUE);
    }

    @Override
    public List<String> vocabulary(Config config, SortedMap<String, Integer> counts, int most) {
        return new PairLearning(counts).vocabulary(most);
    }

    @Override
    public Function<String, List<String>> cutting(Config config, List<String> vocabulary) {
        PairMerges merges = new PairMerges();
        vocabulary.forEach(merges::add);
        return merges::cut;
    }
}
