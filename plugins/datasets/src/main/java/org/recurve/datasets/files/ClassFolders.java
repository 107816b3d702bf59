package org.recurve.datasets.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.MissingFile;

/**
 * A folder that holds a folder for each class. Classes and files are sorted by name, code unit by code unit, whatever the
 * file system says; names that begin with a point are passed over.
 */
record ClassFolders(SortedMap<String, List<Path>> files) {
    /**
     * Lists a folder.
     *
     * @param endings what files may end in, in lower case
     */
    static ClassFolders in(Path folder, List<String> endings) {
        if (!Files.isDirectory(folder)) {
            if (!Files.exists(folder)) {
                throw MissingFile.of(folder);
            }
            throw new InvalidSetting(folder
                    + " is not a folder; name a folder with one subfolder per class, and its location with --data");
        }
        SortedMap<String, List<Path>> files = new TreeMap<>();
        for (Path inside : sorted(folder)) {
            if (!Files.isDirectory(inside)) {
                throw new InvalidSetting(inside
                        + " is outside the class folders; move it into the folder of its class, or leave files where they"
                        + " are and name a table of them and their classes");
            }
            files.put(name(inside), members(inside, endings));
        }
        if (files.isEmpty()) {
            throw new InvalidSetting(folder + " is empty: it needs a folder of examples for each class");
        }
        return new ClassFolders(files);
    }

    private static List<Path> members(Path folder, List<String> endings) {
        List<Path> members = sorted(folder);
        if (members.isEmpty()) {
            throw new InvalidSetting("the class folder " + folder + " is empty; fill it with examples, or delete it");
        }
        for (Path member : members) {
            String lower = name(member).toLowerCase(Locale.ROOT);
            if (Files.isDirectory(member) || endings.stream().noneMatch(lower::endsWith)) {
                throw new InvalidSetting(member + " is not a file that ends in " + String.join(" or ", endings)
                        + "; take it out of the class's folder");
            }
        }
        return members;
    }

    private static List<Path> sorted(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(path -> !name(path).startsWith("."))
                    .sorted(Comparator.comparing(ClassFolders::name))
                    .toList();
        } catch (IOException e) {
            throw new InvalidSetting(folder + " cannot be listed: " + e.getMessage());
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    List<String> classes() {
        return List.copyOf(files.keySet());
    }
}
