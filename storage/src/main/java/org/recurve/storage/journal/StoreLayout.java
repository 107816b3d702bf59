package org.recurve.storage.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.StoreException;

/**
 * Says where things lie in a store. A trial's folder is named by its identity and holds {@code journal}, {@code lock} and
 * {@code checkpoints/}; each run of a study has a folder of its own, so that two processes never share one.
 */
public record StoreLayout(Path root) {
    /** The folder of all trials' folders. */
    public static final String TRIALS = "trials";

    /** The folder of tensors, each named by its SHA-256. */
    public static final String TENSORS = "tensors";

    /** The folder of the store that holds one for each run. */
    public static final String RUNS = "studies";

    /** The folders of the store that hold one for each trial, and for each run. */
    public static final List<String> KINDS = List.of(TRIALS, RUNS);

    private static final String PREFIX = "sha256:";
    private static final String START = "start-";
    private static final Pattern START_NAME = Pattern.compile(START + "[0-9a-f]{64}");
    private static final Pattern IDENTITY = Pattern.compile(PREFIX + "[0-9a-f]{64}");

    /** Returns the trial's folder; an identity is {@code sha256:} and 64 hexadecimal digits. */
    public Path trial(String identity) {
        if (!IDENTITY.matcher(identity).matches()) {
            throw new IllegalArgumentException(
                    "a trial's identity is sha256: and 64 hexadecimal digits, not \"" + identity + "\"");
        }
        return root.resolve(TRIALS).resolve(identity.substring(PREFIX.length()));
    }

    /** Returns what the name of a run's folder holds of its study's name. */
    public static String runName(String study) {
        return study.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    public Path run(String name) {
        return root.resolve(RUNS).resolve(name);
    }

    /** Returns whether a journal is that of a run: trials are run again, and what a run planned and saw is not. */
    static boolean isOfRun(Path journal) {
        return Optional.ofNullable(journal.toAbsolutePath().getParent())
                .map(Path::getParent)
                .map(Path::getFileName)
                .filter(Path.of(RUNS)::equals)
                .isPresent();
    }

    public Path index() {
        return root.resolve("store");
    }

    /** Returns every folder with a journal, trials before runs, each in order of name; relative to the root. */
    public List<Path> folders() {
        return KINDS.stream()
                .flatMap(kind -> inside(kind).stream()
                        .sorted()
                        .filter(folder -> Files.exists(journal(folder)))
                        .map(folder -> Path.of(kind).resolve(folder.getFileName())))
                .toList();
    }

    /** Returns the folders of trials, or of runs, in any order; some may have no journal, or none yet. What is being deleted is none. */
    public List<Path> inside(String kind) {
        Path parent = root.resolve(kind);
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        Set<String> deleted = DeletionList.pendingEntries(root);
        List<Path> all = entries(parent);
        return deleted.isEmpty()
                ? all
                : all.stream()
                        .filter(folder -> !deleted.contains(kind + "/" + folder.getFileName()))
                        .toList();
    }

    /** Lists names in one call, which takes a fraction of the time; with names that are no text, or a failure, path by path. */
    private static List<Path> entries(Path parent) {
        String[] names = parent.toFile().list();
        if (names != null && arePlain(names)) {
            return Stream.of(names).parallel().map(parent::resolve).toList();
        }
        try (Stream<Path> all = Files.list(parent)) {
            return all.toList();
        } catch (IOException e) {
            throw DiskFailure.of("list", parent, e);
        }
    }

    /** Looks at each character by itself: of many names, streams of them take longer than all that is done with the files. */
    private static boolean arePlain(String... names) {
        for (String name : names) {
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                if (c <= ' ' || c >= 0x7F) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Returns whether a folder, relative to the root and with slashes, is that of a trial. */
    public static boolean isOfTrial(String folder) {
        return folder.startsWith(TRIALS + "/");
    }

    /** Refuses a trial's folder that is being deleted; asked by whoever has its lock, since who deletes takes that. */
    public void refuseDeleted(Path folder) {
        if (DeletionList.pendingEntries(root).contains(TRIALS + "/" + folder.getFileName())) {
            throw new StoreException(folder + ": this trial is being deleted.\n    Give the same command again once"
                    + " recurve rm or gc has ended.");
        }
    }

    /** Refuses a trial's folder that is a link, or holds one for its checkpoints: written through, it would lead elsewhere. */
    public static void refuseLinks(Path folder) {
        for (Path each : List.of(folder, checkpoints(folder))) {
            if (Files.isSymbolicLink(each)) {
                throw new StoreException(each + ": is a link, and a trial is not written through links."
                        + "\n    Put the folder itself in its place, or move the link away.");
            }
        }
    }

    public static Path journal(Path folder) {
        return folder.resolve("journal");
    }

    public static Path lock(Path folder) {
        return folder.resolve("lock");
    }

    /** Returns the list of what a finished trial learnt. */
    public static Path weights(Path folder) {
        return folder.resolve("weights");
    }

    /** Returns the list of weights of another training that the trial starts from; their digest is {@code sha256:…}. */
    public static Path start(Path folder, String digest) {
        if (!IDENTITY.matcher(digest).matches()) {
            throw new IllegalArgumentException("a digest is sha256: and 64 hexadecimal digits, not \"" + digest + "\"");
        }
        return folder.resolve(START + digest.substring(PREFIX.length()));
    }

    /** Returns all such lists that are in a trial's folder, in order of name. */
    public static List<Path> starts(Path folder) {
        String[] names =
                folder.toFile().list((_, name) -> START_NAME.matcher(name).matches());
        return names == null
                ? List.of()
                : Stream.of(names).sorted().map(folder::resolve).toList();
    }

    public static Path checkpoints(Path folder) {
        return folder.resolve("checkpoints");
    }
}
