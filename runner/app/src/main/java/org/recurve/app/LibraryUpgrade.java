package org.recurve.app;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The launcher's step before its rehearsal, {@code FOLDER}: gives classes of libraries that were compiled for Java 5 and earlier the
 * stack maps of Java 6. The JVM keeps no class without them in its cache, and reads and verifies each anew at every start. Nothing
 * else of the classes changes; one whose maps did not please the JVM would be verified without them, as before.
 */
public final class LibraryUpgrade {
    /** The version of class files from which on they have stack maps. */
    private static final int STACK_MAPS = 50;

    /** The bytes before the version in a class file. */
    private static final int VERSION = 6;

    private LibraryUpgrade() {}

    public static void main(String[] args) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(args[0]))) {
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                upgrade(jar);
            }
        }
    }

    /** Replaces a jar by one with upgraded classes; one that has no old class, or is signed, stays as it is. */
    static void upgrade(Path jar) throws IOException {
        if (!hasOldClass(jar)) {
            return;
        }
        Path upgraded = Files.createTempFile(jar.toAbsolutePath().getParent(), "upgrade", ".tmp");
        try {
            write(jar, upgraded);
            Files.move(upgraded, jar, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(upgraded);
        }
    }

    private static boolean hasOldClass(Path jar) throws IOException {
        boolean old = false;
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().endsWith(".SF")) {
                    return false;
                }
                old = old || isOld(entry, in.readNBytes(VERSION + 2));
            }
        }
        return old;
    }

    private static boolean isOld(ZipEntry entry, byte[] bytes) {
        return entry.getName().endsWith(".class")
                && ((bytes[VERSION] & 0xff) << 8 | bytes[VERSION + 1] & 0xff) < STACK_MAPS;
    }

    private static void write(Path jar, Path to) throws IOException {
        try (URLClassLoader beside = new URLClassLoader(beside(jar), ClassLoader.getPlatformClassLoader());
                InputStream file = Files.newInputStream(jar);
                ZipInputStream in = new ZipInputStream(file);
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
            ClassFile classes =
                    ClassFile.of(ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(beside)
                            .orElse(ClassHierarchyResolver.defaultResolver())
                            .cached()));
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] bytes = in.readAllBytes();
                ZipEntry same = new ZipEntry(entry.getName());
                same.setTime(entry.getTime());
                out.putNextEntry(same);
                out.write(isOld(entry, bytes) ? withStackMaps(classes, bytes) : bytes);
                out.closeEntry();
            }
        }
    }

    /** Returns the same class, with maps, since its code is written instruction by instruction in the form of a later version. */
    private static byte[] withStackMaps(ClassFile classes, byte[] bytes) {
        return classes.transformClass(
                classes.parse(bytes),
                ClassTransform.transformingMethodBodies((code, element) -> code.with(element))
                        .andThen((type, element) -> {
                            if (element instanceof ClassFileVersion) {
                                type.withVersion(STACK_MAPS, 0);
                            } else {
                                type.with(element);
                            }
                        }));
    }

    /** Returns all jars of the folder, of which classes may extend classes. */
    private static URL[] beside(Path jar) throws IOException {
        try (Stream<Path> files = Files.list(jar.toAbsolutePath().getParent())) {
            List<Path> jars =
                    files.filter(file -> file.toString().endsWith(".jar")).toList();
            URL[] urls = new URL[jars.size()];
            for (int i = 0; i < urls.length; i++) {
                urls[i] = jars.get(i).toUri().toURL();
            }
            return urls;
        }
    }
}
