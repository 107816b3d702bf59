package org.recurve.app.query;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a condition.
 *
 * @param text as it is written; of a text what stands between its quotes
 * @param column where it begins, counted from 1
 */
record ConditionToken(TokenKind kind, String text, int column) {
    /** Describes what a token is. The order is the order of attempts. */
    enum TokenKind {
        NUMBER("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?(?![\\p{L}\\p{N}_.])"),
        NAME("[\\p{L}_][\\p{L}\\p{N}_.-]*(?<!-)"),
        TEXT("'[^']*'|\"[^\"]*\""),
        COMPARISON("<=|>=|!=|<>|==|=|<|>"),
        OPEN("\\("),
        CLOSE("\\)"),
        END("$"),
        WRONG("['\"].*|.");

        private final Pattern pattern;

        TokenKind(String pattern) {
            this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
        }
    }

    /** Returns the tokens of a condition, of which the last is the end. */
    static List<ConditionToken> of(String text) {
        List<ConditionToken> tokens = new ArrayList<>();
        int at = skip(text, 0);
        while (tokens.isEmpty() || tokens.getLast().kind != TokenKind.END) {
            ConditionToken token = at(text, at);
            tokens.add(token);
            at = skip(text, at + length(token));
        }
        return tokens;
    }

    private static int skip(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int length(ConditionToken token) {
        return token.text.length() + (token.kind == TokenKind.TEXT ? 2 : 0);
    }

    private static ConditionToken at(String text, int at) {
        for (TokenKind kind : TokenKind.values()) {
            Matcher matcher = kind.pattern.matcher(text).region(at, text.length());
            if (matcher.lookingAt()) {
                String found = matcher.group();
                String shown = kind == TokenKind.TEXT ? found.substring(1, found.length() - 1) : found;
                return new ConditionToken(kind, shown, at + 1);
            }
        }
        throw new IllegalStateException("nothing is neither a character nor the end");
    }

    /** Returns whether it is this word of the language, in small or capital letters. */
    boolean is(String word) {
        return kind == TokenKind.NAME && text.equalsIgnoreCase(word);
    }

    @Override
    public String toString() {
        return kind == TokenKind.END ? "the end" : "\"" + text + "\"";
    }
}
