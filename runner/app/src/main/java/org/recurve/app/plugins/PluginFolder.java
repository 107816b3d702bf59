package org.recurve.app.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.recurve.app.code.JarCode;
import org.recurve.app.plugins.PluginRegistry.FoundPlugins;
import org.recurve.app.problem.Problem;
import org.recurve.storage.file.WholeFile;

/**
 * The folder where strangers' jars are dropped. Each jar is read once into a content-addressed copy and loaded from
 * there by a class loader of its own, so that rebuilding it never disturbs a running study.
 *
 * @param folder where the user puts jars, or one jar; it need not exist
 * @param copies where their copies are kept, each named by its SHA-256
 */
public record PluginFolder(Path folder, Path copies) {
    /** Returns what each jar offers, jars in the order of their names. */
    public List<FoundPlugins> find() {
        return jars(folder).stream().map(this::load).toList();
    }

    /** Returns the jars in a folder, which need not exist, in the order of their names; a jar alone is itself. */
    static List<Path> jars(Path folder) {
        if (Files.isRegularFile(folder)) {
            return List.of(folder);
        }
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot list the plugins folder " + folder, e);
        }
    }

    private FoundPlugins load(Path jar) {
        try {
            Path copy = copy(jar);
            PluginOrigin.ThirdParty origin =
                    new PluginOrigin.ThirdParty(jar, JarDigest.of(copy), new JarCode(copy), copy);
            List<PluginKind> offered = offered(copy);
            if (offered.isEmpty()) {
                return broken(jar, "it lists no provider in META-INF/services");
            }
            // Never closed: plugins load classes as long as the process lives.
            return ServicePlugins.find(
                    new JarLoader(jar.getFileName().toString(), copy.toUri().toURL()), offered, origin);
        } catch (IOException e) {
            return broken(jar, "it cannot be read as a jar: " + e.getMessage());
        }
    }

    private static FoundPlugins broken(Path jar, String why) {
        return new FoundPlugins(List.of(), List.of(Problem.of(jar + ": this jar was skipped: " + why)));
    }

    private static List<PluginKind> offered(Path copy) throws IOException {
        try (JarFile file = new JarFile(copy.toFile())) {
            return Arrays.stream(PluginKind.values())
                    .filter(kind ->
                            file.getEntry("META-INF/services/" + kind.service().getName()) != null)
                    .toList();
        }
    }

    /** Returns the SHA-256 of a jar's bytes, by which copies are named. */
    public static String digest(byte[] bytes) {
        return JarDigest.hex(bytes);
    }

    private Path copy(Path jar) throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        Path copy = copies.resolve(JarDigest.hex(bytes) + ".jar");
        if (!Files.exists(copy)) {
            WholeFile.write(copy, out -> out.write(bytes));
        }
        return copy;
    }

    /** Returns all plugins: the built-in ones, and those of the folder. */
    public PluginRegistry registry() {
        return PluginPath.only(folder, "the plugins folder").registry(copies);
    }

    static FoundPlugins builtIn() {
        return ServicePlugins.find(
                PluginFolder.class.getClassLoader(), List.of(PluginKind.values()), new PluginOrigin.Bundled());
    }
}
