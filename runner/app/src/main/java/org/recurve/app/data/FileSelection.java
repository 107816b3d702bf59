package org.recurve.app.data;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Optional;

/**
 * Says which files of a package a source is made of, and where they go.
 *
 * @param inside a path inside the package, or a glob for a folder of files
 */
record FileSelection(String inside) {
    /** Returns whether the source is a folder. */
    boolean isFolder() {
        return inside.contains("*");
    }

    /**
     * Returns where a file of the package goes.
     *
     * @param name its path inside the package
     * @param place where the source goes
     * @return empty if the file is not wanted
     * @throws IOException if the file would climb out of its folder
     */
    Optional<Path> place(String name, Path place) throws IOException {
        if (!isFolder()) {
            return name.equals(inside) ? Optional.of(place) : Optional.empty();
        }
        PathMatcher glob = FileSystems.getDefault().getPathMatcher("glob:" + inside);
        if (!glob.matches(Path.of(name))) {
            return Optional.empty();
        }
        Path target = place.resolve(name.substring(root())).normalize();
        if (!target.startsWith(place)) {
            throw new IOException("the package holds a file that climbs out of its folder: " + name);
        }
        return Optional.of(target);
    }

    /** Returns where the paths of the files begin to differ. */
    private int root() {
        int special = inside.length();
        for (char c : new char[] {'*', '?', '[', '{'}) {
            special = inside.indexOf(c) < 0 ? special : Math.min(special, inside.indexOf(c));
        }
        return inside.lastIndexOf('/', special) + 1;
    }
}
