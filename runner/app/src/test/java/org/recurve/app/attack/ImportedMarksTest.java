package org.recurve.app.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.app.command.Shell.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every command that shows or uses imported results says so, in text and in JSON, until they are reproduced here. */
@Tag("attack")
class ImportedMarksTest {
    @TempDir
    Path folder;

    private Path here;
    private Path pack;
    private SmallStudy theirs;

    @BeforeEach
    void run() throws IOException {
        here = folder.resolve("here");
        pack = folder.resolve("sums.recurve.zip");
        theirs = SmallStudy.run(folder, folder.resolve("there"));
    }

    private Answer ask(Object... words) {
        List<Object> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--store", here));
        Answer answer = recurve(all.toArray());
        assertEquals(0, answer.code(), answer.out() + answer.err());
        return answer;
    }

    private JsonNode json(Object... words) {
        List<Object> all = new ArrayList<>(Arrays.asList(words));
        all.add("--json");
        return JsonMapper.shared().readTree(ask(all.toArray()).out());
    }

    private void imported() {
        Answer packed = recurve("pack", "sums", "--store", theirs.store(), "--to", pack);
        assertEquals(0, packed.code(), packed.err());
        ask("import", pack);
    }

    private static List<String> trust(JsonNode answer) {
        return answer.get("trials")
                .valueStream()
                .map(it -> it.get("trust").asString())
                .toList();
    }

    private String answer() throws IOException {
        String page = Files.readString(here.resolve("reports/sums.html"));
        return page.substring(page.indexOf("<section id=\"answer\""), page.indexOf("<section id=\"curves\""));
    }

    private void assertMarks(boolean marked) throws IOException {
        String trust = marked ? "imported" : "verified";
        int imported = marked ? 2 : 0;

        Answer list = ask("list");
        assertEquals(marked, list.out().contains("2 finished (2 imported)"), list.out());
        assertEquals(imported, json("list").get(0).get("imported").asInt());

        Answer show = ask("show", "sums");
        assertEquals(marked, show.out().contains("imported, and not reproduced here: 2 of 2 trials"), show.out());
        assertEquals(List.of(trust, trust), trust(json("show", "sums")));

        Answer diff = ask("diff", "sums", theirs.file());
        assertEquals(marked, diff.out().contains("sums (2 of 2 imported)"), diff.out());
        JsonNode plain = json("diff", theirs.file(), "sums");
        assertEquals(0, plain.get("imported-a").asInt());
        assertEquals(imported, plain.get("imported-b").asInt());

        for (Object[] command : new Object[][] {{"run", theirs.file()}, {"resume", "sums"}}) {
            Answer answer = ask(command);
            assertEquals(
                    marked, answer.out().contains("imported, and not reproduced here: 2 of 2 trials"), answer.out());
            assertEquals(marked, answer.out().contains("2 of 2" + System.lineSeparator()), answer.out());
            assertEquals(marked, answer().contains("(2 of 2 imported)"), answer());
            JsonNode json = json(command);
            assertEquals(List.of(trust, trust), trust(json));
            assertEquals(marked, answer().contains("(2 of 2 imported)"), "after --json");
        }
    }

    @Test
    void marksStayUntilVerifyReproducedTheResults() throws IOException {
        imported();
        assertMarks(true);
        ask("verify", "sums");
        assertMarks(false);
    }

    @Test
    void forgedResultsKeepTheirMarksWhateverIsAsked() throws IOException {
        theirs.forge(SmallStudy::best);
        imported();
        assertMarks(true);
        Answer verified = recurve("verify", "sums", "--store", here);
        assertEquals(1, verified.code(), verified.out());
        assertMarks(true);
        assertTrue(answer().contains("1e−9"), answer());
    }

    /** The plan is a stranger's until this user runs the file. */
    @Test
    void resumeSaysWhoseFileItRuns() {
        imported();
        assertTrue(ask("resume", "sums").err().contains("warning: the plan of sums was imported"));
        ask("run", theirs.file());
        assertFalse(ask("resume", "sums").err().contains("the plan of sums was imported"));
    }

    /** What a stranger says that a run came to is no answer to this user's run of the same file. */
    @Test
    void expectationsAreHeldToTheTrialsAndNotToWhatAPackSays() throws IOException {
        theirs.forge(event -> event instanceof Event.StudyEnded it
                ? new Event.StudyEnded(it.study(), Map.of("test.loss of baseline < 1", false), it.measured())
                : event);
        imported();
        Answer answer = ask("run", theirs.file());
        assertFalse(answer.out().contains("MISSED"), answer.out());
        assertEquals("{}", json("resume", "sums").get("expectations").toString());
    }

    /** How long a stranger says that trials took is no measurement of this machine. */
    @Test
    void checkEstimatesNoTimeFromImportedTrials() {
        imported();
        String forged =
                json("check", theirs.file()).get("estimate").get("source").asString();
        assertFalse(forged.contains("in the store"), forged);
        Answer text = ask("check", theirs.file());
        assertFalse(text.out().contains("in the store"), text.out());
        ask("run", theirs.file(), "--trust", "own");
        String own = json("check", theirs.file()).get("estimate").get("source").asString();
        assertTrue(own.contains("in the store"), own);
    }

    private static int trained(Answer answer) {
        return (int) answer.err()
                .lines()
                .filter(it -> it.contains("baseline/") && it.contains("finished"))
                .count();
    }

    @Test
    void trustIsAsStrictAsItIsAsked() {
        imported();
        assertEquals(0, trained(ask("run", theirs.file())), "reused by default");
        ask("verify", "sums");
        assertEquals(0, trained(ask("run", theirs.file(), "--trust", "verified")), "reproduced, and so reused");
        assertEquals(List.of("verified", "verified"), trust(json("resume", "sums", "--trust", "verified")));
        assertEquals(2, trained(ask("run", theirs.file(), "--trust", "own")));
        assertEquals(List.of("own", "own"), trust(json("show", "sums")));
        assertEquals(0, trained(ask("run", theirs.file(), "--trust", "own")), "trained once");
    }

    @Test
    void whatNobodyReproducedIsTrainedAnewWhereOnlyVerifiedResultsAreTrusted() {
        imported();
        assertEquals(2, trained(ask("resume", "sums", "--trust", "verified")));
        assertEquals(List.of("own", "own"), trust(json("show", "sums")));
    }
}
