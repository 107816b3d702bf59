package org.recurve.datasets.table;

import java.util.Locale;
import java.util.Optional;
import org.recurve.api.data.DecimalNumber;

/** Says which sign stands before the decimal places of a number. */
public enum Decimal {
    POINT("."),
    COMMA(",");

    private final String sign;

    Decimal(String sign) {
        this.sign = sign;
    }

    public String sign() {
        return sign;
    }

    /** Returns the one with this sign; a point for any other. */
    public static Decimal of(String sign) {
        return sign.equals(COMMA.sign) ? COMMA : POINT;
    }

    /** Returns a number, or NaN if the text is none: no sign but this may be in it, and none that parts thousands. */
    public float parse(String text) {
        return switch (this) {
            case POINT -> DecimalNumber.parse(text);
            case COMMA -> text.indexOf('.') >= 0 ? Float.NaN : DecimalNumber.parse(text.replace(',', '.'));
        };
    }

    /** Returns what is written in place of a text that would be a number with the other sign. */
    public Optional<String> correction(String text) {
        Decimal other = this == POINT ? COMMA : POINT;
        return Float.isNaN(other.parse(text))
                ? Optional.empty()
                : Optional.of(text.replace(other.sign.charAt(0), sign.charAt(0)));
    }

    /** Returns what helps where a text is no number, but would be one with the other sign. */
    public Optional<String> hint(String text) {
        Decimal other = this == POINT ? COMMA : POINT;
        return Float.isNaN(other.parse(text))
                ? Optional.empty()
                : Optional.of("if the " + other.name().toLowerCase(Locale.ROOT)
                        + " stands before its decimal places, write decimal: "
                        + other.name().toLowerCase(Locale.ROOT));
    }
}
