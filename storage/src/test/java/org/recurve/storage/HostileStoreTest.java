package org.recurve.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.event.Event;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.journal.StoreLayout;

/** A store's folder that somebody else made: its name, its index and its links are theirs. */
@Tag("attack")
class HostileStoreTest {
    @TempDir
    Path folder;

    private static void record(Path store) {
        try (Store opened = Store.open(store);
                EventRecorder recorder = opened.recorder()) {
            recorder.accept(Sample.study("s", Sample.plan(1, "baseline", 0)));
            recorder.accept(new Sample(1).started(1, "s", "baseline", 0));
            recorder.accept(new Sample(1).ended(1, Event.Status.FINISHED));
        }
    }

    private static void assertAnswers(Path store) {
        try (Store opened = Store.open(store)) {
            assertTrue(opened.holdsIndex());
            assertEquals("s", opened.reader().studies().getFirst().study());
            assertTrue(opened.reader().finished(Sample.trial(1)).isPresent());
            opened.reader()
                    .events(Sample.trial(1), event -> assertEquals(Sample.trial(1), ((Event.OfTrial) event).trial()));
        }
    }

    /** Each is a name of a folder above the store, and of the store's own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x;INIT=RUNSCRIPT FROM 'nowhere.sql'",
                "x;y=z",
                ";",
                "a\\b",
                "a:b",
                "jdbc:h2:mem:x",
                "nio:x",
                "mem:",
                "'quoted'",
                "\"quoted\"",
                "new\nline",
                "100%",
                "%s%n",
                "$HOME",
                "${HOME}",
                "$$",
                "~",
                "~root",
                "é✓漢字\uD83D\uDE00",
                " spaces ",
                "-dash",
                "*?[a]{b}",
                "tab\tand\u0001control",
                "store.mv.db",
                "x?user=root&password=",
                "#!x"
            })
    void anyNameOfAFolderIsAName(String name) throws IOException {
        Path store;
        try {
            store = Files.createDirectories(folder.resolve(name).resolve(name));
        } catch (InvalidPathException | IOException e) {
            Assumptions.abort("this file system has no such names: " + e.getMessage());
            return;
        }
        record(store);
        assertAnswers(store);
        try (Store opened = Store.open(store)) {
            opened.reindex();
        }
        assertAnswers(store);
        assertTrue(Files.isRegularFile(store.resolve("store.mv.db")));
        try (Stream<Path> beside = Files.list(folder)) {
            assertEquals(1, beside.count(), "nothing is written elsewhere");
        }
    }

    @Test
    void codeInTheNameOfAFolderDoesNotRun() throws IOException {
        Path written = Path.of("code-in-the-name-of-a-folder-ran");
        Files.deleteIfExists(written);
        for (String name : new String[] {
            "x;INIT=CREATE ALIAS W AS $$ void w() throws Exception { new java.io.File(\"" + written
                    + "\").createNewFile(); } $$\\;CALL W()",
            "x;INIT=CREATE TABLE LEAKED(A INT)",
            "x;TRACE_LEVEL_FILE=3",
            "x;IFEXISTS=TRUE",
            "x;ACCESS_MODE_DATA=r"
        }) {
            Path store = Files.createDirectories(folder.resolve(name));
            record(store);
            assertAnswers(store);
        }
        assertFalse(Files.exists(written));
    }

    /** As an index was until now, or as anybody with H2 makes one. */
    private void foreign(Path store, String... statements) throws SQLException {
        try (var database = DriverManager.getConnection(
                        "jdbc:h2:file:" + store.toAbsolutePath().resolve("store"));
                var statement = database.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    @Test
    void anIndexFromElsewhereIsBuiltAnewAndItsCodeDoesNotRun() throws IOException, SQLException {
        record(folder);
        Path written = folder.resolve("written");
        Files.delete(folder.resolve("store.mv.db"));
        foreign(
                folder,
                "create table journal (id integer generated always as identity primary key, folder varchar)",
                "create trigger t after insert on journal as 'org.h2.api.Trigger t() throws Exception {"
                        + " java.nio.file.Files.writeString(java.nio.file.Path.of(\"" + written
                        + "\"), \"it ran\"); return new org.h2.api.Trigger() {"
                        + " public void fire(java.sql.Connection by, Object[] before, Object[] after) {} }; }'");
        Files.delete(written); // it runs as it is made, and would again as it is opened
        assertAnswers(folder);
        assertFalse(Files.exists(written));
        try (Store again = Store.open(folder)) {
            assertEquals(1, again.reader().studies().size());
        }
    }

    /** Of a user who has the same program, but not the key. */
    @Test
    void anIndexUnderAnotherKeyIsBuiltAnew() throws IOException, SQLException {
        record(folder);
        byte[] ours = Files.readAllBytes(folder.resolve("store.mv.db"));
        assertFalse(new String(ours, java.nio.charset.StandardCharsets.ISO_8859_1).contains("create table"));
        Files.delete(folder.resolve("store.mv.db"));
        try (var database = DriverManager.getConnection(
                        "jdbc:h2:file:" + folder.toAbsolutePath().resolve("store") + ";CIPHER=AES", "", "theirs ");
                var statement = database.createStatement()) {
            statement.execute("create table secret (a int)");
        }
        assertAnswers(folder);
    }

    @Test
    void whatALinkLeadsToIsNeverWritten() throws IOException {
        Path store = folder.resolve("store");
        record(store);
        Path precious = Files.writeString(folder.resolve("precious"), "mine");
        for (String name : new String[] {"store.mv.db", "store.lock"}) {
            Files.deleteIfExists(store.resolve(name));
            Files.createSymbolicLink(store.resolve(name), precious);
            try (Store opened = Store.open(store)) {
                assertEquals(1, opened.reader().studies().size());
            }
            assertEquals("mine", Files.readString(precious), name);
        }
        Path trial = new StoreLayout(store).trial(Sample.trial(2));
        Files.createDirectories(trial);
        for (String name : new String[] {"lock", "journal.next"}) {
            Files.deleteIfExists(trial.resolve(name));
            Files.createSymbolicLink(trial.resolve(name), precious);
            begin(store, 2);
            assertEquals("mine", Files.readString(precious), name);
            Files.delete(trial.resolve(name));
        }
        Path models = Files.createDirectories(folder.resolve("models"));
        Files.writeString(models.resolve("best.checkpoint"), "mine");
        Files.createSymbolicLink(StoreLayout.checkpoints(trial), models);
        begin(store, 2);
        assertTrue(Files.exists(models.resolve("best.checkpoint"), LinkOption.NOFOLLOW_LINKS));
    }

    private static void begin(Path store, int trial) {
        try (Store opened = Store.open(store);
                EventRecorder recorder = opened.recorder()) {
            StoreException refused = assertThrows(
                    StoreException.class, () -> recorder.accept(new Sample(1).started(trial, "s", "baseline", 0)));
            assertTrue(refused.getMessage().contains(store.toString()), refused.getMessage());
        }
    }
}
