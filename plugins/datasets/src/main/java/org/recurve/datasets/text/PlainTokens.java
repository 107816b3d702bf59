package org.recurve.datasets.text;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Describes how a text is cut into tokens without having learnt from others. */
public enum PlainTokens {
    /** Runs of letters and digits, in lower case, an apostrophe inside kept; every other visible character by itself. */
    WORDS("[\\p{L}\\p{M}\\p{Nd}]+(?:['’][\\p{L}\\p{M}\\p{Nd}]+)*|[^\\s\\p{Cntrl}\\p{Z}]") {
        @Override
        public Stream<String> tokens(String text, int most) {
            return super.tokens(text.toLowerCase(Locale.ROOT), most);
        }
    },
    /** Takes what stands between blanks, as it stands. */
    BLANKS("[^\\s\\p{Z}]+"),
    /** Every character (Unicode code point), blanks included. */
    CHARACTERS("(?s).");

    private final Pattern token;

    PlainTokens(String token) {
        this.token = Pattern.compile(token);
    }

    /** Returns the tokens of a text, in order; none of a text that is empty or blank, but for characters. */
    public List<String> tokens(String text) {
        return tokens(text, Integer.MAX_VALUE).toList();
    }

    /** Returns the first {@code most} of them. */
    public Stream<String> tokens(String text, int most) {
        return token.matcher(text).results().limit(most).map(MatchResult::group);
    }
}
