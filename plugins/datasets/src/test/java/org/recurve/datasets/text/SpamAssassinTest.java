package org.recurve.datasets.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.testkit.Contract;

class SpamAssassinTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeMails() throws IOException {
        for (int i = 0; i < 4; i++) {
            write("easy-ham-1/0000" + i + ".txt", "Subject: Re: list " + i + "\n\nhello " + i);
            write("spam-2/0000" + i + ".txt", "Subject: WIN " + i + "\n\n$$$");
        }
    }

    private void write(String file, String mail) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.write(folder.resolve(file), mail.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Data open(int train, int validation, int test) {
        return new SpamAssassin().open(config(train, validation, test), source -> folder);
    }

    private static SpamAssassin.Config config(int train, int validation, int test) {
        return new SpamAssassin.Config(6, 99, train, validation, test, 0);
    }

    @Test
    void aMailIsItsSubjectAndItsBody() {
        String mail =
                "From a@b Thu\r\nX-Subject: no\r\nSUBJECT: Hello\r\n\tworld\r\nTo: c\r\n\r\nBody caf\u00e9\r\n\r\nend";
        assertEquals(
                " Hello\n\tworld\n\nBody café\n\nend", SpamAssassin.text(mail.getBytes(StandardCharsets.ISO_8859_1)));
        assertEquals("", SpamAssassin.text("To: c".getBytes(StandardCharsets.ISO_8859_1)));
        assertEquals("\n\nSubject: x", SpamAssassin.text("To: c\n\nSubject: x".getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void theFolderSaysWhatIsSpam() {
        Data data = open(8, 0, 0);
        Examples train = data.split(Data.TRAIN);
        Map<Float, Integer> counts = new HashMap<>();
        for (int i = 0; i < train.size(); i++) {
            float[] target = new float[1];
            train.read(i, Field.TARGET, target, 0);
            float[] input = new float[6];
            train.read(i, Field.INPUT, input, 0);
            boolean win = data.field(Field.INPUT).classes().get((int) input[0]).equals("win");
            assertEquals(win ? 1 : 0, target[0]);
            counts.merge(target[0], 1, Integer::sum);
        }
        assertEquals(Map.of(0f, 4, 1f, 4), counts);
    }

    @Test
    void anEmptyMailIsNamed() throws IOException {
        write("spam-2/00002.txt", "To: c\n\n  \n");
        String message = assertThrows(InvalidSetting.class, () -> open(8, 0, 0)).getMessage();
        assertTrue(message.contains("00002.txt is empty"), message);
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Contract.dataset(new SpamAssassin(), config(4, 2, 2), source -> folder)
                .tests();
    }
}
