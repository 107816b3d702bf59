package org.recurve.datasets.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tokens in the order in which they were learnt, by which words are cut. */
final class PairMerges {
    /** Stands behind the last character of a word. */
    static final String END = "</w>";

    private final Map<String, Integer> ranks = new HashMap<>();

    void add(String token) {
        ranks.putIfAbsent(token, ranks.size());
    }

    boolean knows(String token) {
        return ranks.containsKey(token);
    }

    /** Returns the characters of a word, the last with its mark. */
    static List<String> characters(String word) {
        List<String> characters =
                new ArrayList<>(word.codePoints().mapToObj(Character::toString).toList());
        characters.add(characters.removeLast() + END);
        return characters;
    }

    /** Joins neighbours, those first whose token was learnt first, from the left. */
    List<String> cut(String word) {
        List<String> tokens = characters(word);
        while (true) {
            int first = -1;
            int rank = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < tokens.size(); i++) {
                int own = ranks.getOrDefault(tokens.get(i) + tokens.get(i + 1), Integer.MAX_VALUE);
                if (own < rank) {
                    first = i;
                    rank = own;
                }
            }
            if (first < 0) {
                return List.copyOf(tokens);
            }
            tokens.set(first, tokens.get(first) + tokens.remove(first + 1));
        }
    }
}
