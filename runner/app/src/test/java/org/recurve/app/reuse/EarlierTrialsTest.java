package org.recurve.app.reuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Provenance;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.engine.study.StudyStopped;
import org.recurve.storage.Store;
import org.recurve.storage.view.EpochView;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;

/** What a longer training, or one of which more is asked, is spared; each is held to the same one trained at once. */
class EarlierTrialsTest {
    /** Everything that a state may have: momenta, running means, noise, and an epoch that counts before the last. */
    private static final String FILE = """
        study: sums
        data: {adding: {steps: 6, train: 32, validation: 16, test: 16}}
        model: [{dense: 8}, {batch-normalization: {}}, tanh, {dropout: 0.3}, {dense: 1}]
        loss: squared-error
        train: {optimizer: {adam: 0.05}, epochs: 2, batch: 16}
        measure: [test.mean-squared-error]
        select: {validation.loss: min}
        weights: resumable
        """;

    private static final String LONGER = FILE.replace("epochs: 2", "epochs: 4");

    @TempDir
    Path folder;

    private Answer command(String command, String store, String text) throws IOException {
        Path file = folder.resolve("sums.yaml");
        Files.writeString(file, text);
        return recurve(command, file, "--store", folder.resolve(store));
    }

    /** Runs one file after another in a store, and the second alone in another; returns what check says before the second. */
    private String compared(String first, String second) throws IOException {
        Answer before = command("run", "both", first);
        assertEquals(0, before.code(), before.err());
        String checked = command("check", "both", second).out();
        Answer run = command("run", "both", second);
        assertEquals(0, run.code(), run.err());
        assertEquals(checked.contains("to continue"), run.err().contains("1 trial continues from a shorter one"));
        assertEquals(checked.contains("to measure"), run.err().contains("1 trial is measured with kept weights"));
        assertEquals(0, command("run", "alone", second).code());
        TrialView alone = trial("alone");
        TrialView both = trial("both");
        assertEquals(alone.id(), both.id());
        assertEquals(alone.digest(), both.digest());
        assertEquals(alone.metrics(), both.metrics());
        assertEquals(alone.selectedEpoch(), both.selectedEpoch());
        Answer verified = recurve("verify", "sums", "--store", folder.resolve("both"));
        assertEquals(0, verified.code(), verified.out());
        return checked.substring(checked.lastIndexOf("1 trial: "));
    }

    private TrialView trial(String store) {
        try (Store opened = Store.open(folder.resolve(store))) {
            return opened.reader().study("sums").orElseThrow().trials().getFirst();
        }
    }

    private List<EpochView> epochs(String store, String trial) {
        try (Store opened = Store.open(folder.resolve(store))) {
            return opened.reader().epochs(trial);
        }
    }

    @Test
    void moreEpochsGoOnFromTheLastOne() throws IOException {
        command("run", "both", FILE);
        String shorter = trial("both").id();
        String checked = compared(FILE, LONGER);
        assertEquals("""
                1 trial: 0 stored, 1 to continue, none to train
                    1: more epochs of what is stored, which is continued (baseline/0 from epoch 2 of sums/baseline/0)
                """, checked);
        String longer = trial("both").id();
        assertNotEquals(shorter, longer);
        assertEquals(4, epochs("both", longer).size());
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    epochs("both", shorter).get(i).measured(),
                    epochs("both", longer).get(i).measured(),
                    "to the nanosecond: these epochs were not trained again");
        }
        try (Store opened = Store.open(folder.resolve("both"))) {
            StoreReader reader = opened.reader();
            assertEquals(8, reader.series(longer, "loss").size());
        }
    }

    @Test
    void aScheduleOverAllEpochsTrainsFromTheStart() throws IOException {
        String cosine = FILE.replace("adam: 0.05", "adam: {learning-rate: {cosine: 0.05}}");
        String checked = compared(cosine, cosine.replace("epochs: 2", "epochs: 4"));
        assertTrue(
                checked.contains("settings changed: train.epochs; what is stored cannot be continued or measured: the"
                        + " schedule cosine depends on the number of all epochs (2 then, 4 now)"),
                checked);
    }

    @Test
    void theLastOfSeveralPhasesGoesOn() throws IOException {
        String phases = FILE + "phases: [{name: first, epochs: 1}, {name: second}]\n";
        assertTrue(compared(phases, phases.replace("{name: second}", "{name: second, epochs: 3}"))
                .contains("1 to continue"));
    }

    @Test
    void patienceThatIsLiftedGoesOn() throws IOException {
        String patient = FILE.replace("epochs: 2", "epochs: 12, patience: 1").replace("adam: 0.05", "adam: 0.5");
        command("run", "both", patient);
        int ended = epochs("both", trial("both").id()).size();
        assertTrue(ended < 12, "it ended after " + ended);
        String checked = compared(patient, patient.replace(", patience: 1", ""));
        assertTrue(checked.contains("from epoch " + ended + " of sums/baseline/0"), checked);
    }

    @Test
    void aMetricOfTheTestSplitIsMeasuredWithKeptWeights() throws IOException {
        String more = FILE.replace("[test.mean-squared-error]", "[test.mean-squared-error, test.largest-error]");
        assertEquals("""
                1 trial: 0 stored, 1 to measure, none to train
                    1: other metrics, measured with the weights that are kept
                """, compared(FILE, more));
        String during = FILE.replace("[test.mean-squared-error]", "[validation.largest-error]");
        String checked = command("check", "both", during).out();
        assertTrue(
                checked.contains("measure: other metrics are asked for; what is stored cannot be continued or measured:"
                        + " validation.largest-error is measured after every epoch, and weights are kept of one"),
                checked);
    }

    @Test
    void withoutWhatIsKeptItIsTrained() throws IOException {
        String none = FILE.replace("resumable", "selected");
        command("run", "both", none);
        String checked =
                command("check", "both", none.replace("epochs: 2", "epochs: 3")).out();
        assertTrue(checked.contains("1 to train"), checked);
        assertTrue(checked.contains("no checkpoint of its last epoch is kept; weights: resumable keeps one"), checked);
    }

    @Test
    void whatWasImportedIsNotContinuedAndMeasuredOnlyWhenItIsVerified() throws IOException {
        command("run", "there", FILE);
        Path pack = folder.resolve("sums.zip");
        recurve("pack", "sums", "--to", pack, "--store", folder.resolve("there"));
        assertEquals(
                0, recurve("import", pack, "--store", folder.resolve("here")).code());
        String checked = command("check", "here", LONGER).out();
        assertTrue(
                checked.contains(
                        "settings changed: train.epochs; what is stored cannot be continued or measured: it was"
                                + " imported, and whether its checkpoint is that of its numbers cannot be verified"),
                checked);
        String more = FILE.replace("[test.mean-squared-error]", "[test.mean-squared-error, test.largest-error]");
        checked = command("check", "here", more).out();
        assertTrue(
                checked.contains("it was imported, and nobody reproduced it here, which recurve verify does"), checked);
        assertEquals(
                0, recurve("verify", "sums", "--store", folder.resolve("here")).code());
        assertTrue(command("check", "here", more).out().contains("1 to measure"));
        assertTrue(command("check", "here", LONGER).out().contains("1 to train"));
        command("run", "here", LONGER);
        command("run", "there", LONGER);
        assertEquals(trial("there").digest(), trial("here").digest());
    }

    private static StoreReader readerOf(int trials, Consumer<String> given) {
        StoreReader reader = mock(StoreReader.class);
        doAnswer(call -> {
                    BiConsumer<String, String> each = call.getArgument(1);
                    for (int trial = 0; trial < trials; trial++) {
                        String configuration = "{\"data\":{\"adding\":{}},\"measure\":[],\"seed\":" + trial + "}";
                        given.accept(configuration);
                        each.accept("sha256:" + trial, configuration);
                    }
                    return null;
                })
                .when(reader)
                .configurations(any(), any());
        return reader;
    }

    private static final String ASKED = "{\"data\":{\"adding\":{}},\"measure\":[],\"seed\":-1}";
    private static final Provenance FROM = new Provenance("0.1.0", 1, Map.of(), "sha256:data", Map.of());

    /** To look at very many takes a while; whoever goes on then looks at all of them. */
    @Test
    void whoIsToldToStopLooksAtNoMoreThanAThousand() {
        AtomicInteger looked = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean(true);
        StoreReader reader = readerOf(2500, _ -> looked.incrementAndGet());
        when(reader.finished("sha256:7")).thenReturn(Optional.empty());
        EarlierTrials trials = new EarlierTrials(reader, mock(PluginRegistry.class), stop::get);
        assertThrows(StudyStopped.class, () -> trials.find("sha256:own", ASKED, FROM));
        assertEquals(1000, looked.get());
        stop.set(false);
        trials.find("sha256:own", ASKED.replace("-1", "7"), FROM);
        verify(reader, times(1)).finished("sha256:7");
        trials.find("sha256:own", ASKED, FROM);
        assertEquals(1000 + 2500, looked.get(), "each is read once");
    }

    /** A hundred thousand configurations are more than a small memory holds. */
    @Test
    void noConfigurationIsKept() {
        List<WeakReference<String>> given = new ArrayList<>();
        EarlierTrials trials = new EarlierTrials(
                readerOf(100, text -> given.add(new WeakReference<>(text))), mock(PluginRegistry.class), () -> false);
        trials.find("sha256:own", ASKED, FROM);
        trials.find("sha256:own", ASKED.replace("adding", "other"), FROM);
        System.gc();
        assertEquals(100, given.size());
        assertEquals(0, given.stream().filter(text -> text.get() != null).count());
        Reference.reachabilityFence(trials);
    }
}
