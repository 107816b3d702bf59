package org.recurve.app.data;

import java.nio.file.Path;

/**
 * The folder that {@code --data} names, else the working folder: what an experiment file names of its reader's files, data or weights,
 * lies in it and nowhere else.
 */
public record OwnFolder(Path folder) {
    /** Says that a name leads out of the folder. */
    public static final class OutsideFolder extends Exception {
        private static final long serialVersionUID = 1;

        /** Says what to do about it. */
        public static final String ADVICE = "put it there, or name a folder above both with --data";

        private OutsideFolder(String path, Path folder) {
            super("\"" + path + "\" leads out of the folder of your data, " + folder);
        }
    }

    /** Returns where a file or folder of this name lies, which need not be there. */
    public Path resolve(String path) throws OutsideFolder {
        Path file = folder.resolve(path);
        if (!whole(file).startsWith(whole(folder))) {
            throw new OutsideFolder(path, whole(folder));
        }
        return file;
    }

    private static Path whole(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
