package org.recurve.api.data;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.recurve.api.plugin.Spec;

/**
 * Cuts texts into tokens. First each text is cut into pieces, such as words, by itself. Then a vocabulary is learnt from the pieces of the
 * training texts alone, and pieces are cut into tokens of it; what is none of them is read as the unknown token. The model keeps its
 * vocabulary, by which texts are cut that it is asked about later. All of it must depend on the arguments alone.
 */
public interface Tokenizer<C extends Record> {
    /** Returns the pieces of a text, in order; they are read as far as the text's steps go. */
    Stream<String> pieces(C config, String text);

    /**
     * Returns the tokens that are known: by default the most frequent pieces, the more frequent first, equally frequent ones by the
     * alphabet.
     *
     * @param counts how often each piece occurs in the training texts, in ascending order of the pieces
     * @param most how many tokens may be known
     */
    default List<String> vocabulary(C config, SortedMap<String, Integer> counts, int most) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Returns what cuts a piece into tokens, at least one: by default each piece is one.
     *
     * @param vocabulary what {@link #vocabulary} gave, with the name of the unknown token before it
     */
    default Function<String, List<String>> cutting(C config, List<String> vocabulary) {
        return List::of;
    }

    /** Returns {@link #pieces} of a tokenizer with its settings. */
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    static List<String> pieces(Spec<Tokenizer<?>> spec, String text, int most) {
        Stream<String> pieces =
                spec.call("pieces", () -> ((Tokenizer<Record>) spec.plugin()).pieces(spec.config(), text));
        return spec.call("pieces", () -> pieces.limit(most).toList());
    }

    /** Returns {@link #vocabulary} of a tokenizer with its settings. */
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    static List<String> vocabulary(Spec<Tokenizer<?>> spec, SortedMap<String, Integer> counts, int most) {
        List<String> known = spec.call(
                "vocabulary", () -> ((Tokenizer<Record>) spec.plugin()).vocabulary(spec.config(), counts, most));
        if (known.size() > most || known.stream().distinct().count() < known.size()) {
            throw spec.failure(
                    "vocabulary",
                    "returned " + known.size() + " tokens, "
                            + (known.size() > most
                                    ? "and at most " + most + " may be known"
                                    : "and some of them twice"));
        }
        return known;
    }

    /** Returns {@link #cutting} of a tokenizer with its settings. */
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    static Function<String, List<String>> cutting(Spec<Tokenizer<?>> spec, List<String> vocabulary) {
        Function<String, List<String>> cutting =
                spec.call("cutting", () -> ((Tokenizer<Record>) spec.plugin()).cutting(spec.config(), vocabulary));
        return piece -> {
            List<String> tokens = spec.call("cutting", () -> cutting.apply(piece));
            if (tokens.isEmpty()) {
                throw spec.failure("cutting", "cut the piece \"" + piece + "\" into no token");
            }
            return tokens;
        };
    }
}
