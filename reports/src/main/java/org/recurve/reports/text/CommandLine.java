package org.recurve.reports.text;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Command lines that a reader can copy. */
public final class CommandLine {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._][A-Za-z0-9._/-]*");

    private CommandLine() {}

    /** {@code ./recurve verify digits/tiled}; each word is one to a POSIX shell. */
    public static String recurve(String command, String... words) {
        return Stream.concat(
                        Stream.of("./recurve", command), List.of(words).stream().map(CommandLine::quoted))
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
