package org.recurve.app.housekeeping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.attack.Program;
import org.recurve.app.command.Shell;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.command.SmallStudy;
import org.recurve.reports.text.JsonText;
import tools.jackson.databind.JsonNode;

/** What is deleted is gone for good, and nothing else is. */
class DeletionTest {
    @TempDir
    Path folder;

    private Path store;
    private Path sums;

    @BeforeEach
    void run() throws IOException {
        store = folder.resolve("store");
        sums = Files.writeString(folder.resolve("sums.yaml"), SmallStudy.FILE + "seeds: 2\n");
        ask(0, "run", sums);
    }

    private Answer ask(int code, Object... words) {
        List<Object> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--store", store));
        Answer answer = Shell.recurve(all.toArray());
        assertEquals(code, answer.code(), answer.err());
        return answer;
    }

    private JsonNode json(Object... words) {
        List<Object> all = new ArrayList<>(List.of(words));
        all.add("--json");
        return JsonText.parse(ask(0, all.toArray()).out());
    }

    /** Has the trials of {@code sums}, and two more. */
    private void runAnother() throws IOException {
        ask(
                0,
                "run",
                Files.writeString(
                        folder.resolve("more.yaml"),
                        SmallStudy.FILE.replace("study: sums", "study: more") + "seeds: 2\n"
                                + "ablate: {fast: {train.optimizer.learning-rate: 0.2}}\n"));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> store.relativize(file).toString())
                    .filter(file -> !file.startsWith("store.") && !file.endsWith(".lock"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aStudyGoesWithAllThatIsItsOwnAndDoesNotComeBack() throws IOException {
        Answer removed = ask(0, "rm", "sums", "--yes");
        assertTrue(removed.out().startsWith("deleted: study sums, 1 run, 2 trials ("), removed.out());
        assertEquals(List.of(), files());
        ask(0, "reindex");
        assertEquals(0, json("list").size());
        assertTrue(ask(2, "show", "sums").err().contains("no study or trial \"sums\""));
        // What is run again is trained again, to the same bits.
        ask(0, "run", sums);
        assertEquals(2, json("list").get(0).path("trials").path("finished").asInt());
    }

    @Test
    void trialsThatAnotherStudyHasStay() throws IOException {
        runAnother();
        JsonNode before = json("show", "more");
        Answer removed = ask(0, "rm", "sums", "--yes");
        assertTrue(removed.out().contains("1 run, 0 trials"), removed.out());
        assertTrue(removed.out().contains("; 2 trials stay, shared with more"), removed.out());
        ask(0, "reindex");
        assertEquals(before, json("show", "more"));
        assertEquals(1, json("list").size());
        // A trial's hash and its file still lead to the study that has it.
        String hash = before.path("trials").get(0).path("id").asString().substring(7, 19);
        assertTrue(ask(0, "show", hash).out().startsWith("more/baseline/0  finished"));
        ask(0, "report", hash, "--to", folder);
        assertTrue(Files.exists(folder.resolve("more.html")));
    }

    @Test
    void aTrialGoesAloneAndTheStudySaysThatItIsMissing() throws IOException {
        ask(0, "rm", "sums/1", "--yes");
        assertEquals(1, json("list").get(0).path("trials").path("finished").asInt());
        assertEquals(2, json("list").get(0).path("planned").asInt());
        runAnother();
        Answer shared = ask(0, "rm", "sums/0", "--yes");
        assertEquals("nothing to delete; 1 trial stays, shared with more, sums\n", shared.out());
    }

    @Test
    void nothingGoesWithoutAWord() throws IOException {
        List<String> before = files();
        assertTrue(ask(2, "rm", "sums").err().contains("--yes deletes without asking"));
        assertTrue(ask(0, "rm", "sums", "--dry-run").out().startsWith("would be deleted: study sums, 1 run, 2 trials"));
        assertTrue(ask(2, "rm", "sum", "--yes").err().contains("nearest: sums"));
        assertTrue(ask(0, "gc").out().endsWith("nothing\n"));
        assertEquals(before, files());
    }

    @Test
    void trialsOfOtherSettingsAreGarbageOnceTheStudyRanAgain() throws IOException {
        Files.writeString(sums, SmallStudy.FILE.replace("epochs: 1", "epochs: 2"));
        ask(0, "run", sums);
        JsonNode found = json("gc");
        assertEquals(2, found.path("trials").size());
        assertFalse(found.path("deleted").asBoolean());
        String text = ask(0, "gc").out();
        assertTrue(text.contains("1 trial  other settings or metrics"), text);
        assertTrue(text.contains("1 trial  no longer planned"), text);
        assertTrue(text.endsWith("nothing was deleted; recurve gc --delete does\n"), text);
        JsonNode shown = json("show", "sums");
        assertTrue(json("gc", "--delete").path("deleted").asBoolean());
        assertEquals(0, json("gc").path("trials").size());
        ask(0, "reindex");
        assertEquals(shown, json("show", "sums"));
    }

    /** What a damaged run planned cannot be known, so that none of it may be taken for garbage. */
    @Test
    void nothingIsGarbageWhereJournalsAreDamaged() throws IOException {
        Path first = store.resolve(files().stream()
                .filter(file -> file.startsWith("studies/") && file.endsWith("journal"))
                .findFirst()
                .orElseThrow());
        Files.writeString(sums, SmallStudy.FILE.replace("epochs: 1", "epochs: 2"));
        ask(0, "run", sums);
        byte[] bytes = Files.readAllBytes(first);
        bytes[bytes.length / 2] ^= 1;
        Files.write(first, bytes);
        List<String> before = files();
        String refused = ask(2, "gc", "--delete").err();
        assertTrue(refused.contains("nothing was deleted, since damaged journals may refer"), refused);
        assertTrue(refused.contains(first.getParent().getFileName().toString()), refused);
        assertEquals(before, files());
    }

    /** A trial that this study shares with one that cannot be read would be lost to it. */
    @Test
    void nothingIsRemovedWhereAnotherStudysRunIsDamaged() throws IOException {
        Path first = store.resolve(files().stream()
                .filter(file -> file.startsWith("studies/") && file.endsWith("journal"))
                .findFirst()
                .orElseThrow());
        runAnother();
        byte[] bytes = Files.readAllBytes(first);
        bytes[bytes.length / 2] ^= 1;
        Files.write(first, bytes);
        List<String> before = files();
        String refused = ask(1, "rm", "more", "--yes").err();
        assertTrue(refused.startsWith(first + ": does not say which trials its study needs"), refused);
        assertEquals(before, files());
    }

    @Test
    void labelsOfGarbageGoWithIt() throws IOException {
        ask(0, "tag", "sums/1", "odd");
        Files.writeString(sums, SmallStudy.FILE.replace("epochs: 1", "epochs: 2"));
        ask(0, "run", sums);
        ask(0, "gc", "--delete");
        assertEquals(0, json("sql", "select * from tags").size());
    }

    @Test
    void filesThatKilledProcessesLeftAreGarbage() throws IOException {
        Path trial = store.resolve(files().stream()
                        .filter(file -> file.startsWith("trials/"))
                        .findFirst()
                        .orElseThrow())
                .resolveSibling("");
        List<Path> left = List.of(
                trial.resolve("journal.next"),
                store.resolve("running/1234"),
                store.resolve("importing/0/journal"),
                store.resolve("trials/" + "0".repeat(64) + "/lock"),
                store.resolve("reports/.sums.html.999999999999-1.part"));
        List<String> before = files();
        for (Path file : left) {
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, "12345");
        }
        assertEquals(left.size(), json("gc").path("files").size());
        assertEquals(5L * left.size(), json("gc").path("bytes").asLong());
        ask(0, "gc", "--delete");
        assertEquals(before, files());
    }

    /** The bytes of all files, each counted once, by the file system. */
    @Test
    void roomIsCountedOnce() throws IOException {
        runAnother();
        JsonNode usage = json("du");
        JsonNode more = usage.path("studies").path("more");
        assertEquals(2, more.path("trials").asInt());
        assertEquals(0, usage.path("studies").path("sums").path("trials").asInt());
        assertEquals(2, usage.path("shared").path("trials").asInt());
        long shared = usage.path("shared").path("journals").asLong()
                + usage.path("shared").path("checkpoints").asLong()
                + usage.path("shared").path("weights").asLong();
        assertEquals(shared, more.path("shared").asLong());
        assertEquals(shared, usage.path("studies").path("sums").path("shared").asLong());
        long trials = 0;
        for (String file : files()) {
            trials += file.startsWith("trials/") || file.startsWith("studies/") ? Files.size(store.resolve(file)) : 0;
        }
        long counted = shared;
        for (String study : List.of("more", "sums")) {
            for (String part : List.of("journals", "checkpoints", "weights", "runs")) {
                counted += usage.path("studies").path(study).path(part).asLong();
            }
        }
        assertEquals(trials, counted);
        assertTrue(ask(0, "du").out().contains("shared by several studies"));
    }

    @Test
    void whatRunsIsNotDeleted() throws Exception {
        Path file = Files.writeString(
                folder.resolve("long.yaml"),
                SmallStudy.FILE.replace("study: sums", "study: long").replace("epochs: 1", "epochs: 100000"));
        Program program = Program.start(folder, List.of(), "run", file, "--store", store);
        try {
            while (!ask(0, "list").out().contains("running")) {
                assertTrue(program.process().isAlive(), program.said());
                Thread.sleep(50);
            }
            String process = "process " + program.process().pid() + " is running the study long";
            assertTrue(ask(1, "rm", "long", "--yes").err().startsWith(process));
            assertTrue(ask(1, "rm", "long", "--dry-run").err().startsWith(process));
            Files.createDirectories(store.resolve("trials/" + "0".repeat(64)));
            String busy = ask(1, "gc", "--delete").err();
            assertTrue(busy.startsWith("process " + program.process().pid() + " is running a study"), busy);
            ask(0, "rm", "sums", "--yes"); // no other study is kept from going
            assertTrue(program.process().isAlive());
        } finally {
            program.signal("KILL");
            program.code();
        }
        ask(0, "rm", "long", "--yes");
        ask(0, "gc", "--delete");
        assertEquals(List.of(), files());
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Path precious = Files.writeString(outside.resolve("precious"), "mine");
        Path reports = store.resolve("reports");
        Files.move(reports.resolve("sums.html"), outside.resolve("sums.html"));
        Files.delete(reports);
        Files.createSymbolicLink(reports, outside);
        assertTrue(ask(1, "rm", "sums", "--yes").err().contains("is a link, and nothing is deleted through links"));
        assertEquals(1, json("list").size());
        Files.delete(reports);
        Path trial = store.resolve("trials")
                .resolve(json("show", "sums")
                        .path("trials")
                        .get(0)
                        .path("id")
                        .asString()
                        .substring(7));
        Files.createSymbolicLink(trial.resolve("journal.next"), precious);
        Files.createSymbolicLink(store.resolve("listeners"), outside);
        Files.createSymbolicLink(trial.resolve("elsewhere"), outside);
        ask(0, "gc", "--delete");
        ask(0, "rm", "sums", "--yes");
        assertEquals("mine", Files.readString(precious));
        assertTrue(Files.exists(outside.resolve("sums.html")));
        assertFalse(Files.exists(trial));
    }

    /** A deletion that others began is gone on with; a list behind a link is not the store's, whatever it names. */
    @Test
    void aLinkInPlaceOfBegunDeletionsIsNotObeyed() throws IOException {
        String trial = json("show", "sums").path("trials").get(0).path("id").asString();
        Path outside = Files.createDirectories(folder.resolve("outside/begun"));
        Path precious = Files.writeString(outside.resolve("precious"), "mine");
        Path list = Files.writeString(outside.resolve("list"), "trials/" + trial.substring("sha256:".length()));
        Files.createSymbolicLink(store.resolve("deleted"), outside.resolveSibling(""));
        List<String> before = files();
        assertEquals(
                "finished",
                json("show", "sums").path("trials").get(0).path("status").asString());
        ask(0, "reindex");
        ask(0, "gc", "--delete");
        assertTrue(ask(1, "rm", "sums", "--yes").err().contains("is a link, and nothing is deleted through links"));
        assertEquals(before, files());
        assertTrue(Files.exists(precious) && Files.exists(list));
    }
}
