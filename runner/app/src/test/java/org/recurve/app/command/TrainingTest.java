package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.model.Activation;
import org.recurve.app.Golden;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.plugins.Jars;

/** Files that are trained from end to end; small ones, on generated data. */
class TrainingTest {
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 64, validation: 16, test: 16}}
            model:
              - recurrent: {cell: {elman: 4}}
              - LAYER
              - dense: 1
            loss: squared-error
            train: {optimizer: {sgd: 0.05}, epochs: 2, batch: 16}
            measure: [test.mean-squared-error]
            seeds: 2
            ablate: {wide: {set: {recurrent1.cell.units: 6}}}
            expect: [test.mean-squared-error of baseline < 100]
            """;

    @TempDir
    Path folder;

    private Path store;

    @BeforeEach
    void choose() {
        store = folder.resolve("store");
    }

    private Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aStudyRunsToItsEndAndIsAnsweredFromTheStoreAfterwards() throws IOException {
        Path file = file("a.yaml", FILE.replace("LAYER", "tanh"));
        Answer first = recurve("run", file, "--store", store, "--json");
        assertEquals(0, first.code(), first.err());
        assertTrue(Files.exists(store.resolve("reports/sums.html")));
        Answer second = recurve("run", file, "--store", store, "--json");
        assertEquals(first.out(), second.out());
        assertEquals("", second.err(), "nothing was trained again");
        assertEquals(4, first.out().split("\"digest\"", -1).length - 1);
    }

    @Test
    void jobsAndThreadsChangeNoBit() {
        Path file = file("a.yaml", FILE.replace("LAYER", "tanh"));
        Answer one = recurve("run", file, "--store", folder.resolve("one"), "--json", "--jobs", 1);
        Answer many = recurve("run", file, "--store", folder.resolve("many"), "--json", "--jobs", 3, "--threads", 2);
        assertEquals(
                one.out().replace(folder.resolve("one").toString(), ""),
                many.out().replace(folder.resolve("many").toString(), ""));
    }

    @Test
    void anotherSeedIsAnotherTrial() {
        Path file = file("a.yaml", FILE.replace("LAYER", "tanh"));
        Answer zero = recurve("run", file, "--store", store, "--json", "--seed", 0);
        Answer other = recurve("run", file, "--store", store, "--json", "--seed", 99);
        assertTrue(other.out().contains("\"seed\":99"), other.out());
        assertNotEquals(zero.out(), other.out());
    }

    @Test
    void aMissedExpectationEndsWithCodeOne() {
        Path file = file("a.yaml", FILE.replace("LAYER", "tanh").replace("< 100", "< 0"));
        Answer answer = recurve("run", file, "--store", store);
        assertEquals(1, answer.code(), answer.err());
        assertTrue(answer.out().contains("MISSED: test.mean-squared-error of baseline < 0"), answer.out());
    }

    @Test
    void aJarCompiledAgainstTheApiAloneIsDroppedInAndTrained() throws IOException {
        Path plugins = Files.createDirectories(store.resolve("plugins"));
        softsign(plugins, "x.times(config.limit()).dividedBy(x.abs().plus(1))");
        Path file = file("b.yaml", FILE.replace("LAYER", "softsign: 2"));
        Answer answer = recurve("run", file, "--store", store, "--json");
        assertEquals(0, answer.code(), answer.err());
        Answer shown = recurve("show", "sums/baseline/0", "--json", "--store", store);
        assertTrue(shown.out().contains("\"softsign\":\"code:sha256:"), shown.out());
    }

    private static void softsign(Path plugins, String formula) throws IOException {
        Jars.of(plugins.resolve("softsign.jar"), Activation.class.getName(), "Softsign", """
                package stranger;

                import org.recurve.api.model.Activation;
                import org.recurve.api.model.Value;
                import org.recurve.api.plugin.*;

                @Plugin(id = "softsign", version = 1, summary = "y = a x / (1 + |x|)")
                public final class Softsign implements Activation<Softsign.Config> {
                    public record Config(@Doc("the limit") @Main @Default("1") @Above(0) double limit) {}

                    @Override
                    public Value apply(Config config, Value x) {
                        return FORMULA;
                    }
                }
                """.replace(
                        "FORMULA", formula));
    }

    @Test
    void aStudyIsVerifiedFromItsStoreAloneOnAnyNumberOfThreads() throws IOException {
        Path file = file("a.yaml", FILE.replace("LAYER", "tanh"));
        recurve("run", file, "--store", store);
        Files.delete(file);
        Answer answer = recurve("verify", "sums", "--store", store, "--threads", 3);
        assertEquals(0, answer.code(), answer.out() + answer.err());
        assertTrue(answer.out().contains("sums/wide/1: reproduced, bit for bit (8 steps, 3 threads)"), answer.out());
        assertTrue(answer.out().contains("4 of 4 trials reproduced"), answer.out());
    }

    @Test
    void verifyNamesTheFirstNumberThatAnotherPluginChanged() throws IOException {
        Path plugins = Files.createDirectories(store.resolve("plugins"));
        softsign(plugins, "x.times(config.limit()).dividedBy(x.abs().plus(1))");
        recurve("run", file("b.yaml", FILE.replace("LAYER", "softsign: 2")), "--store", store);
        softsign(plugins, "x.times(config.limit()).dividedBy(x.abs().plus(1.0001))");
        Answer answer = recurve("verify", "sums/wide/0", "--store", store);
        assertEquals(1, answer.code(), answer.out() + answer.err());
        assertTrue(answer.out().contains("sums/wide/0: DIFFERS at step 1 (epoch 1): "), answer.out());
        assertTrue(answer.out().contains("    changed  plugin softsign: was code:sha256:"), answer.out());
    }

    @Test
    void checkSaysWhenNoDifferenceCouldBeSignificant() {
        String text = FILE.replace("LAYER", "tanh");
        String few = recurve("check", file("few.yaml", text), "--store", store).out();
        assertTrue(few.contains("over 1 comparison, 2 seeds give a p of 0.50 at best; use at least 6 seeds"), few);
        String enough = recurve("check", file("enough.yaml", text.replace("seeds: 2", "seeds: 6")), "--store", store)
                .out();
        assertTrue(!enough.contains("significant"), enough);
    }

    @Test
    void aVariantIsMatchedToTheBaselinesParameters() {
        String text = FILE.replace("LAYER", "tanh").replace("{set: {recurrent1.cell.units: 6}}", """
                        [{swap: {recurrent1.cell: lstm}}, {match: {recurrent1.cell.units: parameters}}]""");
        Answer answer = recurve("check", file("m.yaml", text), "--store", store);
        String out = answer.out() + answer.err();
        assertTrue(out.contains("swap of recurrent1.cell from elman to lstm keeps units"), out);
        // Elman, 4 units on 2 inputs: 4(2 + 4 + 1) + 5; LSTM: 1 unit 4(2 + 1 + 1) + 2, 2 units 8(2 + 2 + 1) + 3.
        assertTrue(out.contains("match: recurrent1.cell.units = 2 gives 43 parameters; the baseline has 33"), out);
    }

    @Test
    void aVariantWhoseModelIsTracedToTheSameGraphIsAnError() {
        String text = FILE.replace("LAYER", "{block: [], name: nothing}")
                .replace("wide: {set: {recurrent1.cell.units: 6}}", "without: {remove: nothing}");
        Answer answer = recurve("check", file("g.yaml", text), "--store", store);
        assertEquals(2, answer.code(), answer.out());
        assertTrue(
                answer.err().contains("g.yaml:11:10  ablate.without: this variant computes the same as baseline"),
                answer.err());
    }

    @Test
    void shapesThatDoNotFitAreSaidBeforeTheFirstStep() {
        String text = FILE.replace("LAYER", "conv: {filters: 2, kernel: 5}")
                .replace("set: {recurrent1.cell.units: 6}", "set: {conv1.kernel: 7}");
        Answer answer = recurve("run", file("c.yaml", text), "--store", store);
        assertEquals(2, answer.code(), answer.out());
        new Golden("shape-misfit").matches(answer.err().stripTrailing().replace(folder.toString() + "/", ""));
    }

    @Test
    void anInitialiserThatDoesNotFitIsSaidBeforeTheFirstStep() {
        String text = FILE.replace("LAYER", "tanh")
                .replace("dense: 1", "dense: {units: 1, initializer: {spectral-radius: 0.95}}");
        Answer answer = recurve("check", file("i.yaml", text), "--store", store);
        assertEquals(2, answer.code(), answer.out());
        new Golden("initializer-misfit").matches(answer.err().stripTrailing().replace(folder.toString() + "/", ""));
    }

    @Test
    void checkShowsWhatALayerCostsAndSees() {
        String text = FILE.replace("steps: 4", "steps: 12")
                .replace("- recurrent: {cell: {elman: 4}}", """
                - name: pairs
                    conv: {filters: 6, kernel: 2, padding: same, connectivity: {groups: 3}}
                  - name: all
                    conv: {filters: 4, kernel: 1}""")
                .replace("LAYER", "tanh")
                .replace("ablate: {wide: {set: {recurrent1.cell.units: 6}}}\n", "");
        Path file = file("v.yaml", text);
        Answer answer = recurve("check", file, "--store", store, "--jobs", 2);
        // How long it takes is measured anew each time, and the plans may come to need less.
        String always =
                answer.out().replaceAll("[0-9.]+ (B|kB)", "some").replaceAll("time: .* with", "time: some with");
        new Golden("check").matches(always.stripTrailing());
        Answer json = recurve("check", file, "--store", store, "--json");
        assertTrue(json.out().contains("{\"box\":[12,1],\"jump\":[1],\"name\":\"all\"}"), json.out());
    }

    @Test
    void aQuestionOfASplitThatIsNotThereIsRefusedAndAChunkThatNothingFillsNoted() {
        String text = """
                study: say
                data: {copy-memory: {delay: 3, symbols: 2, alternatives: 2, train: 20, validation: 4, test: 0}}
                model: [recurrent: {cell: {elman: 4}, output: all}, each-step: [dense: 3]]
                loss: cross-entropy
                train: {optimizer: {sgd: 0.1}, epochs: 1, batch: 10, truncate: 400}
                """;
        Answer noted = recurve("check", file("t.yaml", text), "--store", store);
        String note = "train.truncate: 400 steps are more than the 7 of the longest sequence, so nothing is cut";
        assertTrue(noted.out().contains(note), noted.out());
        Answer refused =
                recurve("check", file("q.yaml", text + "expect: [test.loss of baseline < 2]\n"), "--store", store);
        assertEquals(2, refused.code(), refused.out());
        assertTrue(refused.err().contains("asked of the test split, but the data has only train and"), refused.err());
        Answer unmeasured = recurve("check", file("m.yaml", text + "measure: [test.accuracy]\n"), "--store", store);
        assertEquals(2, unmeasured.code(), unmeasured.out());
        String why = "measure: test.accuracy needs a test split, but the data has only train and validation";
        assertTrue(unmeasured.err().contains(why), unmeasured.err());
    }

    @Test
    void sentencesThatDoNotFitAreSaidAtOnce() {
        String text = FILE.replace("- recurrent: {cell: {elman: 4}}", "- transpose: [1, 0]")
                .replace("LAYER", "k-max: 3")
                .replace("wide: {set: {recurrent1.cell.units: 6}}", """
                        many: {set: {k-max1.k: 13}}, words: {replace: {k-max1: {embedding: 4}}}""");
        Answer answer = recurve("check", file("c.yaml", text), "--store", store);
        assertEquals(2, answer.code(), answer.out());
        new Golden("sentence-misfits").matches(answer.err().stripTrailing().replace(folder.toString() + "/", ""));
    }

    @Test
    void connectionsThatDoNotFitAreSaidAtOnce() {
        String text = FILE.replace("- recurrent: {cell: {elman: 4}}", "- conv: {filters: 6, kernel: 1}")
                .replace("LAYER", "tanh")
                .replace("ablate: {wide: {set: {recurrent1.cell.units: 6}}}\n", """
                        ablate:
                          large: {conv1.kernel: 3}
                          padded: {set: {conv1.kernel: 5, conv1.padding: 1}}
                          grouped: {conv1.connectivity: {groups: 3}}
                          depthwise: {conv1.connectivity: depthwise}
                          lenet: {conv1.connectivity: lenet-5}
                          random: {conv1.connectivity: {random-table: 5}}
                          short: {conv1.connectivity: {table: [[0], [1]]}}
                          missing: {conv1.connectivity: {table: [[0], [1], [2], [3], [0, 4], [1]]}}
                          unseeing: {conv1.connectivity: {table: [[0], [1], [2], [3], [], [1]]}}
                        """);
        Answer answer = recurve("check", file("c.yaml", text), "--store", store);
        assertEquals(2, answer.code(), answer.out());
        new Golden("connection-misfits").matches(answer.err().stripTrailing().replace(folder.toString() + "/", ""));
    }

    @Test
    void aScheduleStandsWhereALearningRateDoes() {
        String text = FILE.replace("LAYER", "tanh")
                .replace("sgd: 0.05", "adam: {learning-rate: {warm-up: {epochs: 1, then: {cosine: 0.01}}}}");
        Answer answer = recurve("run", file("s.yaml", text), "--store", store, "--json");
        assertEquals(0, answer.code(), answer.err());
        Answer other = recurve(
                "run", file("s.yaml", text.replace("cosine: 0.01", "cosine: 0.02")), "--store", store, "--json");
        assertNotEquals(answer.out(), other.out());
        Answer number = recurve("describe", "sgd");
        assertTrue(number.out().contains("schedule"), number.out());
    }
}
