package org.recurve.app.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.app.command.Shell.Answer;

/** Packs whose every checksum is right, and whose numbers, names and identities are a stranger's invention. */
@Tag("attack")
class ForgedPackTest {
    @TempDir
    Path folder;

    private Path file;
    private Path here;
    private Path there;
    private SmallStudy theirs;
    private Path pack;

    @BeforeEach
    void run() throws IOException {
        here = Files.createDirectories(folder.resolve("a/b/here"));
        there = folder.resolve("there");
        pack = folder.resolve("sums.recurve.zip");
        theirs = SmallStudy.run(folder, there);
        file = theirs.file();
    }

    private void packed() {
        Answer answer = recurve("pack", "sums", "--store", there, "--to", pack);
        assertEquals(0, answer.code(), answer.err());
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static List<String> trust(Answer answer) {
        return all("\"trust\":\"[a-z]+\"", answer.out()).stream()
                .map(it -> it.substring(9, it.length() - 1))
                .toList();
    }

    @Test
    void forgedResultsAreLabelledEverywhereAndTrainedAnewOnRequest() throws IOException {
        String truth = recurve("run", file, "--store", folder.resolve("fresh"), "--json")
                .out();
        theirs.forge(SmallStudy::best);
        packed();
        assertEquals(0, recurve("import", pack, "--store", here).code());
        Answer reused = recurve("run", file, "--store", here, "--json");
        assertEquals(List.of("imported", "imported"), trust(reused), reused.out());
        Answer table = recurve("run", file, "--store", here);
        assertTrue(table.out().contains("imported, and not reproduced here: 2 of 2 trials"), table.out());
        assertTrue(table.out().contains("2 of 2"), table.out());
        assertTrue(recurve("list", "--store", here).out().contains("of 2: 2 finished (2 imported)"));
        assertTrue(recurve("list", "--store", here, "--where", "trust = 'imported'")
                .out()
                .contains("2 of 2 trials"));
        assertTrue(recurve("show", "sums", "--store", here).out().contains("finished, imported"));
        assertEquals(0, recurve("reindex", "--store", here).code());
        assertEquals(List.of("imported", "imported"), trust(recurve("show", "sums", "--store", here, "--json")));
        recurve("report", "sums", "--store", here);
        assertTrue(Files.readString(here.resolve("reports/sums.html")).contains("2 of 2 trials came from elsewhere"));
        assertEquals(
                0,
                recurve("export", "sums", "--store", here, "--to", folder.resolve("out"))
                        .code());
        assertTrue(Files.readString(folder.resolve("out/trials.csv")).contains("imported"));

        Answer verified = recurve("verify", "sums", "--store", here);
        assertEquals(1, verified.code(), verified.out());
        assertEquals(List.of("imported", "imported"), trust(recurve("show", "sums", "--store", here, "--json")));

        Answer anew = recurve("run", file, "--store", here, "--trust", "verified", "--json");
        assertEquals(0, anew.code(), anew.err());
        assertEquals(List.of("own", "own"), trust(anew), anew.out());
        assertEquals(all("\"metrics\":\\{[^}]*}", truth), all("\"metrics\":\\{[^}]*}", anew.out()));
        Answer after = recurve("run", file, "--store", here, "--json");
        assertEquals(
                all("\"metrics\":\\{[^}]*}", truth), all("\"metrics\":\\{[^}]*}", after.out()), "they win for good");
        assertEquals(
                2, recurve("run", file, "--store", here, "--trust", "nobody").code());
    }

    @Test
    void honestResultsAreVerifiedOnceAndThenTrusted() {
        packed();
        Answer imported = recurve("import", pack, "--store", here, "--verify");
        assertEquals(0, imported.code(), imported.out() + imported.err());
        assertEquals(List.of("verified", "verified"), trust(recurve("show", "sums", "--store", here, "--json")));
        Answer reused = recurve("run", file, "--store", here, "--trust", "verified");
        assertFalse(reused.err().contains("baseline/"), "nothing is trained: " + reused.err());
        Path third = folder.resolve("third");
        recurve("import", pack, "--store", third, "--own");
        assertEquals(List.of("own", "own"), trust(recurve("show", "sums", "--store", third, "--json")));
        Path fourth = folder.resolve("fourth");
        recurve("import", here, "--store", fourth);
        assertEquals(List.of("imported", "imported"), trust(recurve("show", "sums", "--store", fourth, "--json")));
    }

    private void refused(String field) throws IOException {
        for (Path source : List.of(there, pack)) {
            if (!Files.exists(source)) {
                continue;
            }
            Answer answer = recurve("import", source, "--store", here);
            assertEquals(2, answer.code(), answer.out() + answer.err());
            assertTrue(answer.err().contains("journal: "), answer.err());
            assertTrue(answer.err().contains(field), answer.err());
            try (Stream<Path> files = Files.walk(folder.resolve("a"))) {
                assertEquals(
                        List.of(),
                        files.filter(it ->
                                        it.endsWith("journal") || it.toString().endsWith(".html"))
                                .toList());
            }
        }
    }

    @Test
    void namesThatClimbAreRefusedBeforeAnythingIsStored() throws IOException {
        packed();
        theirs.forge(event -> event instanceof Event.StudyStarted it
                ? new Event.StudyStarted(
                        "../../x",
                        it.question(),
                        it.file(),
                        it.trials(),
                        "{}",
                        it.measuredAt(),
                        it.bounds(),
                        it.questions())
                : event);
        Files.delete(pack);
        refused("study: \"../../x\" is not a name");
        for (String command : List.of("report", "pack", "export")) {
            Answer answer = recurve(command, "../../x", "--store", there);
            assertEquals(2, answer.code(), answer.out());
        }
        Answer list = recurve("list", "--store", there);
        assertTrue(list.err().contains("study: \"../../x\" is not a name"), list.err());
    }

    @Test
    void aTrialUnderAnothersIdentityIsRefused() throws IOException {
        theirs.forge(event -> event instanceof Event.TrialStarted it
                ? new Event.TrialStarted(
                        it.trial(),
                        it.study(),
                        it.variant(),
                        it.task(),
                        it.seed(),
                        it.configuration().replace("0.05", "0.06"),
                        it.provenance(),
                        it.layers(),
                        it.measuredAt())
                : event);
        packed();
        refused("it says that it is the trial sha256:");
        Answer verified = recurve("verify", pack);
        assertEquals(1, verified.code(), verified.out());
        assertTrue(verified.out().contains("the trial's identity was sha256:"), verified.out());
    }

    @Test
    void whatIsNoPackIsSaidToBeNone() throws IOException {
        packed();
        byte[] whole = Files.readAllBytes(pack);
        List<Path> sources = List.of(
                Path.of("/dev/zero"),
                Path.of("/dev/null"),
                Files.createDirectory(folder.resolve("empty")),
                Files.createFile(folder.resolve("nothing.zip")),
                Files.write(folder.resolve("cut.zip"), Arrays.copyOf(whole, whole.length / 2)));
        for (Path source : sources) {
            Answer answer = recurve("import", source, "--store", here);
            assertEquals(2, answer.code(), source + ": " + answer.out());
            assertTrue(answer.err().contains(source.toString()), answer.err());
        }
    }
}
