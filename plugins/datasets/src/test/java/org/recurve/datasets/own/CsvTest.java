package org.recurve.datasets.own;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recurve.datasets.own.OwnDataTest.below;
import static org.recurve.datasets.own.OwnDataTest.read;
import static org.recurve.datasets.own.OwnDataTest.refusal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.testkit.Contract;

class CsvTest {
    @TempDir
    Path folder;

    private static Csv.Config config(Answers answers, String... leftOut) {
        return new Csv.Config("iris.csv", "species", answers, List.of(leftOut), 0, 0, 0);
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("iris.csv"), text);
    }

    private String refused(String text) throws IOException {
        write(text);
        return refusal(new Csv(), config(Answers.CLASSES), folder);
    }

    @Test
    void readsNumbersAndClasses() throws IOException {
        write("name,width,species,length\r\n\"A, the \"\"first\"\"\",1.5,setosa, -2e1\r\n\r\nB,.25,ash,7\r\n");
        Data data = new Csv().open(config(Answers.CLASSES, "name"), below(folder));
        assertEquals(Shape.of(2), data.field(Field.INPUT).shape());
        assertEquals(List.of("ash", "setosa"), data.field(Field.TARGET).classes());
        int first = data.split(Data.TRAIN).id(0) == 0 ? 0 : 1;
        assertArrayEquals(new float[] {1.5f, -20}, read(data, Data.TRAIN, first, Field.INPUT));
        assertArrayEquals(new float[] {1}, read(data, Data.TRAIN, first, Field.TARGET));
        assertArrayEquals(new float[] {0.25f, 7}, read(data, Data.TRAIN, 1 - first, Field.INPUT));
    }

    @Test
    void valuesInQuotesHoldAnything() throws IOException {
        write("\uFEFFa, \"b\"\n\"1,\"\"2\"\"\n3\",x");
        CsvTable table = CsvTable.read(folder.resolve("iris.csv"));
        assertEquals(List.of("a", "b"), table.names());
        assertEquals(List.of(new CsvTable.Row(2, List.of("1,\"2\"\n3", "x"))), table.rows());
    }

    @Test
    void linesAreCountedThroughQuotesAndBlankLines() throws IOException {
        assertEquals(
                "iris.csv:5 has 1 values, but the first line names 2 columns; complete the row, or put a value that holds"
                        + " a comma in double quotes",
                refused("species,x\n\n\"a\nb\",1\nc\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1f",
                "0x10",
                "NaN",
                "Infinity",
                "1e99",
                "''",
                "1 2",
                "one",
            })
    void refusesWhatIsNoNumber(String text) throws IOException {
        assertEquals(
                "iris.csv:3 column x: \"" + text + "\" is not a finite number; correct it, or leave the column out with"
                        + " leave-out: [x]",
                refused("species,x\na,1\nb," + text + "\n"));
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        String form = "; the first line names the columns, each line below it is an example";
        assertEquals("iris.csv does not exist", refusal(new Csv(), config(Answers.CLASSES), folder));
        assertEquals("iris.csv is empty" + form, refused(""));
        assertEquals("iris.csv has no row below its names" + form, refused("species,x\n"));
        assertEquals("iris.csv:1 names two columns alike: x, x; give each a name of its own", refused("x,x\n1,2\n"));
        assertEquals("iris.csv has no column \"species\"; its columns are x, y", refused("x,y\n1,2\n"));
        assertEquals("iris.csv has no column left as input; its columns are species", refused("species\na\n"));
        assertEquals(
                "iris.csv:2 opens a double quote that is never closed; close it, or write it twice",
                refused("species,x\n\"a,1\nb,2\n"));
        Files.write(folder.resolve("iris.csv"), "species,x\né,1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(
                "iris.csv:2 is not UTF-8: byte 0xe9 fits no character there; save the file as UTF-8",
                refusal(new Csv(), config(Answers.CLASSES), folder));
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() throws IOException {
        write("x,species\n1,a\n2,b\n3,c\n4,a\n5,b\n6,c\n7,a\n8,b\n9,c\n10,d\n");
        return Contract.dataset(
                        new Csv(),
                        new Csv.Config("iris.csv", "species", Answers.CLASSES, List.of(), 0.2, 0.2, 3),
                        below(folder))
                .tests();
    }
}
