package org.recurve.datasets.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.datasets.files.OwnDataTest.below;
import static org.recurve.datasets.files.OwnDataTest.read;
import static org.recurve.datasets.files.OwnDataTest.refusal;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.text.PlainTokens;
import org.recurve.testkit.Contract;

/** Examples of which each may have several labels, or none: pictures, rows of a table, arrays. */
class SeveralLabelsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(folder.resolve("scans"));
        for (int i = 0; i < 10; i++) {
            BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
            image.getRaster().setSample(0, 0, 0, 20 * i);
            ImageIO.write(image, "png", folder.resolve("scans/" + i + ".png").toFile());
        }
    }

    private void table(String... rows) throws IOException {
        Files.write(folder.resolve("labels.csv"), List.of(rows));
    }

    private static ImageDataset.Config pictures(
            Optional<List<String>> columns, Optional<LabelSign> sign, Optional<TargetKind> answers, double test) {
        return new ImageDataset.Config(
                "scans",
                ImageDataset.Colour.AS_FOUND,
                0,
                test,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("labels.csv"),
                Optional.empty(),
                Optional.empty(),
                answers,
                Optional.empty(),
                columns,
                sign,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static ImageDataset.Config pictures() {
        return pictures(Optional.empty(), Optional.empty(), Optional.of(TargetKind.LABELS), 0);
    }

    private static ImageDataset.Config columns(String... names) {
        return pictures(Optional.of(List.of(names)), Optional.empty(), Optional.of(TargetKind.LABELS), 0);
    }

    private Data open(ImageDataset.Config config) {
        return new ImageDataset().open(config, below(folder));
    }

    private static float[] target(Data data, long id) {
        int place = IntStream.range(0, data.split(Data.TRAIN).size())
                .filter(i -> data.split(Data.TRAIN).id(i) == id)
                .findFirst()
                .orElseThrow();
        return read(data, Data.TRAIN, place, Field.TARGET);
    }

    @Test
    void aCellHasSeveralLabelsAndFurtherRowsAddMore() throws IOException {
        table("file,label", "0.png,owl|cat", "1.png,", "2.png,dog", "0.png,dog", "2.png,dog");
        Data data = open(pictures());
        assertEquals(
                new Field(Field.TARGET, Shape.of(3), List.of(), List.of("cat", "dog", "owl")),
                data.field(Field.TARGET));
        assertEquals(3, data.split(Data.TRAIN).size());
        assertArrayEquals(new float[] {1, 1, 1}, target(data, 0));
        assertArrayEquals(new float[] {0, 0, 0}, target(data, 1));
        assertArrayEquals(new float[] {0, 1, 0}, target(data, 2));
        table("file,label", "0.png,owl cat", "1.png,no finding", "2.png,dog");
        Data blanks = open(pictures(Optional.empty(), Optional.of(LabelSign.BLANK), Optional.of(TargetKind.LABELS), 0));
        assertEquals(
                List.of("cat", "dog", "finding", "no", "owl"),
                blanks.field(Field.TARGET).labels());
    }

    @Test
    void orEachLabelHasAColumn() throws IOException {
        table("file,owl,cat,other", "0.png,1,0,x", "1.png,false,True,y", "2.png,0.0,1.0,z");
        Data data = open(columns("owl", "cat"));
        assertEquals(List.of("owl", "cat"), data.field(Field.TARGET).labels());
        assertArrayEquals(new float[] {1, 0}, target(data, 0));
        assertArrayEquals(new float[] {0, 1}, target(data, 1));
        assertArrayEquals(new float[] {0, 1}, target(data, 2));
    }

    @Test
    void otherLabelsAreOtherData() throws IOException {
        table("file,owl,cat", "0.png,1,0", "1.png,0,1");
        String before = open(columns("owl", "cat")).digest();
        assertNotEquals(before, open(columns("cat", "owl")).digest());
        table("file,owl,cat", "0.png,1,1", "1.png,0,1");
        assertNotEquals(before, open(columns("owl", "cat")).digest());
    }

    @Test
    void mistakesNameTheLineOrTheSetting() throws IOException {
        table("file,owl,cat", "0.png,1,-1");
        assertEquals(
                "labels.csv:2 column cat: \"-1\" does not say whether the label holds; write 1 or 0, or remove the row",
                refusal(new ImageDataset(), columns("owl", "cat"), folder));
        assertEquals(
                "labels.csv has no column \"dog\"; its columns are file, owl, cat",
                refusal(new ImageDataset(), columns("dog"), folder));
        table("file,label", "0.png,", "1.png, ");
        assertEquals(
                "labels.csv column label: no row has a label; write labels into it, or name another column",
                refusal(new ImageDataset(), pictures(), folder));
        assertEquals(
                "label-columns and label-sign are about files with several labels; write answers: labels, or remove them",
                message(() -> pictures(Optional.empty(), Optional.of(LabelSign.BAR), Optional.empty(), 0)));
        assertEquals(
                "label-columns has a column for each label, label-column and label-sign are about one column of all of"
                        + " them; remove one of the two",
                message(() -> pictures(
                        Optional.of(List.of("a")), Optional.of(LabelSign.BAR), Optional.of(TargetKind.LABELS), 0)));
        assertEquals("label-columns names no column; name those of the labels, or remove it", message(() -> columns()));
    }

    private static String message(org.junit.jupiter.api.function.Executable made) {
        return assertThrows(InvalidSetting.class, made).getMessage();
    }

    @Test
    void columnsOfATableAreLabelsToo() throws IOException {
        table("x,wet,cold", "1,1,0", "2,0,1", "3,true,1");
        CsvDataset.Config one = new CsvDataset.Config("labels.csv", "wet", TargetKind.LABELS, List.of("cold"), 0, 0, 0);
        Data data = new CsvDataset().open(one, below(folder));
        assertEquals(new Field(Field.TARGET, Shape.of(1), List.of(), List.of("wet")), data.field(Field.TARGET));
        assertArrayEquals(new float[] {0}, target(data, 1));
        assertArrayEquals(new float[] {1}, target(data, 2));
    }

    @Test
    void anArrayHasAColumnForEachLabel() throws IOException {
        NpyBytes.write(folder.resolve("x.npy"), "(3, 1)", 1, 2, 3);
        NpyBytes.write(folder.resolve("y.npy"), "(3, 2)", 0, 1, 1, 1, 0, 0);
        NpyDataset.Config config = new NpyDataset.Config("x.npy", "y.npy", TargetKind.LABELS, 0, 0, 0);
        Data data = new NpyDataset().open(config, below(folder));
        assertEquals(new Field(Field.TARGET, Shape.of(2), List.of(), List.of("0", "1")), data.field(Field.TARGET));
        assertArrayEquals(new float[] {0, 1}, target(data, 0));
        NpyBytes.write(folder.resolve("y.npy"), "(3, 2)", 0, 1, 1, 2, 0, 0);
        assertEquals(
                "y.npy holds 2.0, which does not say whether a label holds; write 1 or 0, or say answers: numbers",
                refusal(new NpyDataset(), config, folder));
        NpyBytes.write(folder.resolve("y.npy"), "(3,)", 0, 1, 1);
        assertEquals(
                "y.npy holds one number for each example, and answers: labels needs one for each label; give it the shape"
                        + " [examples, labels]",
                refusal(new NpyDataset(), config, folder));
    }

    private static TextDataset.Config texts(Optional<TargetKind> answers, Optional<LabelSign> sign, double test) {
        return new TextDataset.Config(
                "mails.csv",
                TextDataset.Each.FILE,
                PlainTokens.WORDS,
                4,
                100,
                0,
                test,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(true),
                Optional.empty(),
                answers,
                sign);
    }

    private void mails(String... rows) throws IOException {
        Files.writeString(folder.resolve("mails.csv"), "text;label\n" + String.join("\n", rows) + "\n");
    }

    @Test
    void aTextMayHaveSeveralLabels() throws IOException {
        Optional<TargetKind> labels = Optional.of(TargetKind.LABELS);
        mails("one;work|urgent", "two;", "three;spam", "four; work | work ", "one;spam");
        Data data = new TextDataset().open(texts(labels, Optional.empty(), 0), below(folder));
        assertEquals(
                new Field(Field.TARGET, Shape.of(3), List.of(), List.of("spam", "urgent", "work")),
                data.field(Field.TARGET));
        assertEquals(4, data.split(Data.TRAIN).size(), "the first of two equal texts counts");
        List<String> vocabulary = data.field(Field.INPUT).classes();
        Map<String, List<Float>> found = new TreeMap<>();
        for (int i = 0; i < 4; i++) {
            float[] held = read(data, Data.TRAIN, i, Field.TARGET);
            found.put(
                    vocabulary.get((int) read(data, Data.TRAIN, i, Field.INPUT)[0]),
                    List.of(held[0], held[1], held[2]));
        }
        assertEquals(
                Map.of(
                        "one", List.of(0f, 1f, 1f),
                        "two", List.of(0f, 0f, 0f),
                        "three", List.of(1f, 0f, 0f),
                        "four", List.of(0f, 0f, 1f)),
                found);
        mails("one;work,urgent", "two;urgent");
        Data commas = new TextDataset().open(texts(labels, Optional.of(LabelSign.COMMA), 0), below(folder));
        assertEquals(List.of("urgent", "work"), commas.field(Field.TARGET).labels());
    }

    @Test
    void textsAreDividedByTheirLabels() throws IOException {
        String[] rows = new String[40];
        for (int i = 0; i < 40; i++) {
            rows[i] = "word" + i + ";" + (i % 2 == 0 ? "even|" : "") + (i % 8 == 0 ? "eighth" : "");
        }
        mails(rows);
        Data data = new TextDataset().open(texts(Optional.of(TargetKind.LABELS), Optional.empty(), 0.2), below(folder));
        float eighth = 0;
        float even = 0;
        for (int i = 0; i < data.split(Data.TEST).size(); i++) {
            eighth += read(data, Data.TEST, i, Field.TARGET)[0];
            even += read(data, Data.TEST, i, Field.TARGET)[1];
        }
        assertEquals(8, data.split(Data.TEST).size());
        assertEquals(1, eighth);
        assertEquals(4, even);
    }

    @Test
    void textsWithoutLabelsAreRefused() throws IOException {
        mails("one;", "two;");
        assertEquals(
                "mails.csv: no row has a label; write labels into it, or name another column",
                refusal(new TextDataset(), texts(Optional.of(TargetKind.LABELS), Optional.empty(), 0), folder));
        assertTrue(assertThrows(InvalidSetting.class, () -> texts(Optional.of(TargetKind.NUMBERS), Optional.empty(), 0))
                .getMessage()
                .startsWith("text tells classes or labels of texts"));
        assertTrue(assertThrows(InvalidSetting.class, () -> texts(Optional.empty(), Optional.of(LabelSign.COMMA), 0))
                .getMessage()
                .startsWith("label-sign is about texts with several labels"));
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() throws IOException {
        String[] rows = new String[11];
        rows[0] = "file,label";
        for (int i = 1; i < rows.length; i++) {
            rows[i] = (i - 1) + ".png," + (i % 2 == 0 ? "even" : "") + (i % 3 == 0 ? "|third" : "");
        }
        table(rows);
        return Contract.dataset(
                        new ImageDataset(),
                        pictures(Optional.empty(), Optional.empty(), Optional.of(TargetKind.LABELS), 0.2),
                        below(folder))
                .tests();
    }
}
