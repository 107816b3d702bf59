package org.recurve.storage.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A secret of this user, under which indexes are encrypted. A database can hold code that runs when it is opened, so one that
 * anybody else wrote must not open: without the secret nobody can write a file that does.
 *
 * @param text 64 hexadecimal digits
 */
record IndexKey(String text) {
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /** Returns the user's key, which is made when it is first asked for; nothing if it cannot be kept. */
    static Optional<IndexKey> ofUser() {
        return in(folder(
                Optional.ofNullable(System.getenv("XDG_STATE_HOME")).orElse(""), System.getProperty("user.home")));
    }

    /** {@code $XDG_STATE_HOME/recurve}, else {@code ~/.local/state/recurve}. */
    static Path folder(String state, String home) {
        return (state.isBlank() ? Path.of(home, ".local", "state") : Path.of(state)).resolve("recurve");
    }

    /** Returns the key that is kept in this folder. */
    static Optional<IndexKey> in(Path folder) {
        Path file = folder.resolve("index.key");
        try {
            Optional<IndexKey> kept = read(file);
            return kept.isPresent() ? kept : make(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns a secret that others can read is none. */
    private static Optional<IndexKey> read(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        boolean posix = Files.getFileStore(file).supportsFileAttributeView("posix");
        if (posix && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            return Optional.empty();
        }
        return Optional.of(Files.readString(file))
                .filter(text -> DIGITS.matcher(text).matches())
                .map(IndexKey::new);
    }

    /** Makes a key; of two processes that do so at once, both take what is there in the end. */
    private static Optional<IndexKey> make(Path file) throws IOException {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        Files.createDirectories(file.resolveSibling(""));
        Path fresh = file.resolveSibling("index.key." + UUID.randomUUID());
        boolean posix = Files.getFileStore(file.resolveSibling("")).supportsFileAttributeView("posix");
        Files.createFile(
                fresh,
                posix
                        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                        : new FileAttribute<?>[0]);
        try {
            Files.writeString(fresh, HexFormat.of().formatHex(secret));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
        return read(file);
    }

    @Override
    public String toString() {
        return "a secret";
    }
}
