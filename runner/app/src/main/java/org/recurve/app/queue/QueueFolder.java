package org.recurve.app.queue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.recurve.app.plugins.PluginFolder;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.queue.QueueNote.Beat;
import org.recurve.app.queue.QueueNote.Layout;
import org.recurve.engine.executor.SiteFailure;
import org.recurve.storage.file.WholeFile;

/**
 * A folder that a run and its workers share: {@code trials} holds those to be trained, {@code workers} a file of each that lives,
 * {@code jars} those of plugins by their SHA-256.
 */
record QueueFolder(Path root) {
    /** Ends the name of a trial that is to be confirmed. */
    static final String AGAIN = "-again";

    /** Ends the name of a trial that is trained by somebody else as well, who is slow. */
    static final String SPARE = "-spare";

    private static final int VERSION = 1;
    private static final int MOST_JAR = 1 << 28;
    private static final Pattern WORKER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,120}");
    private static final Pattern TRIAL = Pattern.compile("([0-9a-f]{64}(?:-again|-spare)?)-[0-9a-f-]{36}");
    private static final Pattern JAR = Pattern.compile("[0-9a-f]{64}");

    /** Returns the folder, made where it is missing. */
    static QueueFolder open(Path root) {
        QueueFolder folder = new QueueFolder(root.toAbsolutePath());
        try {
            for (String name : List.of("trials", "workers", "jars")) {
                Files.createDirectories(folder.root.resolve(name));
            }
            NoteFile layout = new NoteFile(folder.root.resolve("layout"));
            if (layout.read().isEmpty()) {
                layout.replace(new Layout(VERSION));
            }
            if (!layout.read().equals(Optional.of(new Layout(VERSION)))) {
                throw new UserError(Problem.of(
                        root + " is laid out by another version of Recurve, or is something else",
                        "use the same version on every machine, or a new folder"));
            }
        } catch (IOException e) {
            throw new UserError(Problem.of(
                    root + " cannot be a folder for trials: " + reason(e),
                    "name one that this machine and every worker can write into"));
        }
        return folder;
    }

    /** Returns what stops a run whose folder cannot be written to. */
    SiteFailure unwritable(IOException e) {
        return new SiteFailure("the folder " + root + " cannot be written to: " + reason(e)
                + "; once it can, the same command goes on with what is there");
    }

    /** Takes a trial out of the folder. */
    void withdraw(QueuedTrial trial) {
        try {
            trial.withdraw();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Has nobody take a trial any more; returns whether somebody has it, or had it to its end. Otherwise it is taken out. */
    boolean close(QueuedTrial trial) {
        try {
            boolean begun = trial.close();
            if (!begun) {
                trial.withdraw();
            }
            return begun;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Returns what went wrong with a file, for people. */
    static String reason(IOException e) {
        return e instanceof FileSystemException file && file.getReason() != null
                ? file.getFile() + ": " + file.getReason()
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    /** Returns a name that is one of a worker; empty if it cannot be. */
    static Optional<String> worker(String name) {
        return Optional.of(name).filter(it -> WORKER.matcher(it).matches());
    }

    /** Returns the trial of this name; each time that one is put here, it has a place of its own. */
    Optional<QueuedTrial> trial(String name) {
        return trials().stream().filter(trial -> name(trial).equals(name)).findFirst();
    }

    private static String name(QueuedTrial trial) {
        Matcher named = TRIAL.matcher(trial.folder().getFileName().toString());
        return named.matches() ? named.group(1) : "";
    }

    /** Returns the trials that lie here. */
    List<QueuedTrial> trials() {
        return names(root.resolve("trials")).stream()
                .filter(name -> TRIAL.matcher(name).matches())
                .map(name -> new QueuedTrial(root.resolve("trials").resolve(name)))
                .toList();
    }

    /** Returns the names of the workers that said they live. */
    List<String> workers() {
        return names(root.resolve("workers")).stream()
                .filter(name -> WORKER.matcher(name).matches())
                .toList();
    }

    /** Returns the file by which a worker says that it lives. */
    NoteFile beat(String worker) {
        return new NoteFile(root.resolve("workers").resolve(worker));
    }

    /** Returns what a worker said last. */
    Optional<Beat> lastBeat(String worker) {
        return worker(worker)
                .flatMap(name -> beat(name).read())
                .filter(Beat.class::isInstance)
                .map(Beat.class::cast);
    }

    /** Returns the names in a folder; none if it cannot be read. */
    static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of();
        }
    }

    /** Puts a jar here, and returns its digest. */
    String keep(Path jar) throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        String digest = PluginFolder.digest(bytes);
        Path kept = root.resolve("jars").resolve(digest + ".jar");
        if (!Files.exists(kept)) {
            Path next = kept.resolveSibling("." + UUID.randomUUID());
            Files.write(next, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(next, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return digest;
    }

    /** Returns a jar by its digest, copied into a folder of this machine. */
    Path fetch(String digest, Path copies) throws IOException {
        if (!JAR.matcher(digest).matches()) {
            throw new IOException("it names a jar by something that is no digest");
        }
        Path copy = copies.resolve(digest + ".jar");
        if (Files.isRegularFile(copy)
                && PluginFolder.digest(Files.readAllBytes(copy)).equals(digest)) {
            return copy;
        }
        Path kept = root.resolve("jars").resolve(digest + ".jar");
        byte[] bytes;
        try (InputStream in = Files.newInputStream(kept, LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(MOST_JAR);
        }
        String is = PluginFolder.digest(bytes);
        if (!is.equals(digest)) {
            throw new IOException("the jar " + kept + " is not the one that the study uses: its SHA-256 is " + is);
        }
        WholeFile.write(copy, out -> out.write(bytes));
        return copy;
    }

    /** Returns the last part of an identity, by which its trial is named here. */
    static String name(String identity) {
        String hex = identity.substring(identity.indexOf(':') + 1);
        return HexFormat.of().formatHex(HexFormat.of().parseHex(hex));
    }

    /** Puts a trial here, at a new place: whoever still writes to an earlier one of its name writes for nobody. */
    QueuedTrial offer(String name, QueueNote.Offer offer) throws IOException {
        Path whole = root.resolve("trials").resolve(name + "-" + UUID.randomUUID());
        Path next = root.resolve("trials").resolve("." + UUID.randomUUID());
        Files.createDirectory(next);
        new QueuedTrial(next).offer().create(offer);
        Files.move(next, whole, StandardCopyOption.ATOMIC_MOVE);
        return new QueuedTrial(whole);
    }
}
