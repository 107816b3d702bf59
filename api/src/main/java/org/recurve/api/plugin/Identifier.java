package org.recurve.api.plugin;

import java.util.regex.Pattern;

/** The rule for ids of plugins and names of parts, variants, tasks and studies, in YAML and in stored records alike. */
public final class Identifier {
    /** The rule in words, to be put behind "use". */
    public static final String RULE = "lowercase letters, digits and single hyphens, beginning with a letter";

    private static final Pattern SYNTAX = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private Identifier() {}

    /** Whether {@code text} keeps to {@link #RULE}. */
    public static boolean isValid(String text) {
        return SYNTAX.matcher(text).matches();
    }
}
