package org.recurve.datasets.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Data;
import org.recurve.datasets.text.PlainTokens;

/** A text must fit into three times its size: it is read in a JVM that has no more, and 24 MB for itself. */
class TextMemoryTest {
    private static final long BASE = 24;
    private static final int LINES = 120_000;
    private static final int LETTERS = 60;

    @TempDir
    Path folder;

    /** Reads the texts below a folder; the argument is that folder. */
    public static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            TextDataset.Config config = new TextDataset.Config(
                    "texts", TextDataset.Each.LINE, PlainTokens.CHARACTERS, 200, 99, 0.1, 0.1, 0);
            Data data = new TextDataset().open(config, OwnDataTest.below(Path.of(arguments[0])));
            System.out.println(data.split(Data.TRAIN).size() + " texts");
        }
    }

    /** A number for each character, which is about the worst. */
    @Test
    void aTextTakesNoMoreThanThreeTimesItsSize() throws IOException, InterruptedException {
        Random random = new Random(1);
        for (String name : new String[] {"texts/a", "texts/b"}) {
            Files.createDirectories(folder.resolve(name));
            try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(name + "/all.txt"))) {
                for (int line = 0; line < LINES / 2; line++) {
                    for (int letter = 0; letter < LETTERS; letter++) {
                        out.write('a' + random.nextInt(26));
                    }
                    out.write('\n');
                }
            }
        }
        long heap = 3L * LINES * (LETTERS + 1) / (1 << 20) + BASE;
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
        assertEquals(LINES * 8 / 10 + " texts\n", said);
    }
}
