package org.recurve.storage.index;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.recurve.api.event.Event;
import org.recurve.storage.journal.Chunk;
import org.recurve.storage.journal.RecordCodec;

/** Turns a stretch of a journal into rows. */
final class Rows {
    private final RecordCodec codec;
    private final Handle handle;
    private final int journal;
    private final Blocks blocks = new Blocks();

    Rows(RecordCodec codec, Handle handle, int journal) {
        this.codec = codec;
        this.handle = handle;
        this.journal = journal;
    }

    void write(List<Chunk.Entry> entries) {
        entries.forEach(this::write);
        blocks.write(handle, journal);
    }

    private void write(Chunk.Entry entry) {
        switch (entry.event()) {
            case Event.StepDone step -> blocks.add(step);
            case Event.EpochDone epoch ->
                handle.execute(
                        "merge into epoch key (journal, epoch) values (?, ?, ?)", journal, epoch.epoch(), bytes(epoch));
            case Event.Recorded it ->
                handle.execute("insert into artifact values (?, ?, ?)", journal, entry.offset(), it.name());
            case Event.Warned it ->
                handle.execute("insert into warning values (?, ?, ?)", journal, entry.offset(), bytes(it));
            case Event.StudyStarted it -> write(it);
            case Event.StudyEnded it ->
                handle.execute("update run set ended = ? where journal = ?", bytes(it), journal);
            case Event.TrialStarted it -> write(it);
            case Event.TrialEnded it -> write(it);
            case Event.Checkpointed itIsInTheFolder -> {}
        }
    }

    private void write(Event.StudyStarted it) {
        handle.execute(
                "merge into run key (journal) values (?, ?, ?, (select folder from journal where id = ?), ?, ?, ?, ?, null)",
                journal,
                it.study(),
                micros(it.measuredAt()),
                journal,
                it.question(),
                it.trials().size(),
                it.bounds(),
                bytes(it));
        if (it.trials().isEmpty()) {
            return;
        }
        try (PreparedBatch batch =
                handle.prepareBatch("merge into plan key (journal, place) values (?, ?, ?, ?, ?, ?, ?)")) {
            for (int place = 0; place < it.trials().size(); place++) {
                Event.TrialPlan trial = it.trials().get(place);
                batch.add(journal, place, trial.trial(), it.study(), trial.variant(), trial.task(), trial.seed());
            }
            batch.execute();
        }
    }

    private void write(Event.TrialStarted it) {
        handle.execute(
                "merge into trial key (journal) values (?, ?, ?, ?, ?, ?, ?, ?, false, null, null)",
                journal,
                it.trial(),
                it.study(),
                it.variant(),
                it.task(),
                it.seed(),
                Event.Status.RUNNING.name(),
                micros(it.measuredAt()));
        handle.execute("merge into trial_event key (journal) values (?, ?, null)", journal, bytes(it));
    }

    private void write(Event.TrialEnded it) {
        Metrics metrics = Metrics.of(it.metrics());
        handle.execute(
                "update trial set status = ?, ended = true, names = ?, numbers = ? where journal = ?",
                it.status().name(),
                names(metrics.text()),
                metrics.toBytes(),
                journal);
        handle.execute("update trial_event set ended = ? where journal = ?", bytes(it), journal);
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
