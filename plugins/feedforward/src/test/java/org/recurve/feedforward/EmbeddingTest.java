package org.recurve.feedforward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class EmbeddingTest {
    private static final Field WORDS = new Field(Field.INPUT, Shape.of(4), List.of("<unknown>", "a", "b"));
    private static final Field LENGTH = new Field(Field.LENGTH, Shape.SCALAR);

    @TempDir
    Path folder;

    private static Embedding.Config config(int size, float... table) {
        return new Embedding.Config(size, Forward.given(table), Optional.empty());
    }

    private static Forward on(Embedding.Config config) {
        return Forward.of(new Embedding(), config, Shape.of(4)).with(WORDS);
    }

    @Test
    void eachWordBecomesItsRow() {
        Forward embedding = on(config(2, 1, 2, 10, 20, 100, 200));
        assertEquals(Shape.of(4, 2), embedding.program().output());
        assertArrayEquals(new float[] {100, 200, 1, 2, 100, 200, 10, 20}, embedding.run(2, 0, 2, 1));
    }

    @Test
    void nothingStandsPastTheTrueLength() {
        Forward embedding = on(config(1, 1, 10, 100)).with(LENGTH, 2);
        assertArrayEquals(new float[] {100, 1, 0, 0}, embedding.run(2, 0, 2, 1));
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        float[] table = {0.1f, -0.2f, 0.3f, 0.4f, -0.5f, 0.6f};
        Field target = new Field(Field.TARGET, Shape.SCALAR);
        return Contract.layer(new Embedding(), config(2, table), List.of(WORDS, target))
                .tests();
    }

    @Test
    void needsAVocabulary() {
        Forward numbers = Forward.of(new Embedding(), config(2, 1, 2), Shape.of(4));
        String message = assertThrows(InvalidSetting.class, numbers::program).getMessage();
        assertTrue(message.contains("this data set's input has no vocabulary"), message);
    }

    // Loaded vectors.

    private Embedding.Config loaded(int size, String lines, Optional<String> sha256)
            throws IOException, NoSuchAlgorithmException {
        byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(folder.resolve("vectors.txt"), bytes);
        String found =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        return new Embedding.Config(
                size,
                Forward.given(-1, -2, -3, -4, -5, -6),
                Optional.of(new VectorFile(file.toString(), sha256.orElse(found))));
    }

    @Test
    void vectorsAreLoadedAndOtherWordsBeginAsUsual() throws Exception {
        for (String header : List.of("", "3 2\n")) {
            Forward embedding = on(loaded(2, header + "b 5 6.5e0\nzebra 1 2\na -7  8\nb 9 9\n", Optional.empty()));
            assertArrayEquals(new float[] {-1, -2, -7, 8, 5, 6.5f, 5, 6.5f}, embedding.run(0, 1, 2, 2));
        }
    }

    /** A mark, or the first word: both files begin with the vector of "a", and a word may have its accent behind its letter. */
    @Test
    void aByteOrderMarkIsNoPartOfAWord() throws Exception {
        Embedding.Config config = loaded(2, "\uFEFFa 7 7\nb 8 8\n", Optional.empty());
        assertArrayEquals(new float[] {-1, -2, 7, 7, 8, 8, -1, -2}, on(config).run(0, 1, 2, 0));
        Field cafe = new Field(Field.INPUT, Shape.of(4), List.of("<unknown>", "a", "caf\u00e9"));
        Embedding.Config accent = loaded(2, "\uFEFF2 2\na 7 7\ncafe\u0301 8 8\n", Optional.empty());
        assertArrayEquals(
                new float[] {-1, -2, 7, 7, 8, 8, -1, -2},
                Forward.of(new Embedding(), accent, Shape.of(4)).with(cafe).run(0, 1, 2, 0));
    }

    @Test
    void saysWhatIsWrongWithAFile() throws Exception {
        refused("write sha256: ", loaded(2, "a 1 2\n", Optional.of("0".repeat(64))));
        refused(
                "vectors.txt:2 gives a vector of 3 numbers, but the embedding's size is 2",
                loaded(2, "x 1\na 1 2 3", Optional.empty()));
        refused("vectors.txt:1 has \"one\" where a finite number should be", loaded(2, "a 1 one", Optional.empty()));
        refused("vectors.txt:1 has \"nan\" where a finite number should be", loaded(2, "a 1 nan", Optional.empty()));
        refused("vectors.txt:2 has \"1e39\" where a finite", loaded(2, "x 1 2\na 1e39 1", Optional.empty()));
        refused("no word of the data set's vocabulary", loaded(2, "x 1 2", Optional.empty()));
        Embedding.Config gone = loaded(2, "a 1 2", Optional.empty());
        Files.delete(folder.resolve("vectors.txt"));
        refused("there is no file of word vectors", gone);
    }

    private static void refused(String why, Embedding.Config config) {
        String message = assertThrows(InvalidSetting.class, () -> on(config).run(0, 1, 2, 0))
                .getMessage();
        assertTrue(message.contains(why), message);
    }
}
