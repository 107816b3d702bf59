package org.recurve.storage.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.recurve.api.plugin.Identifier;

/**
 * The name of a study: its file's, and after a {@code +} each what the command line changed, so that a changed run never
 * takes the place of the study that it came from: {@code digits+train.batch=64}.
 *
 * @param file the name that the file gives
 * @param changes settings with their values, {@code train.batch=64}; none for the file as it is
 */
public record StudyName(String file, List<String> changes) {
    private static final String SIGN = "+";
    /** Names become names of files, which file systems hold to 255 bytes. */
    private static final int LONGEST = 160;

    private static final Pattern CHANGES = Pattern.compile("[A-Za-z0-9._=+-]+");
    private static final Pattern OTHERS = Pattern.compile("[^A-Za-z0-9._=-]+");

    public StudyName {
        changes = changes.stream()
                .map(change -> OTHERS.matcher(change).replaceAll("-"))
                .toList();
    }

    /** Returns what {@link #text} was. */
    public static StudyName of(String text) {
        String[] parts = text.split(Pattern.quote(SIGN), -1);
        return new StudyName(parts[0], Arrays.asList(parts).subList(1, parts.length));
    }

    /** Returns whether a study can have this name. */
    public static boolean isValid(String text) {
        int sign = text.indexOf(SIGN);
        return sign < 0
                ? Identifier.isValid(text)
                : Identifier.isValid(text.substring(0, sign))
                        && CHANGES.matcher(text.substring(sign + 1)).matches();
    }

    /** Returns the name of the study that this one was changed from. */
    public Optional<String> origin() {
        return changes.isEmpty() ? Optional.empty() : Optional.of(file);
    }

    /** Returns the whole name; of one too long for a file's name, the end is a hash of all of it. */
    public String text() {
        String text = changes.isEmpty() ? file : file + SIGN + String.join(SIGN, changes);
        return changes.isEmpty() || text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST - 38) + ".."
                        + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
