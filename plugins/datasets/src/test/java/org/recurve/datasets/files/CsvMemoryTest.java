package org.recurve.datasets.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Data;

/** A table must fit into three times its size: it is read in a JVM that has no more, and 24 MB for itself. */
class CsvMemoryTest {
    private static final long BASE = 24;
    private static final int ROWS = 3_000_000;

    @TempDir
    Path folder;

    /** Reads the table below a folder; the argument is that folder. */
    public static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            CsvDataset.Config config =
                    new CsvDataset.Config("table.csv", "y", TargetKind.CLASSES, List.of(), 0.1, 0.1, 0);
            Data data = new CsvDataset().open(config, OwnDataTest.below(Path.of(arguments[0])));
            float[] last = new float[2];
            data.split(Data.TRAIN).read(data.split(Data.TRAIN).size() - 1, "input", last, 0);
            Runtime runtime = Runtime.getRuntime();
            System.gc();
            System.out.println(data.split(Data.TRAIN).size() + " rows, "
                    + (runtime.totalMemory() - runtime.freeMemory() >> 10) + " kB are kept");
        }
    }

    /** Six bytes a row, which is about the worst: long numbers take less than they do in the file. */
    @Test
    void aTableTakesNoMoreThanThreeTimesItsSize() throws IOException, InterruptedException {
        Path file = folder.resolve("table.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("a,b,y\n");
            for (int row = 0; row < ROWS; row++) {
                out.write('0' + row % 7);
                out.write(',');
                out.write('0' + row % 5);
                out.write(',');
                out.write('0' + row % 3);
                out.write('\n');
            }
        }
        long heap = 3 * (Files.size(file) >> 20) + BASE;
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap + "m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, child.waitFor(), said);
        assertEquals(ROWS * 8 / 10 + " rows", said.substring(0, said.indexOf(',')));
    }
}
