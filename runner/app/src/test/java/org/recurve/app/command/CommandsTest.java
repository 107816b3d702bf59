package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.api.event.Provenance;
import org.recurve.app.Golden;
import org.recurve.app.command.Shell.Answer;
import org.recurve.storage.EventRecorder;
import org.recurve.storage.Store;

/** What the commands answer about a store with one study, of which one trial finished and one was interrupted. */
class CommandsTest {
    private static final String FINISHED = "sha256:" + "a1".repeat(32);
    private static final String INTERRUPTED = "sha256:" + "b2".repeat(32);
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration TOOK = Duration.ofSeconds(7);

    /** Seven hours later, far from Greenwich. */
    private static final Clock LATER = Clock.fixed(START.plus(Duration.ofHours(7)), ZoneId.of("Pacific/Auckland"));

    @TempDir
    Path folder;

    private Path store;

    @BeforeEach
    void fill() {
        store = folder.resolve("store");
        try (Store opened = Store.open(store);
                EventRecorder recorder = opened.recorder()) {
            List<TrialPlan> plan =
                    List.of(new TrialPlan(FINISHED, "baseline", "", 0), new TrialPlan(INTERRUPTED, "wide", "", 0));
            recorder.accept(new Event.StudyStarted("digits", "How wide?", "study: digits\n", plan, "{}", START));
            trial(recorder, FINISHED, "baseline", Status.FINISHED, "");
            trial(recorder, INTERRUPTED, "wide", Status.INTERRUPTED, "interrupted in epoch 1 after step 3");
            recorder.accept(new Event.StudyEnded("digits", Map.of("test.accuracy of baseline >= 0.9", true), TOOK));
        }
    }

    private static void trial(EventRecorder recorder, String id, String variant, Status status, String reason) {
        trial(recorder, id, variant, 0, status, reason);
    }

    private static void trial(
            EventRecorder recorder, String id, String variant, long seed, Status status, String reason) {
        Provenance from = new Provenance("0.1.0", 1, Map.of("conv", "conv@1"), "sha256:data", Map.of("cpu", "abacus"));
        recorder.accept(new Event.TrialStarted(
                id,
                "digits",
                variant,
                "",
                seed,
                "{\"seed\":" + seed + "}",
                from,
                List.of(new LayerSummary("conv1", "conv@1", "8×24×24", 208, 115200, 230400)),
                START));
        recorder.accept(new Event.StepDone(id, 1, 1, 64, 2.5f, 1.5, Map.of()));
        recorder.accept(new Event.EpochDone(id, 1, 1, Map.of("validation.loss", 0.25), "sha256:epoch", TOOK));
        recorder.accept(new Event.TrialEnded(
                id,
                status,
                reason,
                1,
                Map.of("test.accuracy", 0.953125, "validation.loss", 0.25),
                "sha256:end",
                TOOK,
                START.plus(TOOK)));
    }

    private static void good(String golden, Answer answer) {
        assertEquals("", answer.err());
        new Golden(golden).matches(answer.out().stripTrailing());
        assertEquals(0, answer.code());
    }

    @Test
    void listNamesStudiesWithTheirStatus() {
        good("list", recurve(LATER, "list", "--store", store));
        good("list-json", recurve("list", "--json", "--store", store));
    }

    @Test
    void showPrintsTheFirstTrialsOfALargeStudyAndAllIfAsked() {
        fill("small", 200);
        fill("large", 201);
        assertEquals(200, hashes(recurve("show", "small", "--store", store)));
        Answer large = recurve("show", "large", "--store", store);
        assertEquals(100, hashes(large));
        assertTrue(large.out().contains("… 101 more (--all)\n"), large.out());
        assertTrue(large.out().contains("baseline  201  0.9531 ± 0.0000"), large.out());
        Answer all = recurve("show", "large", "--all", "--store", store);
        assertEquals(201, hashes(all));
        assertFalse(all.out().contains("--all"), all.out());
        String json = recurve("show", "large", "--json", "--store", store).out();
        assertEquals(201, json.split("\"digest\"", -1).length - 1);
    }

    /** How many rows name a trial of a large study. */
    private static long hashes(Answer answer) {
        assertEquals(0, answer.code(), answer.err());
        return answer.out()
                .lines()
                .filter(line -> line.endsWith("  sha256:end"))
                .count();
    }

    private void fill(String study, int trials) {
        try (Store opened = Store.open(store);
                EventRecorder recorder = opened.recorder()) {
            List<TrialPlan> plan = IntStream.range(0, trials)
                    .mapToObj(seed -> new TrialPlan(
                            "sha256:" + Integer.toHexString(0x80000 + 1000 * trials + seed) + "c".repeat(59),
                            "baseline",
                            "",
                            seed))
                    .toList();
            recorder.accept(new Event.StudyStarted(study, "", "study: large\n", plan, "{}", START));
            plan.forEach(it -> trial(recorder, it.trial(), "baseline", it.seed(), Status.FINISHED, ""));
        }
    }

    @Test
    void showShowsStudiesAndTrials() {
        good("show-study", recurve(LATER, "show", "digits", "--store", store));
        good("show-study-json", recurve("show", "digits", "--json", "--store", store));
        good("show-trial", recurve(LATER, "show", "digits/baseline/0", "--store", store));
        good("show-trial-json", recurve("show", "a1a1a1", "--json", "--store", store));
    }

    @Test
    void anUnknownIdIsTheUsersMistake() {
        Answer answer = recurve("show", "digts", "--store", store);
        assertEquals(2, answer.code());
        new Golden("show-unknown").matches(answer.err().stripTrailing());
    }

    @Test
    void aReportIsWrittenForEachStudy() {
        Answer answer = recurve("report", "digits", "--store", store);
        assertEquals("report: " + store.resolve("reports/digits.html") + System.lineSeparator(), answer.out());
        assertTrue(Files.exists(store.resolve("reports/digits.html")));
    }

    @Test
    void aReportFindsStudiesByACondition() {
        Answer answer = recurve("report", "--where", "variant = 'baseline'", "--store", store);
        assertTrue(answer.out().startsWith("report: " + store.resolve("reports/digits.html")), answer.out());
        assertEquals(2, recurve("report", "--store", store).code());
        assertEquals(
                2,
                recurve("report", "--where", "variant = 'nobody'", "--store", store)
                        .code());
    }

    @Test
    void reindexGivesTheSameAnswers() {
        String before = recurve("show", "digits", "--json", "--store", store).out();
        assertEquals(0, recurve("reindex", "--store", store).code());
        assertEquals(
                before, recurve("show", "digits", "--json", "--store", store).out());
    }

    @Test
    void aStoreThatIsNotThereIsNotMade() {
        Answer answer = recurve("list", "--store", folder.resolve("none"));
        assertEquals(2, answer.code());
        assertFalse(Files.exists(folder.resolve("none")));
    }

    @Test
    void helpTellsOfAllCommandsAndOfEachOne() {
        assertTrue(recurve("help").out().contains("diff"));
        Answer diff = recurve("help", "diff");
        assertEquals(0, diff.code(), diff.err());
        assertTrue(diff.out().contains(" A B"), diff.out());
        assertEquals(recurve("diff", "--help").out(), diff.out());
    }

    @Test
    void describeTellsWhatAPluginIsAndHasTheNearestName() {
        assertTrue(recurve("describe", "tiled").out().startsWith("tiled@1  sharing, built in"));
        Answer unknown = recurve("describe", "sgdd");
        assertEquals(2, unknown.code());
        assertTrue(
                unknown.err().startsWith("there is no plugin or section \"sgdd\". Did you mean \"sgd\"?"),
                unknown.err());
    }

    @Test
    void wrongFilesEndWithCodeTwoAndNoStackTrace() throws IOException {
        Path file = folder.resolve("a.yaml");
        Files.writeString(file, "study: a\nmodel: [cnov]\n");
        Answer answer = recurve("run", file, "--store", store);
        assertEquals(2, answer.code());
        assertTrue(
                answer.err().contains(file + ":2:9  cnov1: there is no layer \"cnov\". Did you mean \"conv\"?"),
                answer.err());
        assertFalse(answer.err().contains("\tat "), answer.err());
        assertEquals(2, recurve("check", folder.resolve("none.yaml")).code());
        assertEquals(2, recurve("runn").code());
    }

    @Test
    void commandsThatReadAnswerInJson() {
        assertTrue(recurve("plugins", "--json").out().startsWith("[{\"id\":"));
        assertTrue(recurve("describe", "conv", "--json").out().contains("\"name\":\"filters\""));
    }
}
