package org.recurve.api.plugin;

import java.util.regex.Pattern;

/** The rule for ids of plugins and names of parts, variants, tasks and studies, in YAML and in stored records alike. */
public final class Identifier {
    /** The rule in words, to be put behind "use". */
    public static final String RULE = "lowercase letters, digits and single hyphens, beginning with a letter";

    /** Names that a file gives become parts of the names of files, which file systems hold to 255 bytes. */
    private static final int LONGEST = 100;

    /** The rule for names that a file gives, in words. */
    public static final String NAME_RULE = RULE + ", " + LONGEST + " characters at most";

    private static final Pattern SYNTAX = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private Identifier() {}

    /** Returns whether {@code text} keeps to {@link #RULE}. */
    public static boolean isValid(String text) {
        return SYNTAX.matcher(text).matches();
    }

    /** Returns whether {@code text} keeps to {@link #NAME_RULE}. */
    public static boolean isName(String text) {
        return text.length() <= LONGEST && isValid(text);
    }
}
