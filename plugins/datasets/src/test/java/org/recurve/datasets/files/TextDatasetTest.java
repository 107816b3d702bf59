package org.recurve.datasets.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.recurve.datasets.text.PlainTokens;
import org.recurve.testkit.Contract;

class TextDatasetTest {
    @TempDir
    Path folder;

    private static TextDataset.Config config(TextDataset.Each each, double share) {
        return new TextDataset.Config("mail", each, PlainTokens.WORDS, 4, 100, share, share, 0);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve("mail").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void aFileIsATextOfItsFoldersClass() throws IOException {
        write("spam/a.txt", "Win now!\nWin\n");
        write("work/b.txt", "the report is late again");
        Data data = new TextDataset().open(config(TextDataset.Each.FILE, 0), below(folder));
        assertEquals(List.of("spam", "work"), data.field(Field.TARGET).classes());
        int spam = data.split(Data.TRAIN).id(0) == 0 ? 0 : 1;
        assertArrayEquals(new float[] {4}, read(data, Data.TRAIN, spam, Field.LENGTH));
        float[] words = read(data, Data.TRAIN, spam, Field.INPUT);
        assertEquals(words[0], words[3]);
        assertArrayEquals(new float[] {1}, read(data, Data.TRAIN, 1 - spam, Field.TARGET));
    }

    @Test
    void orALineIs() throws IOException {
        write("spam/a.txt", "win now\r\n\r\nwin more\n");
        write("work/b.txt", "report\nreport\nlate\n");
        Data data = new TextDataset().open(config(TextDataset.Each.LINE, 0.25), below(folder));
        assertEquals(2, data.split(Data.TRAIN).size(), "four lines differ, one each is kept back");
        assertEquals(1, data.split(Data.VALIDATION).size());
        assertEquals(1, data.split(Data.TEST).size());
    }

    /** A text that says what an earlier one says does not count, which is told; a warning if it is labelled otherwise. */
    @Test
    void tellsWhichTextsAreLeftOut() throws IOException {
        write("spam/a.txt", "win now\nwin more\nwin now\n");
        write("work/b.txt", "late\nthe report is late again\nthe report is late once more\n");
        TextDataset.Config config = config(TextDataset.Each.LINE, 0);
        String told =
                "2 of 6 texts are left out: an earlier one has the same first 4 tokens, of which no more are read";
        assertEquals(
                List.of(told),
                new TextDataset().open(config, below(folder)).remarks().notes());
        write("work/c.txt", "win more\n");
        Data.Remarks wrong = new TextDataset().open(config, below(folder)).remarks();
        assertEquals(List.of(), wrong.notes());
        assertEquals(
                List.of(told.replace("2 of 6", "3 of 7")
                        + "; 1 of them are labelled otherwise than that one, whose label counts: correct them"),
                wrong.warnings());
    }

    @Test
    void saysWhatIsWrongWhere() throws IOException {
        write("spam/a.txt", "fine");
        Path broken = folder.resolve("mail/spam/b.txt");
        Files.write(broken, new byte[] {'a', '\n', (byte) 0xff});
        assertEquals(
                "mail/spam/b.txt:2 is not UTF-8: byte 0xff fits no character there; save the file as UTF-8",
                refusal(new TextDataset(), config(TextDataset.Each.FILE, 0), folder));
        Files.writeString(broken, "\n \n");
        assertEquals(
                "mail/spam/b.txt is empty: it has no word to learn from; take it out of the data",
                refusal(new TextDataset(), config(TextDataset.Each.FILE, 0), folder));
    }

    @Test
    void whatIsNotSeenMakesNoWord() throws IOException {
        write("spam/a.txt", "\uFEFFna\u00adive caf\u00e9 \u2060x\u200by");
        write("work/b.txt", "naive cafe\u0301\u00a0x\u202fy\uFEFF");
        Data data = new TextDataset().open(config(TextDataset.Each.FILE, 0), below(folder));
        assertEquals(
                List.of("<unknown>", "caf\u00e9", "naive", "x", "y"),
                data.field(Field.INPUT).classes(),
                "both texts are the same words, so one of them is left");
        assertEquals(1, data.split(Data.TRAIN).size());
    }

    @Test
    void aLineThatShowsNothingIsNoText() throws IOException {
        write("spam/a.txt", "win\n\u200b\u00a0\u00ad\nmore");
        write("work/b.txt", "report");
        assertEquals(
                3,
                new TextDataset()
                        .open(config(TextDataset.Each.LINE, 0), below(folder))
                        .split(Data.TRAIN)
                        .size());
    }

    /** The digest is that of version 2 as it was when whole files were read at once. */
    @Test
    void linesEndWhereUnicodeEndsThemAndTheDigestIsThatOfTheFiles() throws IOException {
        write("spam/a.txt", "\uFEFFwin now\r\n\u2028nai\u0308ve caf\u00e9\u0085more\n");
        write("work/b.txt", "report\rlate\uFEFF");
        Data data = new TextDataset().open(config(TextDataset.Each.LINE, 0), below(folder));
        assertEquals(
                List.of("<unknown>", "caf\u00e9", "late", "more", "na\u00efve", "now", "report", "win"),
                data.field(Field.INPUT).classes());
        assertEquals(5, data.split(Data.TRAIN).size());
        assertEquals("sha256:41fdd6029fd69989d820b9ee97cf2be5c1aaa09d9fde74405c2ce19cfa456a70", data.digest());
    }

    private static TextDataset.Config table(String text, String label) {
        return new TextDataset.Config(
                "mail.csv",
                TextDataset.Each.FILE,
                PlainTokens.WORDS,
                4,
                100,
                0,
                0,
                0,
                Optional.of(text).filter(name -> !name.isEmpty()),
                Optional.of(label).filter(name -> !name.isEmpty()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private String refused(TextDataset.Config config, String... rows) throws IOException {
        Files.write(folder.resolve("mail.csv"), List.of(rows));
        return refusal(new TextDataset(), config, folder);
    }

    @Test
    void aRowOfATableIsATextWithItsClass() throws IOException {
        Files.writeString(
                folder.resolve("mail.csv"),
                "id;stars;review\n1;two;\"the report; is\nlate\"\n2;five;\"the \"\"end\"\"\"\n");
        Data data = new TextDataset().open(table("review", "stars"), below(folder));
        assertEquals(List.of("five", "two"), data.field(Field.TARGET).classes());
        int late = data.split(Data.TRAIN).id(0) == 0 ? 0 : 1;
        assertArrayEquals(new float[] {1}, read(data, Data.TRAIN, late, Field.TARGET));
        assertArrayEquals(new float[] {0}, read(data, Data.TRAIN, 1 - late, Field.TARGET));
        assertArrayEquals(new float[] {4}, read(data, Data.TRAIN, late, Field.LENGTH));
        List<String> words = data.field(Field.INPUT).classes();
        float[] read = read(data, Data.TRAIN, late, Field.INPUT);
        assertEquals("the", words.get((int) read[0]));
        assertEquals("report", words.get((int) read[1]));
        assertEquals(";", words.get((int) read[2]));
    }

    @Test
    void saysWhatIsWrongInATable() throws IOException {
        assertEquals(
                "mail.csv has no column \"text\"; its columns are review, label; say which of them holds that with"
                        + " text-column",
                refused(table("", ""), "review,label", "a,b"));
        assertEquals(
                "mail.csv:3 column label: there is no value, so the row has no class; write its class, or remove the row",
                refused(table("", ""), "text,label", "a,b", "c,"));
        assertEquals(
                "mail.csv:2 column text: there is no value, so the row has no text; write its text, or remove the row",
                refused(table("", ""), "text,label", ",b"));
        assertEquals(
                "mail.csv has no row below its names; the first line names the columns, each line below it is an example",
                refused(table("", ""), "text,label"));
        assertEquals(
                "mail.csv is a table, of which each row is a text; remove each: line",
                refused(
                        new TextDataset.Config("mail.csv", TextDataset.Each.LINE, PlainTokens.WORDS, 4, 100, 0, 0, 0),
                        "text,label",
                        "a,b"));
        Files.delete(folder.resolve("mail.csv"));
        write("spam/a.txt", "fine");
        Files.move(folder.resolve("mail"), folder.resolve("mail.csv"));
        assertEquals(
                "text-column, label-column and answers are about a table, and mail.csv is a folder; name a table, or remove them",
                refusal(new TextDataset(), table("review", ""), folder));
    }

    @TestFactory
    Stream<DynamicTest> aTableKeepsTheContract() throws IOException {
        Files.write(
                folder.resolve("mail.csv"), List.of("text,label", "one,a", "two,b", "three four,a", "five,b", "six,a"));
        return Contract.dataset(
                        new TextDataset(),
                        new TextDataset.Config(
                                "mail.csv", TextDataset.Each.FILE, PlainTokens.WORDS, 4, 100, 0.2, 0.2, 0),
                        below(folder))
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() throws IOException {
        write("spam/a.txt", "one\ntwo\nthree\nfour\nfive");
        write("work/a.txt", "six\nseven\neight\nnine\nten eleven");
        return Contract.dataset(new TextDataset(), config(TextDataset.Each.LINE, 0.2), below(folder))
                .tests();
    }
}
