package org.recurve.app.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

/**
 * The code in a jar, of which each plugin uses some. The jar is read when it is first asked about, each class of it once.
 * Safe for several threads.
 */
public final class JarCode {
    private final Path jar;
    private final Map<String, CodeClosure> closures = new HashMap<>();
    private final Map<String, Optional<ClassCode>> classes = new HashMap<>();

    /** @param jar which must stay as it is */
    public JarCode(Path jar) {
        this.jar = jar;
    }

    /** Returns what a class of the jar, named as in {@code org.example.Lion}, reaches. */
    public synchronized CodeClosure closure(String type) {
        return closures.computeIfAbsent(type, this::traced);
    }

    private CodeClosure traced(String type) {
        try (JarFile file = new JarFile(jar.toFile(), true, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
            return new ClosureTracer(type, new OpenJar(file)).trace();
        } catch (IOException e) {
            throw new UncheckedIOException(jar + ": this plugin jar cannot be read: " + e.getMessage(), e);
        }
    }

    /** The jar while it is being read; of one for several releases of Java, that which is loaded by this one. */
    final class OpenJar {
        private static final int CHUNK = 1 << 16;

        private final JarFile file;
        private final Set<String> names;

        private OpenJar(JarFile file) {
            this.file = file;
            this.names = file.versionedStream()
                    .filter(entry -> !entry.isDirectory())
                    .map(JarEntry::getName)
                    .collect(Collectors.toSet());
        }

        boolean has(String entry) {
            return names.contains(entry);
        }

        /** Returns why what the class loader finds in the jar is not what its entries say; empty if it is. */
        Optional<String> unusual() throws IOException {
            Manifest manifest = file.getManifest();
            if (manifest == null) {
                return Optional.empty();
            }
            return Optional.ofNullable(manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH))
                    .map(_ -> "its manifest names other jars (Class-Path)");
        }

        /** Returns a class, named as in {@code org/example/Lion}; empty if it cannot be read as one. */
        Optional<ClassCode> read(String type) throws IOException {
            Optional<ClassCode> known = classes.get(type);
            if (known != null) {
                return known;
            }
            Optional<ClassCode> read;
            try {
                read = Optional.of(ClassCodeReader.read(bytes(type + ".class")));
            } catch (RuntimeException noClass) { // whatever bytes may lead to
                read = Optional.empty();
            }
            classes.put(type, read);
            return read;
        }

        String text(String entry) throws IOException {
            return new String(bytes(entry), StandardCharsets.UTF_8);
        }

        private byte[] bytes(String entry) throws IOException {
            try (InputStream content = file.getInputStream(file.getJarEntry(entry))) {
                return content.readAllBytes();
            }
        }

        /** Returns the digest of a resource, which may be large. */
        String digest(String entry) throws IOException {
            try (InputStream content = file.getInputStream(file.getJarEntry(entry))) {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                byte[] chunk = new byte[CHUNK];
                for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
                    digest.update(chunk, 0, read);
                }
                return "sha256:" + HexFormat.of().formatHex(digest.digest());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
