package org.recurve.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.event.Event;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.index.OpenIndex;
import org.recurve.storage.index.StoreIndex;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.query.IndexReader;
import org.recurve.storage.view.LookupResult;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;

class ReindexTest {
    @TempDir
    Path folder;

    private String before = "";

    @BeforeEach
    void record() {
        Sample sample = new Sample(11);
        try (Store store = Store.open(folder)) {
            try (EventRecorder recorder = store.recorder()) {
                for (int trial = 0; trial < 3; trial++) {
                    sample.everyKind(trial).forEach(recorder);
                }
                recorder.accept(Sample.study("t", Sample.plan(3, "baseline", 0), Sample.plan(0, "b", 1)));
                recorder.accept(sample.started(3, "t", "baseline", 0));
                for (int step = 0; step < 5000; step++) {
                    recorder.accept(sample.step(3, step, "rate"));
                    if (step % 999 == 0) {
                        store.reader();
                    }
                }
            }
            before = answers(store.reader());
        }
        assertTrue(before.length() > 100_000);
    }

    @Test
    void theIndexBuiltAnewGivesTheSameAnswers() {
        try (Store store = Store.open(folder)) {
            assertEquals(before, answers(store.reader()));
            store.reindex();
            assertEquals(before, answers(store.reader()));
        }
    }

    @Test
    void aLostIndexIsBuiltAnew() throws IOException {
        Files.delete(folder.resolve("store.mv.db"));
        assertSameAnswers();
    }

    @Test
    void aBrokenIndexIsBuiltAnew() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("store.mv.db"));
        for (int i = 0; i < bytes.length; i += 13) {
            bytes[i] ^= 0x55;
        }
        Files.write(folder.resolve("store.mv.db"), bytes);
        assertSameAnswers();
    }

    @Test
    void anIndexOfAnotherVersionIsBuiltAnew() throws Exception {
        OpenIndex.execute(folder, "update index_version set version = '0.9'; drop table block");
        assertSameAnswers();
    }

    /** As a kill while the tables are made may leave it. */
    @Test
    void anIndexThatIsNotFinishedIsBuiltAnew() throws Exception {
        OpenIndex.execute(folder, "delete from index_version; drop table block");
        assertSameAnswers();
    }

    /** As builds of before had it, whose version stood in a table of a migration tool. */
    @Test
    void anIndexOfAnEarlierBuildIsBuiltAnew() throws Exception {
        OpenIndex.execute(
                folder,
                "drop table index_version; create table \"flyway_schema_history\" (\"version\" varchar);"
                        + " insert into \"flyway_schema_history\" values ('4'); drop table block");
        assertSameAnswers();
    }

    /** As a kill may leave it: H2 opens the file, and a statement meets what is wrong with it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from journal; alter table journal add constraint no_more check (folder = '')",
                "drop table block",
                "alter table epoch rename to epochs",
                "update epoch set event = X'000102'",
                "update trial_event set started = X''"
            })
    void anIndexThatFailsWhenItIsUsedIsBuiltAnew(String damage) throws Exception {
        OpenIndex.execute(folder, damage);
        try (Store store = Store.open(folder)) {
            assertEquals(before, answers(store.reader()));
        } catch (StoreException broken) {
            assertTrue(broken.getMessage().contains("Give the same command again"), broken.getMessage());
        }
        assertSameAnswers();
    }

    /** H2 may meet what is broken only as it tidies up: the command that met it has its answers, and the next one too. */
    @Test
    void anIndexThatFailsAsItClosesIsBuiltAnew() throws Exception {
        StoreLayout layout = new StoreLayout(folder);
        try (StoreIndex index = StoreIndex.open(layout)) {
            assertTrue(index.onDisk());
            index.query(handle -> handle.execute(
                    "create trigger fails after delete on warning for each row as 'org.h2.api.Trigger fails() { return new "
                            + FailsAtClose.class.getName() + "(); }'"));
            assertEquals(before, answers(new IndexReader(layout, index, Set.of())));
        }
        assertTrue(Files.notExists(folder.resolve("store.mv.db")));
        assertSameAnswers();
    }

    @Test
    void anIndexThatBreaksWhileItIsOpenIsBuiltAnew() throws IOException {
        try (Store store = Store.open(folder)) {
            try (EventRecorder recorder = store.recorder()) {
                recorder.accept(new Sample(3).started(4, "u", "baseline", 0));
            }
            before = answers(store.reader());
            Files.write(folder.resolve("store.mv.db"), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        }
        assertSameAnswers();
    }

    @Test
    void anIndexInMemoryGivesTheSameAnswers() {
        try (Store holder = Store.open(folder);
                Store store = Store.open(folder)) {
            assertTrue(holder.holdsIndex() && !store.holdsIndex());
            assertEquals(before, answers(store.reader()));
        }
    }

    private void assertSameAnswers() {
        try (Store store = Store.open(folder)) {
            assertTrue(store.holdsIndex());
            assertEquals(before, answers(store.reader()));
        }
    }

    /** Everything a reader can say. */
    private static String answers(StoreReader reader) {
        List<Object> all = new ArrayList<>(reader.studies());
        for (String study : List.of("s", "t")) {
            StudyView view = reader.study(study).orElseThrow();
            all.add(Bits.of(view.plan()) + Bits.of(view.expectations()) + view.file() + view.measured());
            view.trials().forEach(trial -> all.add(answers(reader, trial)));
        }
        all.add(reader.damages());
        all.add(Bits.of(((LookupResult.FoundTrials) reader.find("s/baseline"))
                .trials().stream().map(TrialView::id).toList()));
        return String.join("\n", all.stream().map(Object::toString).toList());
    }

    private static String answers(StoreReader reader, TrialView trial) {
        List<Event> events = new ArrayList<>();
        reader.events(trial.id(), events::add);
        return trial.status()
                + trial.reason()
                + Bits.of(trial.metrics())
                + Bits.of(trial.provenance())
                + Bits.of(reader.epochs(trial.id()))
                + Bits.of(reader.artifacts(trial.id()))
                + Bits.of(reader.seriesNames(trial.id()).stream()
                        .map(name -> reader.series(trial.id(), name))
                        .toList())
                + Bits.of(events);
    }
}
