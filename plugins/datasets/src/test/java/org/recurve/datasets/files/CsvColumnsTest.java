package org.recurve.datasets.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.recurve.datasets.files.OwnDataTest.below;
import static org.recurve.datasets.files.OwnDataTest.read;
import static org.recurve.datasets.files.OwnDataTest.refusal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.data.InputForm;
import org.recurve.api.data.Scaling;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.scaling.Scale;
import org.recurve.datasets.table.ColumnKind;
import org.recurve.datasets.table.Decimal;
import org.recurve.datasets.table.Missing;
import org.recurve.datasets.table.Separator;
import org.recurve.testkit.Contract;

/** What values of a table become, by hand; all rows are training rows unless a column says otherwise. */
class CsvColumnsTest {
    @TempDir
    Path folder;

    private record Form(
            Optional<Separator> separator,
            Optional<Decimal> decimal,
            Optional<Missing> missing,
            Map<String, ColumnKind> columns,
            Optional<Scale> scale,
            Optional<String> split) {
        static final Form PLAIN = new Form(
                Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), Optional.empty());

        Form missing(Missing what) {
            return new Form(separator, decimal, Optional.of(what), columns, scale, split);
        }

        Form columns(Map<String, ColumnKind> kinds) {
            return new Form(separator, decimal, missing, kinds, scale, split);
        }

        Form scaled() {
            return new Form(separator, decimal, missing, columns, Optional.of(Scale.STANDARD), split);
        }

        Form comma() {
            return new Form(separator, Optional.of(Decimal.COMMA), missing, columns, scale, split);
        }

        Form divided() {
            return new Form(separator, decimal, missing, columns, scale, Optional.of("part"));
        }

        private Optional<List<String>> named(ColumnKind kind) {
            return Optional.of(columns.keySet().stream()
                            .filter(name -> columns.get(name) == kind)
                            .toList())
                    .filter(names -> !names.isEmpty());
        }

        CsvDataset.Config config(String file) {
            return new CsvDataset.Config(
                    file,
                    "y",
                    TargetKind.NUMBERS,
                    List.of(),
                    0,
                    0,
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    scale,
                    Optional.empty(),
                    Optional.empty(),
                    split,
                    Optional.empty(),
                    Optional.empty(),
                    separator,
                    decimal,
                    missing,
                    named(ColumnKind.ONE_HOT),
                    named(ColumnKind.DATE),
                    Optional.empty(),
                    named(ColumnKind.INDEX),
                    Optional.empty());
        }
    }

    private Data open(Form form, String rows) throws IOException {
        Files.writeString(folder.resolve("a.csv"), rows);
        return new CsvDataset().open(form.config("a.csv"), below(folder));
    }

    private String refused(Form form, String rows) throws IOException {
        Files.writeString(folder.resolve("a.csv"), rows);
        return refusal(new CsvDataset(), form.config("a.csv"), folder);
    }

    /** The input of the row with this target. */
    private static float[] input(Data data, String split, float target) {
        for (int i = 0; i < data.split(split).size(); i++) {
            if (read(data, split, i, Field.TARGET)[0] == target) {
                return read(data, split, i, Field.INPUT);
            }
        }
        throw new AssertionError("no row has the target " + target);
    }

    /** As pandas reads them; categories may be called None. */
    @Test
    void numbersAreMissingInManyWays() throws IOException {
        String rows = "x,z,y\n4,None,0\n"
                + String.join(
                        "\n",
                        List.of("n/a,a,1", "None,a,2", "#N/A,a,3", "<NA>,a,4", "nan,a,5", "Null,a,6", "?,a,7", ",a,8"));
        Data data = open(Form.PLAIN.missing(Missing.MEAN).columns(Map.of("z", ColumnKind.ONE_HOT)), rows);
        for (int i = 1; i < 9; i++) {
            assertArrayEquals(new float[] {4, 0, 1}, input(data, Data.TRAIN, i), "row " + i);
        }
        assertArrayEquals(new float[] {4, 1, 0}, input(data, Data.TRAIN, 0));
        assertEquals(
                "a.csv:2 column x: \"none given\" is not a finite number; correct it, leave the column out with leave-out:"
                        + " [x], or let its values be categories with one-hot: [x]; a number is missing that is nothing,"
                        + " NA, N/A, NaN, null, None or ?",
                refused(Form.PLAIN.missing(Missing.MEAN), "x,y\nnone given,1\n"));
        assertEquals(
                "a.csv:2 column x: \"n/a\" is not a finite number; correct it, or say what stands for it with missing: mean"
                        + " or indicator",
                refused(Form.PLAIN, "x,y\nn/a,1\n"));
    }

    @Test
    void separatorsAreRecognised() throws IOException {
        for (String sign : List.of(";", "\t", "|", ",")) {
            Data data = open(Form.PLAIN, "\n\"a,b\"S x S y\n1S\" 2\"S3\n".replace("S", sign));
            assertArrayEquals(new float[] {1, 2}, input(data, Data.TRAIN, 3), sign);
            assertEquals(new InputForm.Columns(List.of("a,b", "x")), data.form().orElseThrow());
        }
        assertEquals(
                "a.csv:2 has 2 values, but the first line names 3 columns; complete the row, or put a value that holds a"
                        + " semicolon in double quotes",
                refused(Form.PLAIN, "a;b;y\n1;2\n"));
        Form bar = new Form(
                Optional.of(Separator.BAR),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty());
        Data data = open(bar, "a,b|y\n1|2\n");
        assertEquals("|", ((InputForm.Table) data.form().orElseThrow()).separator());
    }

    @Test
    void aCommaMayStandBeforeDecimalPlaces() throws IOException {
        Data data = open(Form.PLAIN.comma(), "a;y\n-1,5e1;0,25\n");
        assertArrayEquals(new float[] {-15}, input(data, Data.TRAIN, 0.25f));
        assertEquals(
                "a.csv:2 column a: \"1.5\" is not a finite number; if the point stands before its decimal places, write"
                        + " decimal: point",
                refused(Form.PLAIN.comma(), "a;y\n1.5;0,25\n"));
        assertEquals(
                "a.csv:2 column y: \"0,25\" is not a finite number; if the comma stands before its decimal places, write"
                        + " decimal: comma",
                refused(Form.PLAIN, "a;y\n1;0,25\n"));
    }

    @Test
    void gzippedTablesAreUnpacked() throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.csv.gz")))) {
            out.write("a,y\n7,1\n".getBytes(StandardCharsets.UTF_8));
        }
        Data packed = new CsvDataset().open(Form.PLAIN.config("a.csv.gz"), below(folder));
        assertArrayEquals(new float[] {7}, input(packed, Data.TRAIN, 1));
        Files.writeString(folder.resolve("b.csv.gz"), "a,y\n7,1\n");
        Data plain = new CsvDataset().open(Form.PLAIN.config("b.csv.gz"), below(folder));
        assertArrayEquals(new float[] {7}, input(plain, Data.TRAIN, 1), "its name is wrong, and its content is clear");
        byte[] whole = Files.readAllBytes(folder.resolve("a.csv.gz"));
        Files.write(folder.resolve("b.csv.gz"), Arrays.copyOf(whole, whole.length - 12));
        assertEquals(
                "b.csv.gz ends before what is compressed in it does: it was cut off; copy it again",
                refusal(new CsvDataset(), Form.PLAIN.config("b.csv.gz"), folder));
    }

    /** The test row's 1000 is in no mean. */
    @Test
    void theTrainingMeanStandsForWhatIsMissing() throws IOException {
        String rows = "a,b,part,y\n1,5,train,1\n,7,train,2\n3,NA,train,3\n1000,?,test,4\nnull,0,test,5\n";
        Data mean = open(Form.PLAIN.divided().missing(Missing.MEAN), rows);
        assertArrayEquals(new float[] {2, 7}, input(mean, Data.TRAIN, 2));
        assertArrayEquals(new float[] {3, 6}, input(mean, Data.TRAIN, 3));
        assertArrayEquals(new float[] {1000, 6}, input(mean, Data.TEST, 4));
        assertArrayEquals(new float[] {2, 0}, input(mean, Data.TEST, 5));
        Data told = open(Form.PLAIN.divided().missing(Missing.INDICATOR), rows);
        assertArrayEquals(new float[] {2, 1, 7, 0}, input(told, Data.TRAIN, 2));
        assertArrayEquals(new float[] {1000, 0, 6, 1}, input(told, Data.TEST, 4));
        assertEquals(
                List.of("a", "a missing", "b", "b missing"),
                ((InputForm.Table) told.form().orElseThrow()).features());
        assertEquals(
                "a.csv:3 column a: \"\" is not a finite number; correct it, or say what stands for it with missing: mean or"
                        + " indicator",
                refused(Form.PLAIN.divided(), rows));
        assertEquals(
                "a.csv:2 column y: \"\" is not a finite number; correct it, or remove the row",
                refused(Form.PLAIN.missing(Missing.MEAN), "a,y\n1,\n"));
    }

    @Test
    void categoriesHaveAPlaceEach() throws IOException {
        Form form = Form.PLAIN.columns(Map.of("city", ColumnKind.ONE_HOT));
        Data data = open(form, "a,city,y\n1,Oslo,1\n2,Bergen,2\n3,Oslo,3\n");
        assertArrayEquals(new float[] {1, 0, 1}, input(data, Data.TRAIN, 1));
        assertArrayEquals(new float[] {2, 1, 0}, input(data, Data.TRAIN, 2));
        assertEquals(
                List.of("a", "city=Bergen", "city=Oslo"),
                ((InputForm.Table) data.form().orElseThrow()).features());
        assertEquals(
                "a.csv:3 column city: there is no value; write one, or let it be a category of its own with missing: mean"
                        + " or indicator",
                refused(form, "a,city,y\n1,Oslo,1\n2,,2\n"));
        assertArrayEquals(
                new float[] {2, 1, 0},
                input(open(form.missing(Missing.MEAN), "a,city,y\n1,Oslo,1\n2,NA,2\n"), Data.TRAIN, 2),
                "nothing is a category");
        assertEquals(
                "a.csv:2 column city: \"Oslo\" is not a finite number; correct it, leave the column out with leave-out:"
                        + " [city], or let its values be categories with one-hot: [city]",
                refused(Form.PLAIN, "a,city,y\n1,Oslo,1\n"));
        assertEquals(
                "one-hot, index and dates say what inputs hold, and the column y of a.csv is none; remove it from them",
                refused(Form.PLAIN.columns(Map.of("y", ColumnKind.ONE_HOT)), "a,y\n1,2\n"));
    }

    /** Days that the calendar of GNU date counts: {@code date -ud 2000-03-01 +%s} is 951868800. */
    @Test
    void datesAreDays() throws IOException {
        Form form = Form.PLAIN.columns(Map.of("day", ColumnKind.DATE));
        Data data = open(form, "day,y\n1970-01-01,1\n2000-03-01,2\n2000-03-01T18:00,3\n1969-12-31 12:00:00,4\n");
        assertArrayEquals(new float[] {0}, input(data, Data.TRAIN, 1));
        assertArrayEquals(new float[] {951868800 / 86400}, input(data, Data.TRAIN, 2));
        assertArrayEquals(new float[] {11017.75f}, input(data, Data.TRAIN, 3));
        assertArrayEquals(new float[] {-0.5f}, input(data, Data.TRAIN, 4));
        assertEquals(
                "a.csv:2 column day: \"29.11.2026\" is no date; write dates as 2026-11-29, or with a time as"
                        + " 2026-11-29T13:45",
                refused(form, "day,y\n29.11.2026,1\n"));
    }

    /** Numbers 1 and 3, one missing in between: mean 2, standard deviation √(2/3). */
    @Test
    void zerosAndOnesAreNotScaled() throws IOException {
        Form form = Form.PLAIN
                .columns(Map.of("city", ColumnKind.ONE_HOT))
                .missing(Missing.INDICATOR)
                .scaled();
        Data data = open(form, "a,city,y\n1,Oslo,1\n,Bergen,2\n3,Oslo,3\n");
        Scaling scaling = data.form().orElseThrow().scaling().orElseThrow();
        assertEquals(List.of(2.0, 0.0, 0.0, 0.0), scaling.shifts());
        assertEquals(List.of(1.0, 1.0, 1.0), scaling.divisors().subList(1, 4));
        assertEquals(Math.sqrt(2 / 3.0), scaling.divisors().getFirst(), 1e-12);
    }

    /** Categories that the model does not know are no others; its columns are found by name. */
    @Test
    void otherTablesAreReadAsTheModelLearnt() throws IOException {
        Form form = Form.PLAIN.columns(Map.of("city", ColumnKind.ONE_HOT)).missing(Missing.MEAN);
        InputForm learnt =
                open(form, "a,city,y\n1,Oslo,1\n5,Bergen,2\n,Oslo,3\n").form().orElseThrow();
        Files.writeString(folder.resolve("b.csv"), "y,city,a\n9,Oslo,\n");
        Data other = new CsvDataset().open(Form.PLAIN.config("b.csv"), below(folder), learnt);
        assertArrayEquals(new float[] {3, 0, 1}, input(other, Data.TRAIN, 9));
        List<float[]> asked =
                new CsvDataset().read(folder.resolve("b.csv"), other.field(Field.INPUT), Optional.of(learnt));
        assertArrayEquals(new float[] {3, 0, 1}, asked.getFirst());
        Files.writeString(folder.resolve("b.csv"), "y,city,a\n9,Rome,1\n");
        String message = assertThrows(
                        InvalidSetting.class,
                        () -> new CsvDataset().open(Form.PLAIN.config("b.csv"), below(folder), learnt))
                .getMessage();
        assertEquals(
                "b.csv:2 column city: \"Rome\" did not occur in what the model learnt from; correct it (it knows"
                        + " Bergen, Oslo), or leave the row out",
                message.replace(folder + "/", ""));
    }

    /** Of three columns the values count on: Bergen 0, Oslo 1, flat 2, house 3. */
    @Test
    void categoriesBecomeNumbersForAnEmbedding() throws IOException {
        Form form = Form.PLAIN.columns(Map.of("city", ColumnKind.INDEX, "kind", ColumnKind.INDEX));
        Data data = open(form, "kind,y,city\nhouse,1,Oslo\nflat,2,Bergen\nflat,3,Oslo\n");
        Field input = data.field(Field.INPUT);
        assertEquals(Shape.of(2), input.shape());
        assertEquals(List.of("kind=flat", "kind=house", "city=Bergen", "city=Oslo"), input.classes());
        java.util.Map<Float, float[]> byTarget = new java.util.HashMap<>();
        for (int i = 0; i < 3; i++) {
            byTarget.put(read(data, Data.TRAIN, i, Field.TARGET)[0], read(data, Data.TRAIN, i, Field.INPUT));
        }
        assertArrayEquals(new float[] {1, 3}, byTarget.get(1f));
        assertArrayEquals(new float[] {0, 2}, byTarget.get(2f));
        assertArrayEquals(new float[] {0, 3}, byTarget.get(3f));
        Path other = Files.writeString(folder.resolve("b.csv"), "city;kind\nBergen;house\n");
        assertArrayEquals(
                new float[] {1, 2},
                new CsvDataset().read(other, input, data.form()).getFirst());
        assertEquals(
                "index makes numbers of categories for an embedding, which reads nothing else, and the column x of a.csv is"
                        + " not among them; add it to index, leave it out with leave-out: [x], or use one-hot instead of"
                        + " index",
                refused(form, "kind,y,city,x\nhouse,1,Oslo,2\n"));
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() throws IOException {
        Files.writeString(
                folder.resolve("a.csv"), "a;city;day;y\n1,5;Oslo;2026-01-01;1\n;Bergen;2026-01-02;2\n3;NA;?;3\n");
        Form form = Form.PLAIN
                .comma()
                .missing(Missing.INDICATOR)
                .columns(Map.of("city", ColumnKind.ONE_HOT, "day", ColumnKind.DATE))
                .scaled();
        return Contract.dataset(new CsvDataset(), form.config("a.csv"), below(folder))
                .tests();
    }
}
