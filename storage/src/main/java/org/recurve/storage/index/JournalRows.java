package org.recurve.storage.index;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.recurve.api.event.Event;
import org.recurve.storage.journal.JournalChunk;
import org.recurve.storage.journal.JournalPosition;
import org.recurve.storage.record.RecordCodec;
import org.recurve.storage.record.StepContext;

/** Turns stretches of journals, one of each journal at most, into rows that are written at once. */
final class JournalRows {
    private static final List<String> TABLES =
            List.of("run", "plan", "warning", "trial", "trial_event", "epoch", "artifact", "block");

    private final RecordCodec codec;
    private final Handle handle;
    private final Map<String, Integer> names = new HashMap<>();
    private final Set<Integer> ended = new HashSet<>();
    private final Set<Integer> changed = new HashSet<>();
    private StatementBatches batches = new StatementBatches();

    JournalRows(RecordCodec codec, Handle handle) {
        this.codec = codec;
        this.handle = handle;
    }

    /** Returns how many rows there are to write. */
    int size() {
        return batches.size();
    }

    /** Writes all that was added since, or nothing. */
    void write() {
        StatementBatches due = batches;
        batches = new StatementBatches();
        ended.clear();
        changed.clear();
        handle.useTransaction(due::execute);
    }

    /** Deletes what the index has of a journal. */
    void delete(int journal) {
        batches.nextTurn();
        TABLES.forEach(table -> batches.add("delete from " + table + " where journal = ?", journal));
    }

    /** @param first whether the index has nothing of this journal, or will have deleted it */
    void add(int journal, boolean first, List<JournalChunk.ChunkEntry> entries) {
        StepBlocks blocks = new StepBlocks();
        entries.forEach(entry -> add(journal, entry, blocks));
        blocks.add(handle, journal, first, batches);
    }

    /** Notes how far the journal is read, what its file looked like, and what is to be said of it. */
    void reached(int journal, JournalPosition next, long bytes, long modified, String damage) {
        changes(journal);
        batches.update(
                "update journal set generation = ?, reached = ?, steps_of = ?, bytes = ?, modified = ?, damage = ?"
                        + " where id = ?",
                next.generation(),
                next.offset(),
                codec.encode(StepContext.class, next.steps()),
                bytes,
                modified,
                damage,
                journal);
    }

    /** Keeps what is known of a journal that cannot be read now; once it can be, it is read from its start. */
    void unreadable(int journal, String damage) {
        changes(journal);
        batches.update(
                "update journal set generation = 0, bytes = -1, modified = -1, damage = ? where id = ?",
                damage,
                journal);
    }

    private void changes(int journal) {
        int page = JournalPages.number(journal);
        if (changed.add(page)) {
            batches.add(JournalPages.FORGET, page);
        }
    }

    private void add(int journal, JournalChunk.ChunkEntry entry, StepBlocks blocks) {
        switch (entry.event()) {
            case Event.StepDone step -> blocks.add(step);
            case Event.EpochDone epoch ->
                batches.add(
                        "merge into epoch key (journal, epoch) values (?, ?, ?)", journal, epoch.epoch(), bytes(epoch));
            case Event.Recorded it ->
                batches.add("insert into artifact values (?, ?, ?)", journal, entry.offset(), it.name());
            case Event.Warned it ->
                batches.add("insert into warning values (?, ?, ?)", journal, entry.offset(), bytes(it));
            case Event.StudyStarted it -> add(journal, it);
            case Event.StudyEnded it ->
                batches.update("update run set ended = ? where journal = ?", bytes(it), journal);
            case Event.TrialStarted it -> add(journal, it);
            case Event.TrialEnded it -> add(journal, it);
            case Event.Checkpointed itIsInTheFolder -> {}
        }
    }

    private void add(int journal, Event.StudyStarted it) {
        String study = RenamedRuns.name(handle, journal, it.study());
        batches.add(
                "merge into run key (journal) values (?, ?, (select trust = 'OWN' from journal where id = ?),"
                        + " (select sequence from journal where id = ?), ?, (select folder from journal where id = ?),"
                        + " ?, ?, ?, ?, ?, null)",
                journal,
                study,
                journal,
                journal,
                micros(it.measuredAt()),
                journal,
                it.question(),
                it.trials().size(),
                it.bounds(),
                bytes(it.withTrials(List.of())),
                PlanColumn.write(it.trials()));
        for (int place = 0; place < it.trials().size(); place++) {
            Event.TrialPlan trial = it.trials().get(place);
            batches.add(
                    "merge into plan key (journal, place) values (?, ?, ?, ?, ?, ?, ?)",
                    journal,
                    place,
                    trial.trial(),
                    study,
                    trial.variant(),
                    trial.task(),
                    trial.seed());
        }
    }

    private void add(int journal, Event.TrialStarted it) {
        if (ended.remove(journal)) {
            batches.nextTurn(); // it goes on after that end
        }
        batches.add(
                "merge into trial key (journal) values (?, ?, ?, ?, ?, ?, ?, ?, false, null, null)",
                journal,
                it.trial(),
                it.study(),
                it.variant(),
                it.task(),
                it.seed(),
                Event.Status.RUNNING.name(),
                micros(it.measuredAt()));
        batches.add("merge into trial_event key (journal) values (?, ?, null)", journal, bytes(it));
    }

    private void add(int journal, Event.TrialEnded it) {
        ended.add(journal);
        TrialMetrics metrics = TrialMetrics.of(it.metrics());
        batches.update(
                "update trial set status = ?, ended = true, names = ?, numbers = ? where journal = ?",
                it.status().name(),
                names.computeIfAbsent(metrics.text(), this::names),
                metrics.toBytes(),
                journal);
        batches.update("update trial_event set ended = ? where journal = ?", bytes(it), journal);
    }

    /** Most trials have the same metrics, whose names are kept once. */
    private int names(String text) {
        return handle.select("select id from metric_names where names = ?", text)
                .mapTo(int.class)
                .findOne()
                .orElseGet(() -> handle.createUpdate("insert into metric_names (names) values (?)")
                        .bind(0, text)
                        .executeAndReturnGeneratedKeys("id")
                        .mapTo(int.class)
                        .one());
    }

    private byte[] bytes(Event event) {
        return codec.encode(Event.class, event);
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
