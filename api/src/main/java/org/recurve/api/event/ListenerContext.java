package org.recurve.api.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.recurve.api.plugin.InvalidSetting;

/**
 * Describes what a listener knows of the study that it watches.
 *
 * @param folder where it may write: {@code listeners/STUDY/ID} in the store, the same in every run of the study; no other
 *     listener and no other process writes there at the same time
 * @param study the study's name
 * @param question what the study asks; may be empty
 * @param file the experiment file's text as it was read
 * @param metrics the qualified names of what is measured, as in {@code validation.accuracy}
 * @param trials all trials, baseline first, made when they are asked for; empty if {@code tune} has still to find their settings ({@link Event.StudyStarted}
 *     lists them then)
 */
public record ListenerContext(
        Path folder, String study, String question, String file, List<String> metrics, List<PlannedTrial> trials) {
    private static final int LONGEST = 200;
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._@=,+-]*[A-Za-z0-9_])?");

    public ListenerContext {
        metrics = List.copyOf(metrics);
        // Not copied: those of a large study are made when they are asked for, and nobody can change them.
    }

    /**
     * A trial of the study.
     *
     * @param trial its identity: {@code sha256:} and 64 hexadecimal digits
     * @param task empty if the study has no tasks
     * @param configuration the resolved configuration, canonical JSON
     */
    public record PlannedTrial(String trial, String variant, String task, long seed, String configuration) {}

    /** Returns the names of the study's variants, baseline first. */
    public List<String> variants() {
        return trials.stream().map(PlannedTrial::variant).distinct().toList();
    }

    /**
     * Returns where a file of the listener lies, with the folders above it created.
     *
     * @param name as {@link #demandFileName} allows
     * @throws InvalidSetting if the name leads out of the folder
     * @throws IOException if a link stands in its place, or its folders cannot be created
     */
    public Path file(String name) throws IOException {
        demandFileName(name);
        Path below = folder;
        for (String part : name.split("/")) {
            below = below.resolve(part);
            if (Files.isSymbolicLink(below)) {
                throw new IOException(below + " is a link, and listeners do not write through links; move it away");
            }
        }
        Files.createDirectories(below.resolveSibling(""));
        return below;
    }

    /** Returns whether a text can be the name of a file below the folder: parts of letters, digits and {@code ._@=,+-}. */
    public static boolean isFileName(String name) {
        return List.of(name.split("/", -1)).stream()
                .allMatch(part -> part.length() <= LONGEST && PART.matcher(part).matches());
    }

    /** Throws {@link InvalidSetting} unless the text can be the name of a file below the folder; for constructors of config records. */
    public static String demandFileName(String name) {
        if (!isFileName(name)) {
            throw new InvalidSetting(
                    "\"" + name + "\" is not the name of a file in the listener's own folder; use letters,"
                            + " digits and . _ - within names, with / between folders, as in epochs.jsonl or lines/epochs.jsonl");
        }
        return name;
    }
}
