package org.recurve.app.attack;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.app.LibraryUpgrade;

/**
 * An archive of the classes that commands load (class data sharing), with the class path it holds for: a process then starts in half
 * the time. Java wants jars for that, so folders of classes are put into jars first.
 */
record ProgramArchive(String classPath, Path file) {
    /** What every process has, with the archive or without. */
    static final List<String> OPTIONS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dguice_bytecode_gen_option=DISABLED");

    /** Returns the archive of this class path, made by the first who asks. */
    static ProgramArchive shared() {
        return Shared.ARCHIVE;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static final class Shared {
        private static final ProgramArchive ARCHIVE = make();
    }

    private static ProgramArchive make() {
        try {
            Path folder = Files.createTempDirectory("program");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            Path upgraded = Files.createDirectory(folder.resolve("upgraded"));
            String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(Path::of)
                    .filter(Files::exists)
                    .map(entry -> Files.isDirectory(entry) ? jar(entry, folder) : entry)
                    .map(jar -> isOld(jar) ? copy(jar, upgraded) : jar)
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
            LibraryUpgrade.main(new String[] {upgraded.toString()});
            Path archive = folder.resolve("classes.jsa");
            Path said = folder.resolve("said.txt");
            Path study = SmallStudy.file(folder);
            List<String> command = Stream.of(
                            Stream.of(java(), "-XX:ArchiveClassesAtExit=" + archive),
                            OPTIONS.stream(),
                            Stream.of("-cp", classPath, "org.recurve.app.RecurveMain", "run", study.toString()),
                            Stream.of("--store", folder.resolve("store").toString()))
                    .flatMap(words -> words)
                    .toList();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0 || !Files.exists(archive)) {
                throw new IllegalStateException("no archive of classes: " + Files.readString(said));
            }
            return new ProgramArchive(classPath, archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns whether it is a library whose classes no archive takes as they are, and that every command uses. */
    private static boolean isOld(Path jar) {
        String name = jar.getFileName().toString();
        return name.startsWith("picocli") || name.startsWith("commons-math");
    }

    private static Path copy(Path jar, Path folder) {
        try {
            return Files.copy(jar, folder.resolve(jar.getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar(Path classes, Path folder) {
        try (Stream<Path> files = Files.walk(classes)) {
            Path jar = Files.createTempFile(folder, "classes", ".jar");
            try (OutputStream out = Files.newOutputStream(jar);
                    JarOutputStream jars = new JarOutputStream(out)) {
                jars.setLevel(1);
                for (Path file : files.sorted().filter(Files::isRegularFile).toList()) {
                    jars.putNextEntry(
                            new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                    Files.copy(file, jars);
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
