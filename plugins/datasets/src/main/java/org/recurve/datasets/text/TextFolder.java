package org.recurve.datasets.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.recurve.api.plugin.InvalidSetting;

/** A folder of texts. */
final class TextFolder {
    private TextFolder() {}

    /** Returns all files at any depth, in the order of their paths below the folder. */
    static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .sorted(java.util.Comparator.comparing(
                            file -> folder.relativize(file).toString()))
                    .toList();
        } catch (IOException e) {
            throw new InvalidSetting(folder + " cannot be read: " + e.getMessage());
        }
    }
}
