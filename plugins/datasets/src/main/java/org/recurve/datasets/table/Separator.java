package org.recurve.datasets.table;

import java.util.Arrays;
import java.util.Optional;

/** Says which sign stands between the values of a table. */
public enum Separator {
    COMMA(','),
    SEMICOLON(';'),
    TAB('\t'),
    BAR('|');

    private final char sign;

    Separator(char sign) {
        this.sign = sign;
    }

    public char sign() {
        return sign;
    }

    /** Returns the one with this sign. */
    public static Optional<Separator> of(String sign) {
        return Arrays.stream(values())
                .filter(separator -> sign.equals(String.valueOf(separator.sign)))
                .findFirst();
    }

    /** Recognises that of a line of names: a comma if it has one, else the sign that it has most of. */
    public static Separator in(CharSequence line) {
        Separator most = COMMA;
        long count = 0;
        for (Separator separator : values()) {
            long own = line.chars().filter(c -> c == separator.sign).count();
            if (separator == COMMA && own > 0) {
                return COMMA;
            }
            if (own > count) {
                most = separator;
                count = own;
            }
        }
        return most;
    }
}
