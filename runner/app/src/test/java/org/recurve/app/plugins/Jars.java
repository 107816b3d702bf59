package org.recurve.app.plugins;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.recurve.api.plugin.Plugin;

/** Makes jars of plugins as a stranger would: compiled against the api alone. */
public final class Jars {
    private Jars() {}

    /** A jar of one class in the package {@code stranger}, offered as a provider of the service. */
    public static Path of(Path jar, String service, String className, String source) throws IOException {
        return newer(jar, service, className, source, "package org.recurve.api.model; interface Nothing {}");
    }

    /** A jar of several classes in the package {@code stranger}, by name, with the services that they provide. */
    public static Path several(Path jar, Map<String, String> sources, Map<String, String> services) throws IOException {
        Path work = Files.createTempDirectory(jar.toAbsolutePath().getParent(), "work");
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            files.add(written(work.resolve("src/stranger/" + source.getKey() + ".java"), source.getValue()));
        }
        Path classes = Files.createDirectories(work.resolve("classes"));
        compile(files, api(), classes);
        Map<String, byte[]> entries = new TreeMap<>();
        services.forEach((className, service) -> entries.merge(
                "META-INF/services/" + service,
                ("stranger." + className + "\n").getBytes(StandardCharsets.UTF_8),
                (a, b) -> (new String(a, StandardCharsets.UTF_8) + new String(b, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8)));
        write(jar, classes, entries);
        return jar;
    }

    /**
     * A jar of any sources and other entries, both by their paths.
     *
     * @param options of the compiler
     */
    public static Path built(Path jar, Map<String, String> sources, Map<String, String> entries, String... options)
            throws IOException {
        Path work = Files.createTempDirectory(jar.toAbsolutePath().getParent(), "work");
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            files.add(written(work.resolve("src").resolve(source.getKey()), source.getValue()));
        }
        Path classes = Files.createDirectories(work.resolve("classes"));
        compile(files, api(), classes, options);
        Map<String, byte[]> bytes = new TreeMap<>();
        entries.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
        write(jar, classes, bytes);
        return jar;
    }

    /** The same, compiled against an api that has one interface more, in the package {@code org.recurve.api.model}. */
    public static Path newer(Path jar, String service, String className, String source, String api) throws IOException {
        Path work = Files.createTempDirectory(jar.toAbsolutePath().getParent(), "work");
        Path added = Files.createDirectories(work.resolve("api"));
        String name = api.replaceFirst("(?s).*interface (\\w+).*", "$1");
        compile(List.of(written(work.resolve("org/recurve/api/model/" + name + ".java"), api)), api(), added);
        Path classes = Files.createDirectories(work.resolve("classes"));
        Path file = written(work.resolve("src/stranger/" + className + ".java"), source);
        compile(List.of(file), api() + java.io.File.pathSeparator + added, classes);
        Map<String, byte[]> services =
                Map.of("META-INF/services/" + service, ("stranger." + className).getBytes(StandardCharsets.UTF_8));
        write(jar, classes, services);
        return jar;
    }

    /** Returns a jar with an entry more. */
    public static byte[] with(Path jar, String name, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarFile from = new JarFile(jar.toFile());
                JarOutputStream to = new JarOutputStream(bytes)) {
            for (JarEntry entry : from.stream().toList()) {
                add(to, entry.getName(), from.getInputStream(entry).readAllBytes());
            }
            add(to, name, text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static Path written(Path file, String source) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, source);
    }

    private static void compile(List<Path> files, String against, Path classes, String... more) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = new ArrayList<>(List.of("-proc:none", "-cp", against, "-d", classes.toString()));
        options.addAll(List.of(more));
        files.forEach(file -> options.add(file.toString()));
        int code = compiler.run(null, null, null, options.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException("the plugin does not compile against the api alone");
        }
    }

    /** The jar or folder of the api. */
    private static String api() {
        return Path.of(java.net.URI.create(Plugin.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
    }

    private static void write(Path jar, Path classes, Map<String, byte[]> more) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                add(entries, classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
            for (Map.Entry<String, byte[]> entry : more.entrySet()) {
                add(entries, entry.getKey(), entry.getValue());
            }
        }
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }
}
