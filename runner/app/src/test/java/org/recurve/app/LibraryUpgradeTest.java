package org.recurve.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The library that reads every command line is of Java 5; the JDK's own verifier judges what becomes of it. */
class LibraryUpgradeTest {
    @TempDir
    Path folder;

    private static Map<String, byte[]> entries(Path jar) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    private Path copied() throws Exception {
        Path jar = Path.of(CommandLine.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return Files.copy(jar, folder.resolve("library.jar"));
    }

    @Test
    void everyOldClassPassesTheVerifierOfLaterOnes() throws Exception {
        Path jar = copied();
        Map<String, byte[]> before = entries(jar);
        LibraryUpgrade.main(new String[] {folder.toString()});
        Map<String, byte[]> after = entries(jar);
        assertEquals(List.copyOf(before.keySet()), List.copyOf(after.keySet()));
        List<String> wrong = new ArrayList<>();
        int upgraded = 0;
        for (Map.Entry<String, byte[]> entry : after.entrySet()) {
            byte[] old = before.get(entry.getKey());
            if (entry.getKey().endsWith(".class") && ClassFile.of().parse(old).majorVersion() < 50) {
                ClassModel now = ClassFile.of().parse(entry.getValue());
                assertEquals(50, now.majorVersion(), entry.getKey());
                ClassFile.of().verify(now).forEach(error -> wrong.add(entry.getKey() + ": " + error));
                upgraded++;
            } else {
                assertArrayEquals(old, entry.getValue(), entry.getKey());
            }
        }
        assertEquals(List.of(), wrong);
        assertNotEquals(0, upgraded);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Class<?> line = Class.forName(CommandLine.class.getName(), true, loader);
            assertEquals(CommandLine.VERSION, line.getField("VERSION").get(null));
        }
    }

    @Test
    void whatIsNewEnoughOrSignedStaysAsItIs() throws Exception {
        Path jar = copied();
        LibraryUpgrade.upgrade(jar);
        byte[] once = Files.readAllBytes(jar);
        LibraryUpgrade.upgrade(jar);
        assertArrayEquals(once, Files.readAllBytes(jar));
        Path signed = folder.resolve("signed.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(signed))) {
            out.putNextEntry(new ZipEntry("Old.class"));
            out.write(new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 49});
            out.putNextEntry(new ZipEntry("META-INF/A.SF"));
        }
        byte[] before = Files.readAllBytes(signed);
        LibraryUpgrade.upgrade(signed);
        assertArrayEquals(before, Files.readAllBytes(signed));
    }
}
