package org.recurve.reports.style;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A colour on the light ground of a page, and the one in its place on the dark ground.
 *
 * @param light {@code #0b5394}
 * @param dark {@code #7db7ec}
 */
public record ColourPair(String light, String dark) {
    /** Says what text needs, by the Web Content Accessibility Guidelines 2.2. */
    public static final double OF_TEXT = 4.5;

    /** Says what lines and marks need, by the same. */
    public static final double OF_LINES = 3;

    static final String LIGHT_GROUND = "#fdfdfb";
    static final String DARK_GROUND = "#14161a";

    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");

    public ColourPair {
        light = colour(light);
        dark = colour(dark);
    }

    /** Returns a pair of which the second may be the first. */
    public static ColourPair of(String light, Optional<String> dark) {
        return new ColourPair(light, dark.orElse(light));
    }

    private static String colour(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        if (!COLOUR.matcher(small).matches()) {
            throw new IllegalArgumentException("a colour is # and six hexadecimal digits, as in '#0b5394', found \""
                    + text + "\"; quote it, since # begins a comment");
        }
        return small;
    }

    /** Demands that both can be seen on their grounds; throws {@link IllegalArgumentException} that says which cannot. */
    public ColourPair demand(double contrast) {
        demand(light, LIGHT_GROUND, "light", "darker", contrast);
        demand(dark, DARK_GROUND, "dark", "lighter", contrast);
        return this;
    }

    private static void demand(String colour, String ground, String name, String better, double contrast) {
        double has = contrast(colour, ground);
        if (has < contrast) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s is hard to see on the %s page: its contrast is %.1f, and should be at least %s; choose a %s one",
                    colour,
                    name,
                    Math.floor(10 * has) / 10,
                    contrast == Math.rint(contrast) ? String.valueOf((int) contrast) : String.valueOf(contrast),
                    better));
        }
    }

    /** Returns the contrast ratio of two colours, from 1 to 21, as the guidelines define it. */
    static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (StrictMath.max(a, b) + 0.05) / (StrictMath.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        return 0.2126 * channel(colour, 1) + 0.7152 * channel(colour, 3) + 0.0722 * channel(colour, 5);
    }

    private static double channel(String colour, int at) {
        double part = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
        return part <= 0.04045 ? part / 12.92 : StrictMath.pow((part + 0.055) / 1.055, 2.4);
    }

    String css() {
        return "light-dark(" + light + "," + dark + ")";
    }
}
