package org.recurve.datasets.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recurve.datasets.files.OwnDataTest.below;
import static org.recurve.datasets.files.OwnDataTest.read;
import static org.recurve.datasets.files.OwnDataTest.refusal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.recurve.datasets.ExampleDigest;
import org.recurve.testkit.Contract;

class SequenceArraysTest {
    @TempDir
    Path folder;

    private static NpyDataset.Config config(TargetKind answers, double test) {
        return new NpyDataset.Config(
                "x.npy",
                "y.npy",
                answers,
                0,
                test,
                0,
                Optional.of("n.npy"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private void array(String name, String shape, int... bytes) throws IOException {
        NpyBytes.write(folder.resolve(name), shape, bytes);
    }

    private Data open(TargetKind answers) {
        return new NpyDataset().open(config(answers, 0), below(folder));
    }

    /** Where the sequence that stands at a place of the files is in the training split. */
    private static int at(Data data, int place) {
        return (int) IntStream.range(0, data.split(Data.TRAIN).size())
                .filter(i -> data.split(Data.TRAIN).id(i) == place)
                .findFirst()
                .orElseThrow();
    }

    private static float[] of(Data data, int place, String field) {
        return read(data, Data.TRAIN, at(data, place), field);
    }

    @Test
    void paddedAndRaggedArraysAreTheSameSequences() throws IOException {
        array("n.npy", "(3,)", 2, 1, 3);
        array("x.npy", "(3, 3, 2)", 1, 2, 3, 4, 99, 99, 5, 6, 99, 99, 99, 99, 7, 8, 9, 10, 11, 12);
        array("y.npy", "(3, 3)", 0, 1, 100, 2, 100, 100, 1, 0, 1);
        Data padded = open(TargetKind.CLASSES);
        array("x.npy", "(6, 2)", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        array("y.npy", "(6,)", 0, 1, 2, 1, 0, 1);
        Data ragged = open(TargetKind.CLASSES);
        for (Data data : List.of(padded, ragged)) {
            assertEquals(Shape.of(3, 2), data.field(Field.INPUT).shape());
            assertEquals(Shape.of(3), data.field(Field.TARGET).shape());
            assertEquals(List.of("0", "1", "2"), data.field(Field.TARGET).classes()); // what pads is no class
            assertArrayEquals(new float[] {1, 2, 3, 4, 0, 0}, of(data, 0, Field.INPUT));
            assertArrayEquals(new float[] {5, 6, 0, 0, 0, 0}, of(data, 1, Field.INPUT));
            assertArrayEquals(new float[] {7, 8, 9, 10, 11, 12}, of(data, 2, Field.INPUT));
            assertArrayEquals(new float[] {0, 1, 0}, of(data, 0, Field.TARGET));
            assertArrayEquals(new float[] {1, 0, 1}, of(data, 2, Field.TARGET));
            assertArrayEquals(new float[] {2}, of(data, 0, Field.LENGTH));
            assertArrayEquals(new float[] {1}, of(data, 1, Field.LENGTH));
        }
    }

    @Test
    void aStepMayBeANumberAndATargetOneForTheSequence() throws IOException {
        array("n.npy", "(2,)", 2, 1);
        array("x.npy", "(3,)", 4, 5, 6);
        array("y.npy", "(2, 2)", 1, 2, 3, 4);
        Data data = open(TargetKind.NUMBERS);
        assertEquals(Shape.of(2, 1), data.field(Field.INPUT).shape());
        assertArrayEquals(new float[] {6, 0}, of(data, 1, Field.INPUT));
        array("y.npy", "(2,)", 3, 1);
        assertArrayEquals(new float[] {3}, of(open(TargetKind.CLASSES), 0, Field.TARGET));
    }

    /** Studies that were run before lengths could be given keep their identity, of which the digest is a part. */
    @Test
    void withoutLengthsTheDigestIsWhatItWas() throws IOException {
        array("x.npy", "(2, 1)", 7, 8);
        array("y.npy", "(2,)", 0, 1);
        ExampleDigest expected = new ExampleDigest("npy 2")
                .add("Config[input=x.npy, target=y.npy, answers=CLASSES, validation=0.1, test=0.25, seed=3]")
                .add("2×1")
                .add(new float[] {7})
                .add(new float[] {8})
                .add("2")
                .add(new float[] {0})
                .add(new float[] {1});
        NpyDataset.Config config = new NpyDataset.Config("x.npy", "y.npy", TargetKind.CLASSES, 0.1, 0.25, 3);
        assertEquals(
                expected.hex(),
                new NpyDataset()
                        .open(new NpyDataset().asOf(2, config), below(folder))
                        .digest());
    }

    @Test
    void aMaskSaysWhichStepsThereAre() throws IOException {
        array("x.npy", "(2, 3, 1)", 1, 2, 9, 4, 5, 6);
        array("y.npy", "(2,)", 0, 1);
        mask(1, 1, 0, 1, 1, 1);
        Data data = open(TargetKind.CLASSES);
        assertArrayEquals(new float[] {1, 2, 0}, of(data, 0, Field.INPUT));
        assertArrayEquals(new float[] {2}, of(data, 0, Field.LENGTH));
        assertArrayEquals(new float[] {3}, of(data, 1, Field.LENGTH));
        mask(1, 1, 1, 1, 0, 1);
        assertEquals(
                "n.npy leaves out step 1 of sequence 1 (counted from 0), but not step 2; a mask is true from a sequence's"
                        + " first step to its last: save it so, or leave the sequence out of all files",
                refused());
        mask(0, 0, 0, 1, 0, 0);
        assertEquals(
                "n.npy leaves out step 0 of sequence 0 (counted from 0); a mask is true from a sequence's first step to"
                        + " its last: save it so, or leave the sequence out of all files",
                refused());
    }

    private void mask(int... steps) throws IOException {
        array("n.npy", "(2, 3)", steps);
        byte[] bytes = Files.readAllBytes(folder.resolve("n.npy"));
        Files.write(
                folder.resolve("n.npy"),
                new String(bytes, StandardCharsets.ISO_8859_1)
                        .replace("|i1", "|b1")
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void mistakesNameTheFileAndTheSequence() throws IOException {
        array("y.npy", "(2,)", 0, 1);
        array("x.npy", "(2, 3, 1)", 1, 2, 3, 4, 5, 6);
        array("n.npy", "(2,)", 3, 4);
        assertEquals(
                "n.npy gives sequence 1 (counted from 0) the length 4, but x.npy has room for 3 steps; correct the"
                        + " length, or save the array with more steps",
                refused());
        array("n.npy", "(2,)", 3, 0);
        assertEquals(
                "n.npy gives sequence 1 (counted from 0) the length 0.0; a length is a whole number from 1: correct it,"
                        + " or leave the sequence out of all files",
                refused());
        array("n.npy", "(2, 1)", 3, 1);
        assertEquals(
                "n.npy holds lengths, one for each sequence, and so needs the shape [sequences], or as a mask of"
                        + " booleans [sequences×steps], not [2×1]",
                refused());
        array("n.npy", "(3,)", 3, 1, 1);
        assertEquals(
                "x.npy has the shape [2×3×1], but n.npy counts 3 sequences of 5 steps in all; its first extent must be"
                        + " 3, each sequence padded to the same number of steps, or 5, the steps of one sequence after"
                        + " another",
                refused());
        array("x.npy", "(5, 1)", 1, 2, 3, 4, 5);
        array("y.npy", "(4,)", 0, 1, 0, 1);
        assertEquals(
                "y.npy has the shape [4], but n.npy counts 3 sequences of 5 steps in all; its first extent must be 3,"
                        + " each sequence padded to the same number of steps, or 5, the steps of one sequence after"
                        + " another",
                refused());
    }

    private String refused() {
        return refusal(new NpyDataset(), config(TargetKind.CLASSES, 0), folder).replace(folder + "/", "");
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() throws IOException {
        array("n.npy", "(5,)", 2, 1, 3, 1, 1);
        array("x.npy", "(8, 1)", 1, 2, 3, 4, 5, 6, 7, 8);
        array("y.npy", "(8,)", 0, 1, 2, 1, 0, 1, 0, 0);
        return Contract.dataset(new NpyDataset(), config(TargetKind.CLASSES, 0.4), below(folder))
                .tests();
    }
}
