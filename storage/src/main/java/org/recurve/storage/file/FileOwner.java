package org.recurve.storage.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;

/** Tells whose a file is, as its file system knows users. */
public final class FileOwner {
    /** A folder that on Linux belongs to whoever this process runs as, also where that user has no name. */
    private static final Path PROCESS = Path.of("/proc/self");

    private FileOwner() {}

    /** Returns the owner of a file; that of a link, and not of what it leads to. */
    public static UserPrincipal of(Path file) throws IOException {
        return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns who this process is to the file system of {@code file}. */
    public static UserPrincipal self(Path file) throws IOException {
        try {
            return file.getFileSystem()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName(System.getProperty("user.name"));
        } catch (UserPrincipalNotFoundException nameless) {
            return Files.getOwner(PROCESS); // a link, so that it must be followed
        }
    }
}
