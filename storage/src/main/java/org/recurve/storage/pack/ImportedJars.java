package org.recurve.storage.pack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.recurve.storage.file.DiskFailure;

/** Keeps the jars of plugins that come with trials, each named by its SHA-256. Nothing loads them from there. */
final class ImportedJars {
    private ImportedJars() {}

    /**
     * Copies the jars that were packed, or dropped into the other store by its user.
     *
     * @return where they are kept now
     */
    static List<Path> keep(Path source, Path store, Path staging) {
        List<Path> kept = new ArrayList<>();
        for (String folder : List.of("jars", "plugins")) {
            jars(source.resolve(folder)).forEach(jar -> kept.add(keepOne(jar, store, staging)));
        }
        return kept.stream().distinct().toList();
    }

    private static List<Path> jars(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw DiskFailure.of("list", folder, e);
        }
    }

    private static Path keepOne(Path jar, Path store, Path staging) {
        try {
            byte[] bytes = Files.readAllBytes(jar);
            String sha256 = ContentDigest.copy(
                            new ByteArrayInputStream(bytes), bytes.length, OutputStream.nullOutputStream())
                    .sha256();
            Path kept = store.resolve("jars").resolve(sha256 + ".jar");
            if (!Files.exists(kept)) {
                Files.createDirectories(staging);
                Files.createDirectories(kept.resolveSibling(""));
                Path staged = Files.write(staging.resolve(sha256), bytes);
                Files.move(staged, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return kept;
        } catch (IOException e) {
            throw DiskFailure.of("copy", jar, e);
        }
    }
}
