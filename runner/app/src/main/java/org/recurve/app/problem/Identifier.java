package org.recurve.app.problem;

import java.util.regex.Pattern;

/** What ids of plugins and names of parts, variants and studies look like. */
public final class Identifier {
    /** The rule in words, to be put behind "use". */
    public static final String RULE = "lowercase letters, digits and single hyphens, beginning with a letter";

    private static final Pattern SYNTAX = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private Identifier() {}

    public static boolean isValid(String text) {
        return SYNTAX.matcher(text).matches();
    }
}
