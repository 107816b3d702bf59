package org.recurve.storage.index;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.h2.api.ErrorCode;
import org.h2.message.DbException;
import org.h2.store.fs.FilePath;

/**
 * Gives H2 the files of one folder under a scheme of its own, made up for this opening, so that no text of a path is ever
 * part of a database address: H2 takes settings, user and other schemes from it. Links are not followed.
 */
final class IndexFile extends FilePath {
    private static final String ROOT = ":/";

    private final String scheme;
    private final Path folder;

    private IndexFile(String scheme, Path folder, String name) {
        this.scheme = scheme;
        this.folder = folder;
        this.name = name;
    }

    /** Returns a file system for the files of this folder; {@link FilePath#register} makes H2 know it. */
    static IndexFile in(Path folder) {
        String scheme = "recurve" + UUID.randomUUID().toString().replace("-", "");
        return new IndexFile(scheme, folder, scheme + ROOT);
    }

    /** Returns the address of the database whose file in this folder is {@code name} and H2's ending. */
    String address(String database) {
        return "jdbc:h2:" + scheme + ROOT + database;
    }

    @Override
    public String getScheme() {
        return scheme;
    }

    @Override
    public IndexFile getPath(String path) {
        return new IndexFile(scheme, folder, path);
    }

    /** Returns what stands behind the scheme is one name of ours or H2's, never a path. */
    private Path path() {
        String file = name.substring(Math.min(name.length(), (scheme + ROOT).length()));
        if (file.contains("/") || file.contains("\\") || file.equals("..")) {
            throw new IllegalArgumentException("an index has no file " + file);
        }
        return file.isEmpty() ? folder : folder.resolve(file);
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        Set<OpenOption> options = mode.equals("r")
                ? Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)
                : Set.of(
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(path(), options);
    }

    @Override
    public long size() {
        try {
            return Files.size(path());
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void moveTo(FilePath to, boolean atomicReplace) {
        try {
            Path target = getPath(to.name).path();
            if (atomicReplace) {
                Files.move(path(), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.move(path(), target);
            }
        } catch (IOException e) {
            throw DbException.get(ErrorCode.FILE_RENAME_FAILED_2, e, name, to.name);
        }
    }

    @Override
    public boolean createFile() {
        try {
            Files.createFile(path());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public boolean exists() {
        return Files.exists(path(), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void delete() {
        try {
            Files.deleteIfExists(path());
        } catch (IOException e) {
            throw DbException.get(ErrorCode.FILE_DELETE_FAILED_1, e, name);
        }
    }

    @Override
    public List<FilePath> newDirectoryStream() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.<FilePath>map(file -> getPath(scheme + ROOT + file.getFileName()))
                    .toList();
        } catch (IOException e) {
            throw DbException.convertIOException(e, name);
        }
    }

    @Override
    public FilePath toRealPath() {
        return this;
    }

    @Override
    public FilePath getParent() {
        return getPath(scheme + ROOT);
    }

    @Override
    public boolean isDirectory() {
        return Files.isDirectory(path());
    }

    @Override
    public boolean isRegularFile() {
        return Files.isRegularFile(path(), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public boolean isAbsolute() {
        return true;
    }

    @Override
    public long lastModified() {
        try {
            return Files.getLastModifiedTime(path()).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public boolean canWrite() {
        return Files.isWritable(path());
    }

    /** There is always the one folder. */
    @Override
    public void createDirectory() {}

    @Override
    public boolean setReadOnly() {
        return false;
    }
}
