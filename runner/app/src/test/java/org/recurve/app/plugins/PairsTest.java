package org.recurve.app.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.app.command.Shell.Answer;

/** Encoders and decoders on pairs of the user's own, from files to the report. */
class PairsTest {
    private static final String PAIRS = """
            der Hund\tthe dog
            ein roter Hund\ta red dog
            Hund\tdog
            die Katze\tthe cat
            eine rote Katze\ta red cat
            Katze\tcat
            ein Hund\ta dog
            eine Katze\ta cat
            """;

    private static final List<Pattern> LEARNT = List.of(
            Pattern.compile("\"digest\":\"(sha256:[0-9a-f]+)\""),
            Pattern.compile("\"test.loss\":([-+.0-9eE]+)"),
            Pattern.compile("\"test.perplexity\":([-+.0-9eE]+)"));

    @TempDir
    Path folder;

    private Answer answer(String command, String settings, String decoder, String rest) throws IOException {
        Files.writeString(folder.resolve("p.tsv"), PAIRS);
        String file = """
                study: translation
                data: {pairs: {file: p.tsv, validation: 0.25, test: 0.25%s}}
                model: [{embedding: 4}, {recurrent: {cell: {gru: 4}, output: all}}, {%s}]
                loss: {cross-entropy: {over: tokens}}
                train: {optimizer: {adam: {learning-rate: 0.02}}, epochs: 3, batch: 2%s
                seeds: 1
                """.formatted(settings, decoder, rest);
        Path path = Files.writeString(folder.resolve("a.yaml"), file);
        return recurve(
                command, path, "--data", folder, "--store", folder.resolve("store" + settings.length()), "--json");
    }

    private List<String> learnt(String settings, String decoder) throws IOException {
        Answer answer = answer("run", settings, decoder, "}\nmeasure: [test.perplexity, test.exact-match]");
        assertEquals(0, answer.code(), answer.err());
        List<String> learnt = new ArrayList<>();
        for (Pattern pattern : LEARNT) {
            Matcher matcher = pattern.matcher(answer.out());
            assertTrue(matcher.find(), answer.out());
            learnt.add(matcher.group(1));
        }
        return learnt;
    }

    /** Four times the room for sources and targets changes no bit of losses, perplexities and parameters. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "decoder: {cell: {gru: 4}, embedding: 3}",
                "decoder: {cell: {lstm: 3}, embedding: 3, attention: true, context: start}",
                "decoder: {cell: {stacked: [{elman: 3}, {gru: 4}]}, embedding: 3, context: each-step, attention: true}"
            })
    void theRoomForPairsIsNothing(String decoder) throws IOException {
        assertEquals(learnt("", decoder), learnt(", input-steps: 12, target-steps: 14", decoder));
    }

    @Test
    void theReportShowsWhatIsWritten() throws IOException {
        Answer answer = answer(
                "run",
                "",
                "decoder: {cell: {gru: 4}, embedding: 3, beam: 3}",
                "}\nmeasure: [test.bleu, {test.bleu: beam}, {test.edit-distance: {per: symbol}}]");
        assertEquals(0, answer.code(), answer.err());
        assertTrue(answer.out().contains("\"test.bleu\":"), answer.out());
        assertTrue(answer.out().contains("\"test.bleu-beam\":"), answer.out());
        String report = Files.readString(folder.resolve("store0/reports/translation.html"));
        Matcher written = Pattern.compile("input +([\\p{L} ]+)\nwanted +([\\p{L} ]+)\nbeam +.*\ngreedy +.*\n")
                .matcher(report);
        int shown = 0;
        while (written.find()) {
            assertTrue(PAIRS.toLowerCase(java.util.Locale.ROOT).contains(written.group(2)), written.group());
            shown++;
        }
        assertEquals(2, shown); // all pairs of the validation split
    }

    private String refused(String decoder, String rest) throws IOException {
        Answer answer = answer("check", "", decoder, rest);
        assertEquals(2, answer.code(), answer.out());
        return answer.out() + answer.err();
    }

    @Test
    void mistakesAreExplained() throws IOException {
        String plain = "decoder: {cell: {gru: 4}, embedding: 3}";
        String none = refused(
                "block: [{recurrent: {cell: {gru: 4}}}, {repeat: 4}, {each-step: {layers: [{dense: 7}]}}]",
                "}\nmeasure: [test.bleu]");
        assertTrue(none.contains("no layer of this model does; a decoder records what it writes"), none);
        String beam = refused(plain, "}\nmeasure: [{test.bleu: beam}]");
        assertTrue(
                beam.contains("it measures what a layer records as \"beam\", and no layer of this model does;"
                        + " recorded are decoder1.greedy"),
                beam);
        String cut = refused(plain, ", truncate: 2}");
        assertTrue(
                cut.contains("here a target has a length of its own: its steps belong to none of the input; remove"
                        + " truncate"),
                cut);
        String shapes = refused("recurrent: {cell: {gru: 4}}", "}");
        assertTrue(shapes.contains("cross-entropy"), shapes);
    }
}
