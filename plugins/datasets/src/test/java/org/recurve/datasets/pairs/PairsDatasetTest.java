package org.recurve.datasets.pairs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.recurve.datasets.files.OwnDataTest.below;
import static org.recurve.datasets.files.OwnDataTest.read;
import static org.recurve.datasets.files.OwnDataTest.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.files.NpyBytes;
import org.recurve.datasets.text.PlainTokens;
import org.recurve.testkit.Contract;

class PairsDatasetTest {
    private static final String PAIRS = "der Hund\tthe dog\nein roter Hund\ta red dog\nHund\tdog\n";

    @TempDir
    Path folder;

    private static PairsDataset.Config config(String file, Optional<String> targets, int targetSteps, double test) {
        return config(file, targets, Optional.empty(), targetSteps, test);
    }

    private static PairsDataset.Config config(
            String file, Optional<String> targets, Optional<List<String>> columns, int targetSteps, double test) {
        return new PairsDataset.Config(
                file,
                targets,
                columns,
                PlainTokens.WORDS,
                Optional.empty(),
                100,
                100,
                Optional.empty(),
                Optional.of(targetSteps).filter(steps -> steps > 0),
                0,
                test,
                0);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private static float[] of(Data data, int place, String field) {
        int index = (int) IntStream.range(0, data.split(Data.TRAIN).size())
                .filter(i -> data.split(Data.TRAIN).id(i) == place)
                .findFirst()
                .orElseThrow();
        return read(data, Data.TRAIN, index, field);
    }

    private Data open(PairsDataset.Config config) {
        return new PairsDataset().open(config, below(folder));
    }

    @Test
    void eachSideHasItsLengthAndItsVocabularyAndTargetsEnd() throws IOException {
        write("p.tsv", PAIRS);
        write("de.txt", PAIRS.replaceAll("\t.*", ""));
        write("en.txt", PAIRS.replaceAll("(?m)^.*\t", ""));
        write("p.csv", "n,english,german\n" + PAIRS.replaceAll("(?m)^(.*)\t(.*)$", "1,$2,\"$1\""));
        List<Data> all = List.of(
                open(config("p.tsv", Optional.empty(), 0, 0)),
                open(config("de.txt", Optional.of("en.txt"), 0, 0)),
                open(config("p.csv", Optional.empty(), Optional.of(List.of("german", "english")), 0, 0)));
        for (Data data : all) {
            assertEquals(
                    List.of("<unknown>", "hund", "der", "ein", "roter"),
                    data.field(Field.INPUT).classes());
            assertEquals(
                    List.of("<unknown>", "<end>", "dog", "a", "red", "the"),
                    data.field(Field.TARGET).classes());
            assertEquals(Shape.of(3), data.field(Field.INPUT).shape());
            assertEquals(Shape.of(4), data.field(Field.TARGET).shape());
            assertArrayEquals(new float[] {2, 1, 0}, of(data, 0, Field.INPUT));
            assertArrayEquals(new float[] {2}, of(data, 0, Field.LENGTH));
            assertArrayEquals(new float[] {5, 2, 1, 0}, of(data, 0, Field.TARGET));
            assertArrayEquals(new float[] {3}, of(data, 0, Field.TARGET_LENGTH));
            assertArrayEquals(new float[] {3, 4, 2, 1}, of(data, 1, Field.TARGET));
            assertArrayEquals(new float[] {4}, of(data, 1, Field.TARGET_LENGTH));
        }
        assertNotEquals(all.getFirst().digest(), all.getLast().digest());
        assertEquals(
                "sha256:7824cd057977742b18b6dfd3a305bfbb5af6b5fb63379f1fbcbf66ccf2f4c284",
                all.getFirst().digest(),
                "as before there were columns, so that what was trained then is found");
    }

    /** What only the test pairs hold is unknown, on both sides. */
    @Test
    void vocabulariesAreThoseOfTheTrainingPairs() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            text.append("s").append(i).append("\tt").append(i).append('\n');
        }
        write("p.tsv", text.toString());
        Data data = open(config("p.tsv", Optional.empty(), 0, 0.2));
        assertEquals(1 + 8, data.field(Field.INPUT).classes().size());
        assertEquals(2 + 8, data.field(Field.TARGET).classes().size());
        for (int i = 0; i < 2; i++) {
            assertArrayEquals(new float[] {0}, read(data, Data.TEST, i, Field.INPUT));
            assertArrayEquals(new float[] {0, 1}, read(data, Data.TEST, i, Field.TARGET));
        }
    }

    @Test
    void ofPairsWithOneSourceTheFirstCounts() throws IOException {
        write("p.tsv", "a\tb\nc d\te\na\tf\n");
        Data data = open(config("p.tsv", Optional.empty(), 0, 0));
        assertEquals(2, data.split(Data.TRAIN).size());
        assertEquals(
                List.of("<unknown>", "<end>", "b", "e"),
                data.field(Field.TARGET).classes());
    }

    /** Pictures and their captions. */
    @Test
    void inputsMayBeArrays() throws IOException {
        write("c.txt", "a cat\na cat\n");
        array("x.npy", "(2, 1, 2)", 1, 2, 3, 4);
        Data data = open(config("x.npy", Optional.of("c.txt"), 0, 0));
        assertEquals(Shape.of(1, 2), data.field(Field.INPUT).shape());
        assertArrayEquals(new float[] {3, 4}, of(data, 1, Field.INPUT));
        assertArrayEquals(new float[] {2, 3, 1}, of(data, 1, Field.TARGET));
        array("x.npy", "(3, 1)", 1, 2, 3);
        assertEquals(
                "x.npy has 3 inputs, but c.txt 2 lines; line n of the targets belongs to number n of the sources:"
                        + " complete the shorter one",
                refusal(new PairsDataset(), config("x.npy", Optional.of("c.txt"), 0, 0), folder)
                        .replace(folder + "/", ""));
    }

    private void array(String name, String shape, int... bytes) throws IOException {
        NpyBytes.write(folder.resolve(name), shape, bytes);
    }

    private String refused(String text, int targetSteps) throws IOException {
        write("p.tsv", text);
        return refusal(new PairsDataset(), config("p.tsv", Optional.empty(), targetSteps, 0), folder);
    }

    @Test
    void mistakesNameFileAndLine() throws IOException {
        String form = ", but a line holds a source, a tab, and its target; write both, remove the line, or name a file"
                + " of targets with targets";
        assertEquals("p.tsv:2 has 1 column" + form, refused("a\tb\nc d\n", 0));
        assertEquals("p.tsv:1 has 3 columns" + form, refused("a\tb\tc\n", 0));
        assertEquals("p.tsv:2 has 1 column" + form, refused("a\tb\n\nc\td\n", 0));
        assertEquals(
                "p.tsv:2 has an empty target; write it, or remove the line and what belongs to it",
                refused("a\tb\nc\t \n", 0));
        assertEquals(
                "p.tsv:2 has a target of 3 symbols, but target-steps is 2; raise it to 3, the length of the longest, or"
                        + " shorten or remove the line",
                refused(PAIRS, 2));
        assertEquals(
                "p.tsv is empty; a line holds a source, a tab, and its target, or one of them if the targets have a"
                        + " file of their own",
                refused("", 0));
        write("de.txt", "a\nb\n");
        write("en.txt", "a\n");
        assertEquals(
                "de.txt has 2 lines, but en.txt 1 lines; line n of the targets belongs to number n of the sources:"
                        + " complete the shorter one",
                refusal(new PairsDataset(), config("de.txt", Optional.of("en.txt"), 0, 0), folder)
                        .replace(folder + "/", ""));
        assertEquals(
                "an array of inputs needs a file with a target for each of them; name it with targets",
                assertThrows(InvalidSetting.class, () -> config("x.npy", Optional.empty(), 0, 0))
                        .getMessage());
    }

    @Test
    void mistakesOfATableNameItsColumns() throws IOException {
        PairsDataset.Config config = config("p.csv", Optional.empty(), Optional.of(List.of("german", "english")), 0, 0);
        write("p.csv", "german;english\nHund;dog\nKatze; \n");
        assertEquals(
                "p.csv:3 column english has an empty target; write it, or remove the line and what belongs to it",
                refusal(new PairsDataset(), config, folder).replace(folder + "/", ""));
        write("p.csv", "de,english\nHund,dog\n");
        assertEquals(
                "p.csv has no column \"german\"; its columns are de, english",
                refusal(new PairsDataset(), config, folder).replace(folder + "/", ""));
        assertEquals(
                "columns has 1 names, but a pair is of two: the column of the sources and that of the targets",
                assertThrows(
                                InvalidSetting.class,
                                () -> config("p.csv", Optional.empty(), Optional.of(List.of("german")), 0, 0))
                        .getMessage());
        assertEquals(
                "columns are those of one table, but the targets have a file of their own; leave out one of them",
                assertThrows(
                                InvalidSetting.class,
                                () -> config(
                                        "p.csv",
                                        Optional.of("en.txt"),
                                        Optional.of(List.of("german", "english")),
                                        0,
                                        0))
                        .getMessage());
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() throws IOException {
        write("p.tsv", PAIRS + "ein Hund\ta dog\nrot\tred\n");
        return Contract.dataset(new PairsDataset(), config("p.tsv", Optional.empty(), 0, 0.4), below(folder))
                .tests();
    }
}
