package org.recurve.datasets.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps one string for all tokens that are equal: a corpus repeats its words so often that copies would outgrow its files. */
public final class TokenPool {
    private final Map<String, String> seen = new HashMap<>();

    /** Returns the first {@code most} tokens of a text. */
    public List<String> tokens(PlainTokens tokenizer, String text, int most) {
        return tokenizer.tokens(text, most).map(this::shared).toList();
    }

    /** Returns the string that all tokens equal to this one share. */
    String shared(String token) {
        String known = seen.putIfAbsent(token, token);
        return known == null ? token : known;
    }
}
