package org.recurve.datasets.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.datasets.files.OwnDataTest.below;
import static org.recurve.datasets.files.OwnDataTest.read;
import static org.recurve.datasets.files.OwnDataTest.refusal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.testkit.Contract;

class CsvDatasetTest {
    @TempDir
    Path folder;

    private static CsvDataset.Config config(TargetKind kind, String... leftOut) {
        return new CsvDataset.Config("iris.csv", "species", kind, List.of(leftOut), 0, 0, 0);
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("iris.csv"), text);
    }

    private String refused(String text) throws IOException {
        write(text);
        return refusal(new CsvDataset(), config(TargetKind.CLASSES), folder);
    }

    /** Ten thousand million comparisons of names, which looking for each column among all would be, take a minute. */
    @Test
    @Timeout(30)
    void aTableMayHaveAHundredThousandColumns() throws IOException {
        int columns = 100_000;
        List<Integer> all = IntStream.range(0, columns).boxed().toList();
        String values = all.stream().map(String::valueOf).collect(Collectors.joining(","));
        write(all.stream().map(i -> "gene-" + i).collect(Collectors.joining(",")) + ",species\n" + values + ",ash\n"
                + values + ",oak\n");
        Data data = new CsvDataset().open(config(TargetKind.CLASSES), below(folder));
        float[] first = read(data, Data.TRAIN, 0, Field.INPUT);
        assertEquals(columns, first.length);
        all.forEach(i -> assertEquals((float) i, first[i]));
    }

    @Test
    void readsNumbersAndClasses() throws IOException {
        write("name,width,species,length\r\n\"A, the \"\"first\"\"\",1.5,setosa, -2e1\r\n\r\nB,.25,ash,7\r\n");
        Data data = new CsvDataset().open(config(TargetKind.CLASSES, "name"), below(folder));
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
        try (CsvRows table = CsvRows.open(folder.resolve("iris.csv"), Optional.empty())) {
            assertEquals(List.of("a", "b"), table.names());
            assertTrue(table.next());
            assertEquals(2, table.line());
            assertEquals(List.of("1,\"2\"\n3", "x"), table.values());
            assertFalse(table.next());
        }
    }

    @Test
    void refusesAnEmptyClass() throws IOException {
        String why = " column species: there is no value, so the row has no class; write its class, or remove the row";
        assertEquals("iris.csv:3" + why, refused("species,x\na,1\n,2\n"));
        assertEquals("iris.csv:2" + why, refused("species,x\n \u00a0 ,1\n"));
        assertEquals("iris.csv:2" + why, refused("species,x\n\"\",1\n"));
        assertEquals("iris.csv:2" + why, refused("species,x\n\u200b\u00ad,1\n"));
    }

    /** "café" with its accent in the letter and behind it, with a soft hyphen, and with blanks that are not seen. */
    @Test
    void whatLooksAlikeIsOneClass() throws IOException {
        write("\uFEFFcafe\u0301,x\ncaf\u00e9,1\ncafe\u0301,2\nca\u00adf\u00e9,3\n\u200bcaf\u00e9\u00a0,4\n"
                + "un\u00a0caf\u00e9,5\nun caf\u00e9,6\n");
        CsvDataset.Config config =
                new CsvDataset.Config("iris.csv", "caf\u00e9", TargetKind.CLASSES, List.of(), 0, 0, 0);
        Data data = new CsvDataset().open(config, below(folder));
        assertEquals(
                List.of("caf\u00e9", "un caf\u00e9"), data.field(Field.TARGET).classes());
    }

    @Test
    void refusesOtherEncodings() throws IOException {
        Files.write(folder.resolve("iris.csv"), "\uFEFFspecies,x\na,1\n".getBytes(StandardCharsets.UTF_16LE));
        assertEquals(
                "iris.csv is UTF-16, as its byte-order mark says; save the file as UTF-8",
                refusal(new CsvDataset(), config(TargetKind.CLASSES), folder));
    }

    /** The same rows under exchanged names are other examples. */
    @Test
    void theNamesArePartOfTheDigest() throws IOException {
        CsvDataset.Config numbers = config(TargetKind.NUMBERS);
        write("species,x\n1,2\n");
        String digest = new CsvDataset().open(numbers, below(folder)).digest();
        write("x,species\n1,2\n");
        assertNotEquals(digest, new CsvDataset().open(numbers, below(folder)).digest());
    }

    @Test
    void refusesMoreClassesThanAnyTaskHas() throws IOException {
        StringBuilder rows = new StringBuilder("species,x\n");
        for (int row = 0; row <= Short.MAX_VALUE; row++) {
            rows.append(row).append(",1\n");
        }
        assertEquals(
                "iris.csv column species has more than 32767 classes; if it holds numbers, write answers: numbers",
                refused(rows.toString()));
    }

    @Test
    void refusesAValueWithoutEnd() throws IOException {
        assertEquals(
                "iris.csv:2 begins a value of more than 1048576 characters; is a double quote never closed, or is this no"
                        + " table?",
                refused("species,x\n\"" + "a,1\n".repeat(300_000)));
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
        String help = text.isEmpty() || text.equals("NaN")
                ? "correct it, or say what stands for it with missing: mean or indicator"
                : "correct it, leave the column out with leave-out: [x], or let its values be categories with one-hot:"
                        + " [x]";
        assertEquals(
                "iris.csv:3 column x: \"" + text + "\" is not a finite number; " + help,
                refused("species,x\na,1\nb," + text + "\n"));
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        String form = "; the first line names the columns, each line below it is an example";
        Files.writeString(folder.resolve("Irys.csv"), "");
        assertEquals(
                "iris.csv does not exist: it was looked for in the folder " + folder
                        + "; the nearest name there is Irys.csv; correct the name, or name another folder to look in with"
                        + " --data",
                refusal(new CsvDataset(), config(TargetKind.CLASSES), folder));
        assertEquals("iris.csv is empty" + form, refused(""));
        assertEquals("iris.csv has no row below its names" + form, refused("species,x\n"));
        assertEquals(
                "iris.csv:1 gives two columns the same name: x, x; give each a name of its own",
                refused("x,y,x\n1,2,3\n"));
        assertEquals(
                "iris.csv ends its lines with carriage returns alone; save it with line feeds",
                refused("species,x\ra,1\rb,2\r"));
        assertEquals("iris.csv has no column \"species\"; its columns are x, y", refused("x,y\n1,2\n"));
        assertEquals(
                "iris.csv has no column \"species\"; its only column is \"x y\": commas, semicolons, tabs or bars stand"
                        + " between values, and the first line names the columns",
                refused("x y\n1 2\n"));
        assertEquals(
                "iris.csv has no column \"species\"; its columns are 5.1, setosa; are these values? The first line names the"
                        + " columns: write one above them",
                refused("5.1,setosa\n4.9,setosa\n"));
        String wide = IntStream.range(0, 99).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        assertTrue(refused(wide + "\n1\n").endsWith("c48, c49, … (99 in all)"));
        assertEquals(
                "iris.csv:2 column 3, which has no name: \"\" is not a finite number; if every line ends with a separator,"
                        + " write leave-out: ['']; else correct it, or say what stands for it with missing: mean or indicator",
                refused("species,x,\na,1,\n"));
        assertEquals("iris.csv has no column left as input; its columns are species", refused("species\na\n"));
        assertEquals(
                "iris.csv:2 opens a double quote that is never closed; close it, or write it twice",
                refused("species,x\n\"a,1\nb,2\n"));
        Files.write(folder.resolve("iris.csv"), "species,x\né,1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(
                "iris.csv:2 is not UTF-8: byte 0xe9 fits no character there; save the file as UTF-8",
                refusal(new CsvDataset(), config(TargetKind.CLASSES), folder));
    }

    private static CsvDataset.Config severalTargets(TargetKind kind, String... more) {
        return new CsvDataset.Config(
                "iris.csv",
                "y",
                kind,
                List.of(),
                0,
                0,
                0,
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
                Optional.of(List.of(more)),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void aRowMayHaveSeveralTargets() throws IOException {
        Files.writeString(folder.resolve("iris.csv"), "y,x,z\n1,2,3.5\n");
        Data data = new CsvDataset().open(severalTargets(TargetKind.NUMBERS, "z"), below(folder));
        assertEquals(Shape.of(2), data.field(Field.TARGET).shape());
        assertArrayEquals(new float[] {1, 3.5f}, read(data, Data.TRAIN, 0, Field.TARGET));
        assertArrayEquals(new float[] {2}, read(data, Data.TRAIN, 0, Field.INPUT));
        Files.writeString(folder.resolve("iris.csv"), "y,x,z\nyes,2,no\n");
        Data classes = new CsvDataset().open(severalTargets(TargetKind.CLASSES, "z"), below(folder));
        assertEquals(List.of("no", "yes"), classes.field(Field.TARGET).classes());
        assertArrayEquals(new float[] {1, 0}, read(classes, Data.TRAIN, 0, Field.TARGET));
        assertEquals(
                "target and more-targets name a column of iris.csv twice; name each once",
                refusal(new CsvDataset(), severalTargets(TargetKind.CLASSES, "y"), folder));
        Files.writeString(folder.resolve("iris.csv"), "y,x,z\n1,2,no\n");
        assertEquals(
                "iris.csv:2 column z: \"no\" is not a finite number; correct it, or remove the row",
                refusal(new CsvDataset(), severalTargets(TargetKind.NUMBERS, "z"), folder));
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() throws IOException {
        write("x,species\n1,a\n2,b\n3,c\n4,a\n5,b\n6,c\n7,a\n8,b\n9,c\n10,d\n");
        return Contract.dataset(
                        new CsvDataset(),
                        new CsvDataset.Config("iris.csv", "species", TargetKind.CLASSES, List.of(), 0.2, 0.2, 3),
                        below(folder))
                .tests();
    }
}
