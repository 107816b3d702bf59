package org.recurve.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.index.StoreIndex;
import org.recurve.storage.journal.JournalWriter;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.query.IndexReader;
import org.recurve.storage.view.StoreReader;

/** An index that cannot be written keeps nobody from reading the journals. */
@Tag("attack")
class IndexFallbackTest {
    @TempDir
    Path folder;

    @BeforeEach
    void record() {
        record(folder);
    }

    private static void record(Path store) {
        try (Store opened = Store.open(store);
                EventRecorder recorder = opened.recorder()) {
            recorder.accept(Sample.study("s", Sample.plan(1, "baseline", 0)));
            recorder.accept(new Sample(1).started(1, "s", "baseline", 0));
            recorder.accept(new Sample(1).ended(1, Event.Status.FINISHED));
        }
    }

    /** Answers from memory; reindex says why, and does not blame another process. */
    private static void assertReadable(Path store, String why) {
        try (Store opened = Store.open(store)) {
            assertFalse(opened.holdsIndex());
            assertTrue(opened.reader().finished(Sample.trial(1)).isPresent());
            String said = assertThrows(StoreException.class, opened::reindex).getMessage();
            assertTrue(said.contains(why) && !said.contains("another process holds"), said);
        }
    }

    @Test
    void aLockThatCannotBeWrittenLeavesTheStoreReadable() throws IOException {
        Files.delete(folder.resolve("store.lock"));
        Files.createDirectory(folder.resolve("store.lock"));
        assertReadable(folder, "store.lock: cannot lock");
    }

    @Test
    void anIndexThatCannotBeWrittenLeavesTheStoreReadable() throws IOException {
        Files.delete(folder.resolve("store.mv.db"));
        Files.createDirectories(folder.resolve("store.mv.db").resolve("in the way"));
        assertReadable(folder, "store.mv.db: cannot be deleted");
    }

    /** As tests and other programs run H2, it asserts what it would otherwise fail of later. */
    @Test
    void anIndexThatH2FindsBrokenByAnAssertionIsRebuilt() {
        try (StoreIndex index = StoreIndex.open(new StoreLayout(folder))) {
            index.catchUp();
            int journals = index.entries().size();
            StoreException said = assertThrows(
                    StoreException.class,
                    () -> index.query(_ -> {
                        throw new AssertionError("a page that is none");
                    }));
            assertTrue(String.valueOf(said.getMessage()).contains("has been rebuilt"), said.getMessage());
            assertEquals(journals, index.entries().size());
        }
    }

    @Test
    void aStoreThatMayOnlyBeReadIsRead() {
        assertTrue(folder.toFile().setWritable(false));
        try {
            Assumptions.assumeFalse(Files.isWritable(folder), "this user may write everything, as root may");
            assertReadable(folder, "may only be read");
        } finally {
            assertTrue(folder.toFile().setWritable(true));
        }
    }

    @Test
    void anIndexOfAnotherUserIsTheirs() throws IOException {
        Path index = folder.resolve("store.mv.db");
        byte[] before = Files.readAllBytes(index);
        try {
            Files.setOwner(
                    index, index.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        } catch (IOException | UnsupportedOperationException e) {
            Assumptions.abort("only root may give files away: " + e.getMessage());
        }
        assertReadable(folder, "belongs to another user");
        assertEquals(before.length, Files.readAllBytes(index).length);
    }

    @Test
    void aFullDiskLeavesTheStoreReadable() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", disk.toString()),
                "only root may mount a small disk");
        try {
            Path store = disk.resolve("store");
            record(store);
            fill(disk.resolve("filling"));
            try (Store opened = Store.open(store)) {
                assertTrue(opened.reader().finished(Sample.trial(1)).isPresent(), "with its index");
            }
            Files.deleteIfExists(store.resolve("store.mv.db"));
            fill(disk.resolve("more"));
            try (Store opened = Store.open(store)) {
                assertTrue(opened.reader().finished(Sample.trial(1)).isPresent(), "without room for one");
            }
            Files.delete(disk.resolve("filling"));
            Files.delete(disk.resolve("more"));
            try (Store opened = Store.open(store)) {
                assertTrue(opened.holdsIndex());
                opened.reindex();
                assertTrue(opened.reader().finished(Sample.trial(1)).isPresent());
            }
        } finally {
            run("umount", disk.toString());
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).start();
            return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    private static void fill(Path file) {
        try (var out = Files.newOutputStream(file)) {
            for (int i = 0; i < 1 << 20; i++) {
                out.write(new byte[1024]);
            }
        } catch (IOException full) {
            return;
        }
        throw new AssertionError("the disk is not small");
    }

    /** Whatever the tables refuse is one journal's, though many are written together. */
    @Test
    void aRowThatTheTablesRefuseSetsAsideItsJournalAlone() {
        StoreLayout layout = new StoreLayout(folder);
        try (StoreIndex index = StoreIndex.open(layout)) {
            index.catchUp();
            index.query(handle -> handle.execute("alter table trial add constraint tame check (variant <> 'wild')"));
            for (int trial = 2; trial < 6; trial++) {
                try (JournalWriter writer = JournalWriter.open(
                        StoreLayout.journal(layout.trial(Sample.trial(trial))), AppendChannel.ChannelOpener.FILES)) {
                    writer.append(new Sample(1).started(trial, "s", trial == 4 ? "wild" : "tame", trial));
                    writer.append(new Sample(1).ended(trial, Event.Status.FINISHED));
                }
            }
            for (int again = 0; again < 2; again++) {
                index.catchUp();
                StoreReader reader = new IndexReader(layout, index, Set.of());
                for (int trial : new int[] {1, 2, 3, 5}) {
                    assertTrue(reader.finished(Sample.trial(trial)).isPresent());
                }
                assertTrue(reader.trial(Sample.trial(4)).isEmpty());
                assertEquals(1, reader.damages().size());
                assertTrue(reader.damages().getFirst().contains(layout.trial(Sample.trial(4)) + "/journal: set aside"));
            }
        }
    }

    /** A heap that is too small says nothing about the index, which stays. */
    @Test
    void anExhaustedHeapIsNoBrokenIndex() throws IOException {
        byte[] before = Files.readAllBytes(folder.resolve("store.mv.db"));
        OutOfMemoryError full = new OutOfMemoryError("Java heap space");
        try (StoreIndex index = StoreIndex.open(new StoreLayout(folder))) {
            for (RuntimeException wrapped : new RuntimeException[] {
                new IllegalStateException(full),
                new IllegalStateException(new java.sql.SQLException("Out of memory", "HY000", 90108, full))
            }) {
                assertSame(
                        full,
                        assertThrows(
                                OutOfMemoryError.class,
                                () -> index.query(_ -> {
                                    throw wrapped;
                                })));
            }
            index.catchUp();
            assertTrue(index.onDisk());
        }
        assertTrue(Files.size(folder.resolve("store.mv.db")) >= before.length / 2);
        try (Store opened = Store.open(folder)) {
            assertTrue(opened.holdsIndex());
            assertTrue(opened.reader().finished(Sample.trial(1)).isPresent());
        }
    }
}
