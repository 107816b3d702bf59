package org.recurve.app.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * SHA-256 over what a jar computes with: its class and resource entries, sorted by name, each as name, length and content.
 * Times, order and compression of entries, the manifest, signatures and build tools' notes are left out, since they
 * differ from build to build.
 */
final class JarDigest {
    private JarDigest() {}

    static String of(Path jar) throws IOException {
        MessageDigest digest = sha256();
        try (JarFile file = new JarFile(jar.toFile())) {
            List<JarEntry> entries = file.stream()
                    .filter(JarDigest::counts)
                    .sorted(Comparator.comparing(JarEntry::getName))
                    .toList();
            for (JarEntry entry : entries) {
                try (InputStream content = file.getInputStream(entry)) {
                    update(digest, entry.getName().getBytes(StandardCharsets.UTF_8));
                    update(digest, content.readAllBytes());
                }
            }
        }
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static boolean counts(JarEntry entry) {
        String name = entry.getName();
        boolean note = name.equals(JarFile.MANIFEST_NAME)
                || name.startsWith("META-INF/maven/")
                || name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
        return !entry.isDirectory() && !note;
    }

    private static void update(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
