package org.recurve.api.event;

import java.util.Optional;
import java.util.stream.Stream;

/** Describes how one value is compared with another. Constants go by name in journals: none is renamed. */
public enum ComparisonSign {
    EQUAL("="),
    UNEQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">=");

    /** Matches the signs that compare by size, as a regular expression without a group. */
    public static final String BY_SIZE = ">=|<=|>|<";

    private final String sign;

    ComparisonSign(String sign) {
        this.sign = sign;
    }

    /** Reads a sign; {@code ==} and {@code <>} are other spellings of the first two. Empty if it is none. */
    public static Optional<ComparisonSign> parse(String text) {
        return switch (text) {
            case "==" -> Optional.of(EQUAL);
            case "<>" -> Optional.of(UNEQUAL);
            default ->
                Stream.of(values()).filter(each -> each.sign.equals(text)).findFirst();
        };
    }

    /** Returns the sign as it is written, such as {@code >=}. */
    public String sign() {
        return sign;
    }

    /** Tells whether the comparison holds; with a NaN on either side only {@link #UNEQUAL} does. */
    public boolean holds(double left, double right) {
        return switch (this) {
            case EQUAL -> left == right;
            case UNEQUAL -> left != right;
            case LESS -> left < right;
            case AT_MOST -> left <= right;
            case GREATER -> left > right;
            case AT_LEAST -> left >= right;
        };
    }

    /**
     * Tells whether the comparison holds of two values of which the order is known.
     *
     * @param order negative, zero or positive, as the first value is less than, equal to or greater than the second
     */
    public boolean holds(int order) {
        return holds(order, 0.0);
    }
}
