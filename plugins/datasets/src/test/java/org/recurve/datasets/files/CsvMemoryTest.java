package org.recurve.datasets.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.datasets.ExampleDigest;

/** A table whose numbers are more than the heap is read, in a JVM that has no more, and gives the same examples as in memory. */
class CsvMemoryTest {
    private static final int HEAP = 16;
    private static final int COLUMNS = 60;
    private static final int ROWS = 70_000;

    @TempDir
    Path folder;

    /** Reads the table below a folder; the argument is that folder. */
    public static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            System.out.println(Runtime.getRuntime().maxMemory() < 4L * COLUMNS * ROWS ? "tight" : "wide");
            System.out.println(examples(Path.of(arguments[0])));
            try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
                System.out.println(left.count() + " files left");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    /** Returns what the table is, and all that its splits read, in order. */
    private static String examples(Path folder) {
        CsvDataset.Config config = new CsvDataset.Config("table.csv", "y", TargetKind.CLASSES, List.of(), 0.1, 0.1, 0);
        Data data = new CsvDataset().open(config, OwnDataTest.below(folder));
        ExampleDigest digest = new ExampleDigest("read");
        for (String split : Data.SPLITS) {
            for (int i = 0; i < data.split(split).size(); i++) {
                digest.add(OwnDataTest.read(data, split, i, Field.INPUT))
                        .add(OwnDataTest.read(data, split, i, Field.TARGET));
            }
        }
        return data.digest() + " " + digest.hex();
    }

    @Test
    void aTableMayBeLargerThanTheHeap() throws IOException, InterruptedException {
        Path file = folder.resolve("table.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            IntStream.range(0, COLUMNS).forEach(i -> write(out, "x" + i + ","));
            write(out, "y\n");
            for (int row = 0; row < ROWS; row++) {
                for (int column = 0; column < COLUMNS; column++) {
                    out.write('0' + (row * 31 + row / 7 * column) % 10);
                    out.write(',');
                }
                out.write('0' + row % 3);
                out.write('\n');
            }
        }
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP + "m",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, child.waitFor(), said);
        assertEquals(
                List.of("tight", examples(folder), "0 files left"), said.lines().toList());
    }

    private static void write(BufferedWriter out, String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
