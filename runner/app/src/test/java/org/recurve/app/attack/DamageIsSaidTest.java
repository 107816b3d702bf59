package org.recurve.app.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;

/** Whoever reads damaged data says so: on standard error, in JSON, in reports, and by the exit code. */
@Tag("attack")
class DamageIsSaidTest {
    @TempDir
    Path folder;

    private SmallStudy study = new SmallStudy(Path.of(""), Path.of(""));
    private Path store = study.store();
    private Path file = study.file();

    @BeforeEach
    void run() throws IOException {
        study = SmallStudy.run(folder, folder.resolve("store"));
        store = study.store();
        file = study.file();
    }

    private static void flip(Path file, double where) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) (where * bytes.length)] ^= 4;
        Files.write(file, bytes);
    }

    private Answer ask(Object... words) {
        List<Object> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--store", store));
        return recurve(all.toArray());
    }

    private static void assertSaid(Answer answer, String what) {
        assertEquals(1, answer.code(), answer.toString());
        assertTrue(answer.err().contains(what), answer.toString());
    }

    private void assertAllSay(String what, String trial, Path out) throws IOException {
        Pattern inJson = Pattern.compile("\"damages\":\\[\"[^\"]*" + Pattern.quote(what));
        for (List<Object> words : List.<List<Object>>of(
                List.of("list"),
                List.of("list", "--where", "seed >= 0"),
                List.of("show", "sums"),
                List.of("show", trial),
                List.of("report", "sums"),
                List.of("export", "sums", "--to", out),
                List.of("diff", "sums", "sums"),
                List.of("verify", "sums"),
                List.of("reindex"))) {
            assertSaid(ask(words.toArray()), what);
            List<Object> json = new ArrayList<>(words);
            json.add("--json");
            Answer answer = ask(json.toArray());
            assertSaid(answer, what);
            assertTrue(inJson.matcher(answer.out()).find(), json + ": " + answer);
        }
        String report = Files.readString(store.resolve("reports/sums.html"));
        assertTrue(report.contains("Some of this study’s data is damaged"));
    }

    @Test
    void aFlippedBitInATrialIsSaidByEveryReader() throws IOException {
        Path journal = study.journals("trials").getFirst();
        flip(journal, 0.9);
        String trial = journal.getParent().getFileName().toString().substring(0, 12);
        assertAllSay(journal + ": damaged at byte ", trial, folder.resolve("out"));
        Answer verified = ask("verify", "sums");
        assertTrue(verified.err().contains("not compared, since what is stored of it is damaged"), verified.toString());
        assertFalse(verified.out().contains("DIFFERS"), verified.toString());
        assertTrue(verified.out().contains("1 of 2 trials reproduced"), verified.toString());
        Answer again = ask("run", file);
        assertEquals(0, again.code(), again.toString());
        assertEquals(0, ask("list").code(), "what was lost is replaced");
    }

    @Test
    void aFlippedBitInARunIsSaidByEveryReader() throws IOException {
        Path journal = study.journals("studies").getFirst();
        flip(journal, 0.95);
        String trial = study.journals("trials")
                .getFirst()
                .getParent()
                .getFileName()
                .toString()
                .substring(0, 12);
        assertSaid(ask("list"), journal + ": damaged at byte ");
        assertSaid(ask("show", "sums"), journal + ": damaged at byte ");
        assertSaid(ask("report", "sums"), journal + ": damaged at byte ");
        assertEquals(0, ask("show", trial).code(), "its trials are whole");
        assertEquals(0, ask("run", file).code(), "the next run is whole");
        Answer still = ask("list");
        assertSaid(still, journal + ": damaged at byte ");
        assertTrue(still.err().contains("once you have moved its folder out of the store"), still.toString());
        Files.move(journal.getParent(), folder.resolve("moved away"));
        assertEquals(0, ask("list").code(), "what the message says to do helps");
    }

    /** As a disk does it: neither the file's size nor its time changes, so the index knows nothing. */
    @Test
    void verifyNamesADiskThatLostABitInSilence() throws IOException {
        Path journal = study.journals("trials").getFirst();
        FileTime time = Files.getLastModifiedTime(journal);
        flip(journal, 0.6);
        Files.setLastModifiedTime(journal, time);
        Answer verified = ask("verify", "sums");
        assertSaid(verified, journal + ": damaged at byte ");
        assertFalse(verified.out().contains("DIFFERS"), verified.toString());
        assertTrue(verified.out().contains("1 of 2 trials reproduced"), verified.toString());
    }

    /** Packed up to the damage, a trial would look as if nobody had ever gone on with it. */
    @Test
    void packAndImportLaunderNoLoss() throws IOException {
        Path journal = study.journals("trials").getFirst();
        FileTime time = Files.getLastModifiedTime(journal);
        flip(journal, 0.6);
        Files.setLastModifiedTime(journal, time);
        Path pack = folder.resolve("sums.recurve.zip");
        Answer packed = ask("pack", "sums", "--to", pack, "--json");
        assertSaid(packed, journal + ": damaged at byte ");
        assertTrue(
                packed.out().contains("\"trials\":1") && packed.out().contains("It is not packed"), packed.toString());
        Path other = folder.resolve("other");
        Answer imported = recurve("import", store, "--store", other, "--json");
        assertSaid(imported, journal + ": damaged at byte ");
        assertTrue(
                imported.out().contains("\"added\":1") && imported.out().contains("It is not imported"),
                imported.toString());
        assertEquals(
                0, recurve("import", pack, "--store", folder.resolve("third")).code(), "what was packed is whole");
    }

    /** A folder in the place of a journal cannot be read by anybody, whoever runs this test. */
    @Test
    void aJournalThatCannotBeReadIsNotDeletedAndStopsNoOther() throws IOException {
        Path journal = study.journals("trials").getFirst();
        Path aside = Files.move(journal, folder.resolve("aside"));
        Files.createDirectory(journal);
        Answer list = ask("list");
        assertSaid(list, journal + ": cannot read this journal");
        assertTrue(list.out().contains("2 finished"), "what the index knew of it, it keeps: " + list);
        assertSaid(ask("show", "sums"), journal + ": cannot read this journal");
        assertSaid(ask("reindex"), journal + ": cannot read this journal");
        assertTrue(ask("list").out().contains("1 finished"), "nothing is left to know it from");
        Files.delete(journal);
        Files.move(aside, journal);
        assertEquals(0, ask("list").code());
        assertTrue(ask("list").out().contains("2 finished"));
    }

    @Test
    void aTrialOfAnotherUserIsNotDeleted() throws IOException {
        Path trial = study.journals("trials").getFirst().getParent();
        Assumptions.assumeTrue(
                Files.getFileStore(trial).supportsFileAttributeView("posix"), "this file system knows no permissions");
        Files.setPosixFilePermissions(trial, PosixFilePermissions.fromString("---------"));
        try {
            Assumptions.assumeFalse(Files.isReadable(trial), "this user may read everything, as root may");
            Answer list = ask("list");
            assertSaid(list, trial.toString());
            assertTrue(list.out().contains("2 finished"), list.toString());
        } finally {
            Files.setPosixFilePermissions(trial, PosixFilePermissions.fromString("rwx------"));
        }
        assertEquals(0, ask("list").code());
    }

    @Test
    void aReportThatCannotBeWrittenHidesNoResults() throws IOException {
        Path report = store.resolve("reports/sums.html");
        Files.delete(report);
        Files.createDirectories(report.resolve("in the way"));
        for (String json : List.of("--json", "")) {
            Answer answer = json.isEmpty() ? ask("resume", "sums") : ask("run", file, json);
            assertEquals(1, answer.code(), answer.toString());
            assertTrue(answer.out().contains("mean-squared-error"), answer.toString());
            assertTrue(answer.err().contains(report + ": the report could not be written"), answer.toString());
        }
        Answer refused = ask("report", "sums");
        assertEquals(1, refused.code());
        assertTrue(
                refused.err().contains("name a folder you may write to: recurve report sums --to DIR"), refused.err());
        Path elsewhere = store.resolveSibling("elsewhere");
        assertEquals(0, ask("report", "sums", "--to", elsewhere).code());
        assertTrue(Files.readString(elsewhere.resolve("sums.html")).contains("mean-squared-error"));
        try (Stream<Path> left = Files.list(report.getParent())) {
            assertEquals(List.of(report), left.toList(), "and leaves no part of it");
        }
    }

    /** Digits that are in the name of a trial's folder. */
    @Test
    void aTrialWithoutAnythingReadableIsNamedWhenAskedFor() throws IOException {
        Path journal = study.journals("trials").getFirst();
        byte[] bytes = Files.readAllBytes(journal);
        Arrays.fill(bytes, 16, bytes.length, (byte) 0x5a);
        Files.write(journal, bytes);
        Matcher digits = Pattern.compile("[0-9a-f]{12}")
                .matcher(journal.getParent().getFileName().toString());
        assertTrue(digits.find());
        Answer shown = ask("show", digits.group());
        assertEquals(2, shown.code());
        assertTrue(shown.err().contains(journal + ": damaged at byte 16"), shown.toString());
        assertSaid(ask("show", "sums"), journal.toString());
    }
}
