package org.recurve.datasets.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.testkit.Contract;

class BrownTest {
    private static final String TEXT = """


            \tThe/at Fulton/np-tl County/nn-tl jury/nn said/vbd ./.


            \t``/`` He/pps+hvz n't/* 1/2/cd ''/''
            \tthe/at FULTON/np county/nn jury/nn said/vbd ./.
            """;

    @TempDir
    Path folder;

    private static Brown.Config config(BrownTags tags, int train) {
        return new Brown.Config(5, 8, tags, train, 0, 0, 0);
    }

    private Data open(String text, BrownTags tags, int train) throws IOException {
        Files.writeString(folder.resolve("ca01"), text);
        return new Brown().open(config(tags, train), source -> folder);
    }

    @Test
    void aLineIsASentenceOfWordsAndTags() {
        List<LabelledText> sentences = Brown.sentences(TEXT, "ca01", BrownTags.UNIVERSAL, new TokenPool());
        assertEquals(
                List.of(
                        new LabelledText(
                                "ca01:3",
                                List.of("the", "fulton", "county", "jury", "said", "."),
                                List.of("DET", "NOUN", "NOUN", "NOUN", "VERB", "PUNCT")),
                        new LabelledText(
                                "ca01:6",
                                List.of("``", "he", "n't", "1/2", "''"),
                                List.of("PUNCT", "PRON", "ADV", "NUM", "PUNCT")),
                        new LabelledText(
                                "ca01:7",
                                List.of("the", "fulton", "county", "jury", "said", "."),
                                List.of("DET", "NOUN", "NOUN", "NOUN", "VERB", "PUNCT"))),
                sentences);
    }

    @Test
    void equalSentencesCountOnceAndLongOnesAreCut() throws IOException {
        Data data = open(TEXT, BrownTags.UNIVERSAL, 2);
        assertEquals(12, data.field(Field.TARGET).classes().size());
        float[] length = new float[1];
        data.split(Data.TRAIN).read(0, Field.LENGTH, length, 0);
        assertEquals(5, length[0]);
        assertThrows(InvalidSetting.class, () -> open(TEXT, BrownTags.UNIVERSAL, 3));
    }

    /** Tags of the corpus as they stand there, and their base. */
    @ParameterizedTest
    @CsvSource({
        "nn, nn, NOUN",
        "nn-tl-hl, nn, NOUN",
        "np$-tl, np$, NOUN",
        "fw-in+at-tl, in, ADP",
        "ppss+md, ppss, PRON",
        "md*, md, VERB",
        "hvz*, hvz, VERB",
        "*, *, ADV",
        "*-hl, *, ADV",
        "---hl, --, PUNCT",
        "'(-hl', '(', PUNCT",
        "wp$, wp$, DET",
        "vb+ppo, vb, VERB",
        "fw-jj-tl, jj, ADJ",
        "nil, nil, X"
    })
    void tagsAreSimplified(String tag, String base, String universal) {
        assertEquals(Optional.of(base), BrownTags.BASE.simplify(tag));
        assertEquals(Optional.of(universal), BrownTags.UNIVERSAL.simplify(tag));
    }

    @Test
    void thereAre92BaseTags() {
        assertEquals(92, BrownTags.BASE.classes().size());
        assertTrue(BrownTags.BASE.simplify("noun").isEmpty());
    }

    @Test
    void saysWhichSentenceIsWrong() {
        refused("ca01:2 tags a word as \"dog/noun\", and the Brown corpus has no such tag", "The/at\nA/at dog/noun");
        refused("ca01:1 has \"dog\" where a word/tag should be", "The/at dog");
        refused("ca01:1 has \"/nn\" where a word/tag should be", "The/at /nn");
    }

    @Test
    void saysThatATextIsNotUtf8() throws IOException {
        Files.write(folder.resolve("ca01"), "A/at\ncafé/nn".getBytes(StandardCharsets.ISO_8859_1));
        String message = assertThrows(
                        InvalidSetting.class, () -> new Brown().open(config(BrownTags.UNIVERSAL, 1), source -> folder))
                .getMessage();
        assertTrue(message.contains("ca01:2 is not UTF-8: byte 0xe9"), message);
    }

    private static void refused(String why, String text) {
        String message = assertThrows(
                        InvalidSetting.class, () -> Brown.sentences(text, "ca01", BrownTags.UNIVERSAL, new TokenPool()))
                .getMessage();
        assertTrue(message.contains(why), message);
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() throws IOException {
        Files.writeString(folder.resolve("ca01"), TEXT);
        return Stream.of(BrownTags.values())
                .flatMap(tags -> Contract.dataset(new Brown(), config(tags, 2), source -> folder)
                        .tests());
    }
}
