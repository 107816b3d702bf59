package org.recurve.app.cluster;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.recurve.app.display.TerminalText;
import org.recurve.app.yaml.CanonicalJson;

/** Writes plain data as YAML that every version of it reads alike: texts are in quotes, or in lines of their own where they have some. */
final class ManifestText {
    private static final Pattern KEY = Pattern.compile("[A-Za-z]{3,}[A-Za-z0-9._/-]*");
    private static final String STEP = "  ";

    private ManifestText() {}

    /** Returns the text of maps, lists, texts, numbers and truth values. */
    static String of(Map<String, Object> plain) {
        StringBuilder out = new StringBuilder();
        map(plain, "", out);
        return out.toString();
    }

    private static void map(Map<?, ?> map, String indent, StringBuilder out) {
        map.forEach((key, value) -> {
            String name = (String) key;
            out.append(indent)
                    .append(KEY.matcher(name).matches() ? name : CanonicalJson.write(name))
                    .append(':');
            value(value, indent, out);
        });
    }

    private static void value(Object value, String indent, StringBuilder out) {
        switch (value) {
            case Map<?, ?> map
            when !map.isEmpty() -> {
                out.append('\n');
                map(map, indent + STEP, out);
            }
            case List<?> list
            when !list.isEmpty() -> {
                out.append('\n');
                list.forEach(item -> item(item, indent + STEP, out));
            }
            case String text when isLines(text) -> out.append(" |\n").append(indented(text, indent + STEP));
            default -> out.append(' ').append(CanonicalJson.write(value)).append('\n');
        }
    }

    private static void item(Object item, String indent, StringBuilder out) {
        if (item instanceof Map<?, ?> map && !map.isEmpty()) {
            StringBuilder whole = new StringBuilder();
            map(map, indent + STEP, whole);
            out.append(indent).append("- ").append(whole.substring(indent.length() + STEP.length()));
        } else {
            out.append(indent).append("- ").append(CanonicalJson.write(item)).append('\n');
        }
    }

    /** Returns whether each line is what it looks like. */
    private static boolean isLines(String text) {
        return text.endsWith("\n")
                && !text.endsWith("\n\n")
                && !Character.isWhitespace(text.charAt(0))
                && TerminalText.block(text).equals(text)
                && text.lines().allMatch(line -> !line.contains("\t") && line.equals(line.stripTrailing()));
    }

    private static String indented(String text, String indent) {
        StringBuilder out = new StringBuilder();
        text.lines()
                .forEach(line -> out.append(line.isEmpty() ? "" : indent + line).append('\n'));
        return out.toString();
    }
}
