package org.recurve.app.cluster;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.recurve.app.display.TerminalText;

/** Writes words for bash, which takes each as it is, whatever is in it. */
final class ShellWord {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@,+-]+");

    private ShellWord() {}

    /** Returns a word in quotes where it needs some; it never takes more than one line. */
    static String quote(String word) {
        if (PLAIN.matcher(word).matches()) {
            return word;
        }
        return TerminalText.line(word).equals(word) ? "'" + word.replace("'", "'\\''") + "'" : escaped(word);
    }

    static String quote(List<String> words) {
        return words.stream().map(ShellWord::quote).collect(Collectors.joining(" "));
    }

    /** Returns the form that names each byte of what nobody sees. */
    private static String escaped(String word) {
        StringBuilder out = new StringBuilder("$'");
        word.codePoints().mapToObj(Character::toString).forEach(character -> {
            if (character.equals("'") || character.equals("\\")) {
                out.append('\\').append(character);
            } else if (TerminalText.line(character).equals(character)) {
                out.append(character);
            } else {
                for (byte unit : character.getBytes(StandardCharsets.UTF_8)) {
                    out.append(String.format("\\x%02x", unit));
                }
            }
        });
        return out.append('\'').toString();
    }
}
