package org.recurve.datasets.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.recurve.api.data.Tokenizer;
import org.recurve.api.plugin.Spec;
import org.recurve.datasets.ExampleDigest;
import org.recurve.datasets.text.Sentences.NumberedWords;

/**
 * Texts in tokens, and those of them that are known.
 *
 * @param texts all of them, those that no split has included
 * @param vocabulary the unknown token first
 */
record LearntTokens(PackedWords texts, List<String> vocabulary) {
    /**
     * Cuts texts as a tokenizer learns to from some of them.
     *
     * @param pieces of the texts
     * @param counts of the pieces that are trained on
     * @param digest is told how all texts are cut: another tokenizer of the same name may cut otherwise
     */
    static LearntTokens learnt(
            Spec<Tokenizer<?>> tokenizer,
            PackedWords pieces,
            Map<String, Integer> counts,
            TextSettings settings,
            ExampleDigest digest) {
        List<String> vocabulary = new ArrayList<>(List.of(Vocabulary.UNKNOWN));
        vocabulary.addAll(Tokenizer.vocabulary(tokenizer, new TreeMap<>(counts), settings.vocabulary() - 1));
        vocabulary.forEach(digest::add);
        Function<String, List<String>> cutting = Tokenizer.cutting(tokenizer, List.copyOf(vocabulary));
        List<List<String>> cut = new ArrayList<>();
        for (String piece : pieces.words()) {
            List<String> tokens = List.copyOf(cutting.apply(piece));
            digest.add(piece).add(String.join("\n", tokens));
            cut.add(tokens);
        }
        PackedWords texts = new PackedWords();
        for (int text = 0; text < pieces.rows(); text++) {
            List<String> row = new ArrayList<>();
            for (int at = 0; at < pieces.length(text) && row.size() < settings.steps(); at++) {
                row.addAll(cut.get(pieces.number(text, at)));
            }
            texts.add(row.subList(0, Math.min(settings.steps(), row.size())));
        }
        return new LearntTokens(texts, vocabulary);
    }

    /** Returns the texts as numbers; 0 stands for every token that is not known. */
    NumberedWords numbered() {
        Map<String, Integer> numbers = new HashMap<>();
        for (int number = 1; number < vocabulary.size(); number++) {
            numbers.put(vocabulary.get(number), number);
        }
        return new NumberedWords(
                texts,
                texts.words().stream()
                        .mapToInt(word -> numbers.getOrDefault(word, 0))
                        .toArray());
    }
}
