package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.recurve.api.data.Tokenizer;

/** Checks what is demanded of a tokenizer: texts are cut alike whenever they are, and by what a model keeps of it. */
final class TokenizerRules {
    private static final int MOST = 20;
    private static final String UNKNOWN = "<unknown>";

    private TokenizerRules() {}

    static <C extends Record> List<ContractCheck> checks(Tokenizer<C> tokenizer, C config, List<String> texts) {
        return List.of(
                new ContractCheck("cuts a text into the same pieces again", () -> {
                    for (String text : texts) {
                        List<String> once = tokenizer.pieces(config, text).toList();
                        assertFalse(once.isEmpty(), () -> "no piece of \"" + text + "\"");
                        assertFalse(once.contains(""), () -> "an empty piece of \"" + text + "\"");
                        assertEquals(once, tokenizer.pieces(config, text).toList());
                    }
                }),
                new ContractCheck("learns the same tokens again, none twice, and no more than may be known", () -> {
                    for (int most = 1; most <= MOST; most++) {
                        List<String> once = tokenizer.vocabulary(config, counts(tokenizer, config, texts), most);
                        assertTrue(once.size() <= most, once.size() + " tokens where " + most + " may be known");
                        assertEquals(once.size(), once.stream().distinct().count(), "a token is there twice");
                        assertEquals(
                                once, tokenizer.vocabulary(config, counts(tokenizer, config, texts.reversed()), most));
                    }
                }),
                new ContractCheck("cuts each piece, known or not, into tokens, by its vocabulary alone", () -> {
                    List<String> known = vocabulary(tokenizer, config, texts);
                    Function<String, List<String>> cutting = tokenizer.cutting(config, known);
                    Function<String, List<String>> again = tokenizer.cutting(config, List.copyOf(known));
                    Stream<String> pieces =
                            texts.stream().flatMap(text -> tokenizer.pieces(config, text + " \u2603" + text));
                    pieces.forEach(piece -> {
                        List<String> tokens = cutting.apply(piece);
                        assertFalse(tokens.isEmpty(), () -> "no token of \"" + piece + "\"");
                        assertEquals(tokens, again.apply(piece));
                        assertEquals(tokens, cutting.apply(piece));
                    });
                }),
                new ContractCheck("knows a token of what it has learnt from", () -> {
                    List<String> known = vocabulary(tokenizer, config, texts);
                    Function<String, List<String>> cutting = tokenizer.cutting(config, known);
                    assertTrue(
                            texts.stream()
                                    .flatMap(text -> tokenizer.pieces(config, text))
                                    .flatMap(piece -> cutting.apply(piece).stream())
                                    .anyMatch(known::contains),
                            "all tokens of the texts are unknown");
                }));
    }

    private static <C extends Record> List<String> vocabulary(Tokenizer<C> tokenizer, C config, List<String> texts) {
        List<String> known = new ArrayList<>(List.of(UNKNOWN));
        known.addAll(tokenizer.vocabulary(config, counts(tokenizer, config, texts), MOST));
        return List.copyOf(known);
    }

    private static <C extends Record> SortedMap<String, Integer> counts(
            Tokenizer<C> tokenizer, C config, List<String> texts) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        texts.forEach(text -> tokenizer.pieces(config, text).forEach(piece -> counts.merge(piece, 1, Integer::sum)));
        return counts;
    }
}
