package org.recurve.app.predict;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recurve.api.data.Data;

/** Metrics on a command line, which need not say of which split. */
final class MeasureText {
    /** The name that a text begins with: {@code accuracy}, or {@code {top: …}}. */
    private static final Pattern NAME = Pattern.compile("^(\\s*\\{?\\s*)([A-Za-z][A-Za-z0-9-]*)(.*)$", Pattern.DOTALL);

    private MeasureText() {}

    /** Returns the metric on each of the splits, on the test split if there are none, or as it is if it names one. */
    static List<String> qualified(String text, List<String> splits) {
        Matcher matcher = NAME.matcher(text);
        if (!matcher.matches()
                || Data.SPLITS.contains(matcher.group(2)) && matcher.group(3).startsWith(".")) {
            return List.of(text);
        }
        return (splits.isEmpty() ? List.of(Data.TEST) : splits)
                .stream()
                        .map(split -> matcher.group(1) + split + "." + matcher.group(2) + matcher.group(3))
                        .toList();
    }
}
