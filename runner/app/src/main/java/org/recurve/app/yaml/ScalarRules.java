package org.recurve.app.yaml;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Describes what a plain scalar means: YAML 1.2's core schema without octal and hexadecimal numbers, infinities and NaN, which no
 * setting takes. {@code 1e-3} is a number; {@code no}, {@code yes}, {@code on} and {@code off} are text.
 */
final class ScalarRules {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final BigInteger SMALLEST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    private ScalarRules() {}

    static Optional<Object> meaning(String plain) {
        return switch (plain) {
            case "", "~", "null", "Null", "NULL" -> Optional.empty();
            case "true", "True", "TRUE" -> Optional.of(true);
            case "false", "False", "FALSE" -> Optional.of(false);
            default -> Optional.of(numberOrText(plain));
        };
    }

    private static Object numberOrText(String plain) {
        if (WHOLE.matcher(plain).matches()) {
            BigInteger whole = new BigInteger(plain);
            boolean fits = whole.compareTo(SMALLEST) >= 0 && whole.compareTo(LARGEST) <= 0;
            return fits ? (Object) whole.longValueExact() : (Object) whole.doubleValue();
        }
        return NUMBER.matcher(plain).matches() ? (Object) Double.parseDouble(plain) : plain;
    }
}
