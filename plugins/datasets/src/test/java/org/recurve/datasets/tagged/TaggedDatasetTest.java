package org.recurve.datasets.tagged;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.recurve.datasets.files.OwnDataTest.below;
import static org.recurve.datasets.files.OwnDataTest.read;
import static org.recurve.datasets.files.OwnDataTest.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.testkit.Contract;

class TaggedDatasetTest {
    @TempDir
    Path folder;

    private static TaggedDataset.Config config(TaggedLine line, double test) {
        return new TaggedDataset.Config("s.txt", line, 4, 100, false, 0, test, 0);
    }

    private Data open(TaggedLine line, String text) throws IOException {
        Files.writeString(folder.resolve("s.txt"), text);
        return new TaggedDataset().open(config(line, 0), below(folder));
    }

    private static int at(Data data, int place) {
        return data.split(Data.TRAIN).id(0) == place ? 0 : 1;
    }

    @Test
    void threeWaysToWriteTheSameSentences() throws IOException {
        List<Data> all = List.of(
                open(TaggedLine.WORD, "the\tDT\ncat\tNN\n\nshe  PRP\nate  VBD\nthe  DT\n"),
                open(TaggedLine.WORD, "\n\nthe/DT\ncat/NN\n \t\n\nshe/PRP\nate/VBD\nthe/DT\n\n"),
                open(TaggedLine.SENTENCE, "the/DT cat/NN\n\nshe/PRP ate/VBD the/DT\n"));
        for (Data data : all) {
            assertEquals(
                    List.of("DT", "NN", "PRP", "VBD"), data.field(Field.TARGET).classes());
            assertEquals(
                    List.of("<unknown>", "the", "ate", "cat", "she"),
                    data.field(Field.INPUT).classes());
            assertEquals(Shape.of(4), data.field(Field.INPUT).shape());
            int second = at(data, 1);
            assertArrayEquals(new float[] {4, 2, 1, 0}, read(data, Data.TRAIN, second, Field.INPUT));
            assertArrayEquals(new float[] {2, 3, 0, 0}, read(data, Data.TRAIN, second, Field.TARGET));
            assertArrayEquals(new float[] {3}, read(data, Data.TRAIN, second, Field.LENGTH));
            assertArrayEquals(new float[] {2}, read(data, Data.TRAIN, 1 - second, Field.LENGTH));
        }
        assertNotEquals(all.getFirst().digest(), all.getLast().digest());
    }

    /** The tag stands behind the last slash: 1/2/CD is the word 1/2. */
    @Test
    void wordsMayHoldSlashes() throws IOException {
        Data data = open(TaggedLine.SENTENCE, "1/2/CD cup/NN\n");
        assertEquals(List.of("<unknown>", "1/2", "cup"), data.field(Field.INPUT).classes());
    }

    private String refused(TaggedLine line, String text) throws IOException {
        Files.writeString(folder.resolve("s.txt"), text);
        return refusal(new TaggedDataset(), config(line, 0), folder);
    }

    @Test
    void mistakesNameFileAndLine() throws IOException {
        String word = "a line holds a word and its tag, with a tab or blanks between them or as word/tag, and a blank"
                + " line ends a sentence";
        String fix = "; write the tag behind the word, or remove the word";
        assertEquals(
                "s.txt:2 has \"cat\" where a word and its tag should be: " + word + fix,
                refused(TaggedLine.WORD, "the DT\ncat\n"));
        assertEquals(
                "s.txt:1 has \"the/\" where a word and its tag should be: a line holds a sentence, each word with its"
                        + " tag: word/tag word/tag" + fix,
                refused(TaggedLine.SENTENCE, "the/\n"));
        assertEquals(
                "s.txt:3 has 3 columns, but " + word + "; keep the columns of the word and of its tag",
                refused(TaggedLine.WORD, "the DT\n\ncat NN B-NP\n"));
        assertEquals(
                "s.txt:1 has 3 columns, but " + word + "; keep the columns of the word and of its tag, or write line:"
                        + " sentence if a line holds a whole one",
                refused(TaggedLine.WORD, "the/DT cat/NN ate/VBD\n"));
        assertEquals("s.txt holds no sentence; " + word, refused(TaggedLine.WORD, "\n \n"));
        Files.delete(folder.resolve("s.txt"));
        assertEquals(
                "s.txt does not exist: it was looked for in the folder " + folder
                        + "; correct the name, or name another folder to look in with --data",
                refusal(new TaggedDataset(), config(TaggedLine.WORD, 0), folder));
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() throws IOException {
        Files.writeString(folder.resolve("s.txt"), "a/X b/Y\nb/Y\nc/X d/X e/Y\nA/Z\nf/X\n");
        return Contract.dataset(new TaggedDataset(), config(TaggedLine.SENTENCE, 0.4), below(folder))
                .tests();
    }
}
