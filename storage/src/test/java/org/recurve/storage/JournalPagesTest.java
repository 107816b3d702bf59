package org.recurve.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.storage.index.OpenIndex;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;

/** More trials than one page has: questions about all of them read pages and no row of a trial. */
class JournalPagesTest {
    private static final int TRIALS = 1100;

    @TempDir
    Path folder;

    @BeforeEach
    void fill() {
        Many.fill(folder, 1, TRIALS, 2);
        try (Store store = Store.open(folder)) {
            assertEquals(TRIALS, store.reader().results().size());
        }
    }

    @Test
    void noEventOfATrialIsReadFromItsRow() throws SQLException {
        String before = answers();
        OpenIndex.execute(folder, "update trial_event set started = X'00', ended = X'00'");
        assertEquals(before, answers());
    }

    @Test
    void pagesSayWhatTheTablesSay() throws SQLException {
        String before = answers();
        OpenIndex.execute(folder, "delete from journal_page");
        assertEquals(before, answers());
    }

    @Test
    void aTrialThatChangesIsReadAnew() {
        try (Store store = Store.open(folder);
                EventRecorder recorder = store.recorder()) {
            Sample sample = new Sample(5);
            recorder.accept(sample.started(TRIALS, "study-0", "fresh", 7));
            assertEquals(Event.Status.RUNNING, standing(store.reader()));
            recorder.accept(sample.ended(TRIALS, Event.Status.DIVERGED));
            assertEquals(Event.Status.DIVERGED, standing(store.reader()));
        }
        try (Store store = Store.open(folder)) {
            assertEquals(Event.Status.DIVERGED, standing(store.reader()));
        }
    }

    @Test
    void whatIsAskedOfManyTrialsIsWhatIsAskedOfEach() {
        try (Store store = Store.open(folder)) {
            StoreReader reader = store.reader();
            List<String> trials = Stream.of(0, 2, 10, 20, 99, 100, 101, TRIALS - 1, TRIALS)
                    .map(Sample::trial)
                    .toList();
            var series = reader.steps(trials, "loss");
            var names = reader.stepNames(trials);
            assertEquals(trials.size() - 1, series.size());
            assertEquals(Set.copyOf(trials.subList(0, trials.size() - 1)), series.keySet());
            assertEquals(series.keySet(), names.keySet());
            for (String trial : trials.subList(0, trials.size() - 1)) {
                assertEquals(
                        Bits.of(reader.series(trial, "loss").values()),
                        Bits.of(series.get(trial).values()));
                assertEquals(reader.seriesNames(trial), names.get(trial));
            }
            assertEquals(TRIALS, reader.withSteps("loss").size());
            assertTrue(reader.withSteps("clipped").isEmpty());
            assertTrue(reader.withArtifact("findings").isEmpty());
        }
    }

    private static Event.Status standing(StoreReader reader) {
        return reader.results().stream()
                .filter(trial -> trial.id().equals(Sample.trial(TRIALS)))
                .map(trial -> trial.status())
                .findFirst()
                .orElseThrow();
    }

    private String answers() {
        try (Store store = Store.open(folder)) {
            StoreReader reader = store.reader();
            StudyView study = reader.study("study-0").orElseThrow();
            assertEquals(TRIALS, study.trials().size());
            TrialView first = study.trials().getFirst();
            return Bits.of(reader.studies())
                    + Bits.of(study.plan())
                    + Bits.of(first)
                    + Bits.of(study.trials().getLast())
                    + reader.configurations().hashCode()
                    + reader.results().size();
        }
    }
}
