package org.recurve.datasets.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.recurve.datasets.files.OwnDataTest.below;
import static org.recurve.datasets.files.OwnDataTest.read;
import static org.recurve.datasets.files.OwnDataTest.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.ExampleDigest;
import org.recurve.testkit.Contract;

class TableSequencesTest {
    private static final String WALKS = """
            walk,speed,turn,gait
            a,1,10,slow
            a,2,20,slow
            b,3,30,fast
            c,4,40,slow
            c,5,50,fast
            c,6,60,slow
            """;

    @TempDir
    Path folder;

    private static CsvDataset.Config config(Optional<TargetScope> scope, double test) {
        return new CsvDataset.Config(
                "walks.csv",
                "gait",
                TargetKind.CLASSES,
                List.of(),
                0,
                test,
                0,
                Optional.of("walk"),
                scope,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Data open(String text, Optional<TargetScope> scope) throws IOException {
        Files.writeString(folder.resolve("walks.csv"), text);
        return new CsvDataset().open(config(scope, 0), below(folder));
    }

    private static float[] of(Data data, int place, String field) {
        int index = 0;
        while (data.split(Data.TRAIN).id(index) != place) {
            index++;
        }
        return read(data, Data.TRAIN, index, field);
    }

    @Test
    void rowsOfOneNameAreTheStepsOfASequence() throws IOException {
        Data data = open(WALKS, Optional.empty());
        assertEquals(Shape.of(3, 2), data.field(Field.INPUT).shape());
        assertEquals(3, data.split(Data.TRAIN).size());
        assertArrayEquals(new float[] {1, 10, 2, 20, 0, 0}, of(data, 0, Field.INPUT));
        assertArrayEquals(new float[] {3, 30, 0, 0, 0, 0}, of(data, 1, Field.INPUT));
        assertArrayEquals(new float[] {2}, of(data, 0, Field.LENGTH));
        assertArrayEquals(new float[] {3}, of(data, 2, Field.LENGTH));
        assertEquals(List.of("fast", "slow"), data.field(Field.TARGET).classes());
        assertArrayEquals(new float[] {1, 0, 1}, of(data, 2, Field.TARGET));
        assertArrayEquals(new float[] {0, 0, 0}, of(data, 1, Field.TARGET));
    }

    @Test
    void aTargetMayBeThatOfTheWholeSequence() throws IOException {
        Data data = open(WALKS.replace("c,5,50,fast", "c,5,50,slow"), Optional.of(TargetScope.SEQUENCE));
        assertEquals(Shape.SCALAR, data.field(Field.TARGET).shape());
        assertArrayEquals(new float[] {0}, of(data, 1, Field.TARGET));
        assertArrayEquals(new float[] {1}, of(data, 2, Field.TARGET));
    }

    @Test
    void withoutSequencesTheDigestIsWhatItWas() throws IOException {
        Files.writeString(folder.resolve("iris.csv"), "x,y\n1,a\n");
        ExampleDigest expected = new ExampleDigest("csv 2")
                .add("Config[file=iris.csv, target=y, answers=CLASSES, leaveOut=[], validation=0.1, test=0.0, seed=9]")
                .add("x")
                .add("y")
                .add("1")
                .add("a");
        CsvDataset.Config config = new CsvDataset.Config("iris.csv", "y", TargetKind.CLASSES, List.of(), 0.1, 0, 9);
        assertEquals(
                expected.hex(),
                new CsvDataset()
                        .open(new CsvDataset().asOf(2, config), below(folder))
                        .digest());
    }

    private String refused(String text, TargetScope scope) throws IOException {
        Files.writeString(folder.resolve("walks.csv"), text);
        return refusal(new CsvDataset(), config(Optional.of(scope), 0), folder);
    }

    @Test
    void mistakesNameFileAndLine() throws IOException {
        assertEquals(
                "walks.csv:8 column walk goes on with sequence a, whose last row so far is line 3; let the rows of a"
                        + " sequence follow each other, in the order of its steps",
                refused(WALKS + "a,7,70,slow\n", TargetScope.STEP));
        assertEquals(
                "walks.csv:6 column gait is \"fast\", but \"slow\" where sequence c begins in line 5; with target-of:"
                        + " sequence all rows of a sequence agree in their target: correct the row, or write target-of:"
                        + " step",
                refused(WALKS, TargetScope.SEQUENCE));
        assertEquals(
                "walks.csv:4 column walk: there is no value, so the row is a step of no sequence; write the name of its"
                        + " sequence, or remove the row",
                refused(WALKS.replace("b,3", ",3"), TargetScope.STEP));
        assertEquals(
                "walks.csv has no column \"walk\"; its columns are id, speed, turn, gait",
                refused(WALKS.replace("walk", "id"), TargetScope.STEP));
        assertEquals(
                "target-of is about rows that are steps of sequences; name the column of their sequence with sequence,"
                        + " or remove target-of",
                assertThrows(
                                InvalidSetting.class,
                                () -> new CsvDataset.Config(
                                        "walks.csv",
                                        "gait",
                                        TargetKind.CLASSES,
                                        List.of(),
                                        0,
                                        0,
                                        0,
                                        Optional.empty(),
                                        Optional.of(TargetScope.STEP),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()))
                        .getMessage());
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() throws IOException {
        Files.writeString(folder.resolve("walks.csv"), WALKS);
        return Contract.dataset(new CsvDataset(), config(Optional.empty(), 0.4), below(folder))
                .tests();
    }
}
