package org.recurve.app.problem;

import java.util.List;
import java.util.Optional;

/**
 * A thing that is wrong, in the one shape that all errors have.
 *
 * @param place where it stands, if it stands anywhere
 * @param path the path of the setting or part ({@code conv1.filters}), or empty
 * @param message what is wrong and why, with the nearest valid name
 * @param help further lines: what is valid, or what to do
 */
public record Problem(Optional<SourcePosition> place, String path, String message, List<String> help) {
    private static final int LONGEST = 4_000;

    public Problem {
        path = shortened(path);
        message = shortened(message);
        help = help.stream()
                .filter(line -> !line.isBlank())
                .map(Problem::shortened)
                .toList();
    }

    /** Returns what the user wrote is repeated in messages, however long it was. */
    private static String shortened(String text) {
        int more = text.length() - LONGEST;
        return more <= 0 ? text : text.substring(0, LONGEST) + "… (and " + more + " more characters)";
    }

    public static Problem at(SourcePosition position, String path, String message, String... help) {
        return new Problem(Optional.of(position), path, message, List.of(help));
    }

    /** Returns a problem that no file is to blame for. */
    public static Problem of(String message, String... help) {
        return new Problem(Optional.empty(), "", message, List.of(help));
    }

    @Override
    public String toString() {
        String where = place.map(p -> p + "  ").orElse("") + (path.isEmpty() ? "" : path + ": ");
        StringBuilder text = new StringBuilder(indented(where + message));
        help.forEach(line -> text.append("\n    ").append(indented(line)));
        return text.toString();
    }

    /** No line of what is told passes for a problem of its own. */
    private static String indented(String told) {
        return told.replace("\n", "\n    ");
    }
}
