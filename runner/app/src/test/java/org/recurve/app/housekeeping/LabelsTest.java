package org.recurve.app.housekeeping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.attack.Program;
import org.recurve.app.command.Shell;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.command.SmallStudy;
import org.recurve.reports.text.JsonText;
import tools.jackson.databind.JsonNode;

/** Tags, notes and names that people give studies and trials. */
class LabelsTest {
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
        return in(store, code, words);
    }

    private static Answer in(Path store, int code, Object... words) {
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

    private List<String> names() {
        List<String> names = new ArrayList<>();
        json("list").forEach(study -> names.add(study.path("study").asString()));
        return names;
    }

    @Test
    void tagsAreShownFoundAndTakenAway() {
        assertEquals("sums: no tags\n", ask(0, "tag", "sums").out());
        assertEquals(
                "sums: draft, paper\n", ask(0, "tag", "sums", "paper", "draft").out());
        assertEquals("sums/1: odd\n", ask(0, "tag", "sums/1", "odd").out());
        ask(0, "reindex");
        assertTrue(ask(0, "list").out().contains("draft, paper"));
        assertTrue(ask(0, "show", "sums").out().contains("\ntags: draft, paper\n"));
        assertTrue(ask(0, "show", "sums/1").out().contains("\ntags: odd\n"));
        assertEquals("odd", json("show", "sums/1").get(0).path("tags").get(0).asString());
        assertTrue(ask(0, "list", "--where", "tag = 'paper'").out().endsWith("2 of 2 trials\n"));
        assertTrue(ask(0, "list", "--where", "tag = 'odd'").out().endsWith("1 of 2 trials\n"));
        assertTrue(ask(0, "list", "--where", "tag != 'odd' and seed = 0").out().endsWith("1 of 2 trials\n"));
        assertTrue(ask(2, "list", "--where", "tag = 'papr'").err().contains("Did you mean \"paper\"?"));
        assertEquals(3, json("sql", "select * from tags").size());
        assertEquals("sums: paper\n", ask(0, "tag", "sums", "draft", "--remove").out());
        assertTrue(ask(2, "tag", "sums", "two words").err().startsWith("\"two words\" is no tag\n    use letters"));
        assertEquals(2, ask(2, "tag", "smus", "x").code());
    }

    @Test
    void aNoteIsTextWhereverItIsShown() throws IOException {
        String hostile = "see <b>page</b> 7 \u001b[31mred\u001b[0m";
        ask(0, "note", "sums", hostile);
        ask(0, "reindex");
        String shown = ask(0, "show", "sums").out();
        assertTrue(shown.contains("\nnote: see <b>page</b> 7"), shown);
        assertFalse(shown.contains("\u001b"), shown);
        assertEquals(hostile, json("show", "sums").path("note").asString());
        ask(0, "report", "sums");
        String report = Files.readString(store.resolve("reports/sums.html"));
        assertTrue(report.contains("see &lt;b&gt;page&lt;/b&gt; 7"), "the note is in the report, as text");
        assertEquals("sums: no note\n", ask(0, "note", "sums", "--remove").out());
        assertFalse(ask(0, "show", "sums").out().contains("note:"));
    }

    @Test
    void aRenamedStudyKeepsItsResultsAndItsOldNameIsFree() throws IOException {
        ask(0, "run", sums, "--set", "train.batch=8");
        ask(0, "tag", "sums", "paper");
        JsonNode before = json("show", "sums").path("trials");
        assertEquals(
                "sums is now adds\nsums+train.batch=8 is now adds+train.batch=8\n",
                ask(0, "rename", "sums", "adds").out());
        for (int again = 0; again < 2; again++) {
            assertEquals(
                    List.of("adds", "adds+train.batch=8"),
                    names().stream().sorted().toList());
            assertEquals(before, json("show", "adds").path("trials"));
            assertEquals("paper", json("show", "adds").path("tags").get(0).asString());
            assertTrue(ask(2, "show", "sums").err().contains("no study or trial \"sums\""));
            assertTrue(ask(0, "show", "adds/baseline/0").out().startsWith("adds/baseline/0  finished"));
            ask(0, "reindex");
        }
        assertTrue(Files.exists(store.resolve("reports/adds.html")));
        assertFalse(Files.exists(store.resolve("reports/sums.html")));
        // The file's name is free: it is another study, which has the same trials and none of the tags.
        ask(0, "run", sums);
        assertEquals(before, json("show", "sums").path("trials"));
        assertEquals(0, json("show", "sums").path("tags").size());
        assertEquals(3, names().size());
        assertTrue(ask(2, "rename", "sums", "adds").err().startsWith("there is a study adds already"));
        assertTrue(ask(2, "rename", "sums", "a+b").err().startsWith("a study cannot be called \"a+b\""));
        ask(0, "rm", "sums", "--yes");
        assertEquals(before, json("show", "adds").path("trials"));
        ask(0, "resume", "adds");
        assertEquals(
                List.of("adds", "adds+train.batch=8"), names().stream().sorted().toList());
    }

    @Test
    void whatIsDeletedIsForgotten() {
        ask(0, "tag", "sums", "paper");
        ask(0, "note", "sums/0", "look here");
        ask(0, "rm", "sums", "--yes");
        ask(0, "run", sums);
        assertEquals(0, json("show", "sums").path("tags").size());
        assertEquals("", json("show", "sums/0").get(0).path("note").asString());
    }

    @Test
    void labelsTravelWithAPackToWhereTheStudyIsNew() {
        ask(0, "tag", "sums", "paper");
        ask(0, "note", "sums/0", "look here");
        ask(0, "rename", "sums", "adds");
        Path pack = folder.resolve("adds.zip");
        ask(0, "pack", "adds", "--to", pack);
        Path other = folder.resolve("other");
        assertTrue(in(other, 0, "import", pack).out().startsWith("adds: 2 trials added"));
        assertTrue(in(other, 0, "list").out().contains("paper"));
        assertTrue(in(other, 0, "show", "adds/0").out().contains("note: look here"));
        in(other, 0, "reindex");
        assertTrue(in(other, 0, "show", "adds").out().startsWith("adds"));
        // Whoever has the study is not told by others what to think of it.
        in(other, 0, "tag", "adds", "paper", "--remove");
        in(other, 0, "import", pack);
        assertFalse(in(other, 0, "list").out().contains("paper"));
    }

    @Test
    void aRunningStudyKeepsItsName() throws Exception {
        Path file = Files.writeString(
                folder.resolve("long.yaml"),
                SmallStudy.FILE.replace("study: sums", "study: long").replace("epochs: 1", "epochs: 100000"));
        Program program = Program.start(folder, List.of(), "run", file, "--store", store);
        try {
            while (!ask(0, "list").out().contains("running")) {
                assertTrue(program.process().isAlive(), program.said());
                Thread.sleep(50);
            }
            String refused = ask(2, "rename", "long", "short").err();
            assertTrue(
                    refused.startsWith("process " + program.process().pid() + " is running the study long"), refused);
            // Another study may be renamed; the process that holds the index follows.
            ask(0, "rename", "sums", "adds");
            assertTrue(names().contains("adds"));
        } finally {
            program.signal("TERM");
            program.code();
        }
        assertEquals(List.of("adds", "long"), names().stream().sorted().toList());
    }

    @Test
    void aDamagedFileOfLabelsIsSaidAndCostsNoStudy() throws IOException {
        ask(0, "tag", "sums", "paper");
        ask(0, "tag", "sums", "draft");
        Path file = store.resolve("labels.journal");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 3] ^= 1;
        Files.write(file, bytes);
        Answer listed = ask(1, "list");
        assertTrue(listed.out().contains("sums") && listed.out().contains("paper"), listed.out());
        assertTrue(listed.err().contains("labels.journal: damaged at byte"), listed.err());
        assertTrue(ask(1, "tag", "sums", "more").err().contains("Move the file away to begin a new one"));
    }
}
