package org.recurve.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.recurve.api.plugin.InvalidSetting;

/** A file or folder of one's own that is not there: says where it was looked for, and what is there instead. */
public final class MissingFile {
    private MissingFile() {}

    /** Returns what is to be said of a file that does not exist. */
    public static InvalidSetting of(Path file) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().normalize().getParent())
                .orElse(file.toAbsolutePath());
        String name = String.valueOf(file.getFileName());
        String there = Files.isDirectory(folder)
                ? nearest(name, names(folder))
                        .map(near -> "; the nearest name there is " + near)
                        .orElse("")
                : ", which does not exist either";
        return new InvalidSetting(file + " does not exist: it was looked for in the folder " + folder + there
                + "; correct the name, or name another folder to look in with --data");
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Returns the name that fewest changes of letters lead to; empty if all are quite different. */
    private static Optional<String> nearest(String wanted, List<String> names) {
        Optional<String> longer =
                names.stream().filter(name -> name.startsWith(wanted + ".")).findFirst();
        return longer.isPresent()
                ? longer
                : names.stream()
                        .min(Comparator.comparingInt(name -> distance(wanted, name)))
                        .filter(name -> distance(wanted, name) <= Math.max(2, wanted.length() / 3));
    }

    /** Counts insertions, removals and exchanges of letters, large or small (Levenshtein). */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int exchanged = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
