package org.recurve.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.journal.FullDisk;
import org.recurve.storage.journal.JournalWriter;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.view.LookupResult;
import org.recurve.storage.view.StepSeries;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudySummary;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;

class StoreTest {
    private final Sample sample = new Sample(1);

    @TempDir
    Path folder;

    @Test
    void aStudyIsListedShownAndFound() {
        try (Store store = Store.open(folder)) {
            try (EventRecorder recorder = store.recorder()) {
                recorder.accept(Sample.study(
                        "digits",
                        Sample.plan(0, "baseline", 0),
                        Sample.plan(1, "tiled", 0),
                        Sample.plan(2, "tiled", 1)));
                run(recorder, 0, "baseline", 0, Event.Status.FINISHED);
                run(recorder, 1, "tiled", 0, Event.Status.DIVERGED);
                recorder.accept(new Event.Warned("tiled", "diverged"));
            }
            StoreReader reader = store.reader();
            StudySummary summary = reader.studies().getFirst();
            assertEquals("digits", summary.study());
            assertEquals(3, summary.planned());
            assertEquals(Map.of(Event.Status.FINISHED, 1, Event.Status.DIVERGED, 1), summary.trials());

            StudyView study = reader.study("digits").orElseThrow();
            assertEquals(
                    List.of("baseline", "tiled"),
                    study.trials().stream().map(TrialView::variant).toList());
            assertEquals(List.of(new Event.Warned("tiled", "diverged")), study.warnings());

            assertEquals(List.of(Sample.trial(1)), found(reader, "digits/tiled"));
            assertEquals(List.of(Sample.trial(0)), found(reader, "digits/baseline/0"));
            assertEquals(List.of(Sample.trial(0), Sample.trial(1)), found(reader, "digits/0"));
            assertEquals(List.of(Sample.trial(1)), found(reader, Sample.trial(1).substring(0, 71)));
            assertEquals(2, found(reader, "0000").size());
            assertInstanceOf(LookupResult.FoundStudy.class, reader.find("digits"));
            assertEquals(new LookupResult.NothingFound(List.of("digits")), reader.find("digit"));
            assertTrue(reader.finished(Sample.trial(0)).isPresent());
            assertTrue(reader.finished(Sample.trial(1)).isEmpty());
        }
    }

    @Test
    void filesThatAreNoJournalsAreNoMatter() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("trials")).resolve("notes.txt"), "of the user's");
        Files.createDirectories(folder.resolve("studies/empty"));
        try (Store store = Store.open(folder)) {
            assertEquals(List.of(), store.reader().studies());
        }
    }

    @Test
    void numbersComeBackBitForBit() {
        List<Event.StepDone> steps = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            steps.add(i % 700 == 699 ? sample.step(0, i, "rate", "λ") : sample.step(0, i, "rate"));
        }
        try (Store store = Store.open(folder)) {
            try (EventRecorder recorder = store.recorder()) {
                recorder.accept(sample.started(0, "s", "baseline", 0));
                for (Event.StepDone step : steps) {
                    recorder.accept(step);
                    if (step.step() % 777 == 0) {
                        store.reader();
                    }
                }
            }
            StoreReader reader = store.reader();
            String trial = Sample.trial(0);
            assertEquals(List.of("loss", "gradient-norm", "rate", "λ"), reader.seriesNames(trial));
            assertArrayEquals(
                    steps.stream().mapToLong(Event.StepDone::step).toArray(),
                    reader.series(trial, "rate").steps());
            assertArrayEquals(
                    steps.stream().mapToLong(step -> bits(step.gradientNorm())).toArray(),
                    bits(reader.series(trial, StepSeries.GRADIENT_NORM)));
            assertArrayEquals(
                    steps.stream()
                            .mapToLong(step -> bits(step.watched().get("rate")))
                            .toArray(),
                    bits(reader.series(trial, "rate")));
            assertArrayEquals(
                    steps.stream().mapToLong(step -> bits(step.loss())).toArray(),
                    bits(reader.series(trial, StepSeries.LOSS)));
            assertEquals(4, reader.series(trial, "λ").size());
            List<Event> events = new ArrayList<>();
            reader.events(trial, events::add);
            assertEquals(steps, events.subList(1, events.size()));
        }
    }

    @Test
    void aTrialThatNobodyRunsAnyMoreIsInterrupted() {
        try (Store store = Store.open(folder)) {
            try (EventRecorder recorder = store.recorder()) {
                recorder.accept(sample.started(0, "s", "baseline", 0));
                assertEquals(Event.Status.RUNNING, status(store));
            }
            assertEquals(Event.Status.INTERRUPTED, status(store));
        }
        try (Store store = Store.open(folder)) {
            assertEquals(Event.Status.INTERRUPTED, status(store));
            assertEquals(
                    Map.of(Event.Status.INTERRUPTED, 1),
                    store.reader().studies().getFirst().trials());
        }
    }

    @Test
    void whatAJournalSaysLastCounts() {
        Path journal = StoreLayout.journal(new StoreLayout(folder).trial(Sample.trial(0)));
        try (JournalWriter writing = JournalWriter.open(journal, AppendChannel.ChannelOpener.FILES)) {
            writing.append(new Sample(0).started(0, "digits", "baseline", 1));
            writing.append(new Sample(0).ended(0, Event.Status.FINISHED));
            writing.append(new Sample(0).started(0, "digits", "baseline", 1));
        }
        try (Store store = Store.open(folder)) {
            TrialView trial = store.reader().trial(Sample.trial(0)).orElseThrow();
            assertEquals(Event.Status.INTERRUPTED, trial.status());
            assertEquals(Map.of(), trial.metrics());
            assertEquals(Set.of(Sample.trial(0)), store.reader().begun());
        }
    }

    /** The end of the one and all of the other come in one stretch. */
    @Test
    void aTrialThatEndsWhileAnotherRunsThroughIsNotLost() {
        try (Store store = Store.open(folder);
                EventRecorder recorder = store.recorder()) {
            recorder.accept(sample.started(0, "digits", "baseline", 0));
            assertEquals(
                    Event.Status.RUNNING,
                    store.reader().trial(Sample.trial(0)).orElseThrow().status());
            recorder.accept(sample.ended(0, Event.Status.FINISHED));
            run(recorder, 1, "baseline", 1, Event.Status.FINISHED);
            for (int trial = 0; trial < 2; trial++) {
                assertEquals(
                        Event.Status.FINISHED,
                        store.reader().trial(Sample.trial(trial)).orElseThrow().status());
            }
        }
    }

    @Test
    void aTrialBegunAgainReplacesWhatWasInterrupted() {
        try (Store store = Store.open(folder)) {
            try (EventRecorder recorder = store.recorder()) {
                recorder.accept(sample.started(0, "s", "baseline", 0));
                recorder.accept(sample.step(0, 0));
                recorder.accept(sample.step(0, 1));
            }
            assertEquals(
                    2, store.reader().series(Sample.trial(0), StepSeries.LOSS).size());
            try (EventRecorder recorder = store.recorder()) {
                recorder.accept(sample.started(0, "s", "baseline", 0));
                recorder.accept(sample.step(0, 0));
            }
            assertEquals(
                    1, store.reader().series(Sample.trial(0), StepSeries.LOSS).size());
        }
    }

    @Test
    void aFinishedTrialIsReusedAndAMovedOneSpeaksForItself() throws Exception {
        Path other = folder.resolve("other");
        try (Store store = Store.open(folder.resolve("one"));
                EventRecorder recorder = store.recorder()) {
            recorder.accept(Sample.study("digits", Sample.plan(0, "baseline", 0)));
            run(recorder, 0, "baseline", 0, Event.Status.FINISHED);
            assertEquals(TrialClaim.FINISHED, recorder.claim(Sample.trial(0)));
            assertThrows(StoreException.class, () -> recorder.accept(sample.started(0, "digits", "baseline", 0)));
        }
        String name = "trials/" + Sample.trial(0).substring(7);
        Files.createDirectories(other.resolve("trials"));
        Files.move(folder.resolve("one").resolve(name), other.resolve(name));
        try (Store store = Store.open(other)) {
            assertTrue(store.reader().finished(Sample.trial(0)).isPresent());
            assertEquals("digits", store.reader().studies().getFirst().study());
            assertEquals(
                    1, store.reader().study("digits").orElseThrow().trials().size());
        }
        try (Store store = Store.open(folder.resolve("one"))) {
            assertTrue(store.reader().trial(Sample.trial(0)).isEmpty());
            assertEquals(1, store.reader().study("digits").orElseThrow().plan().size());
        }
    }

    @Test
    void theLatestRunOfAStudyCounts() {
        try (Store store = Store.open(folder)) {
            try (EventRecorder recorder = store.recorder()) {
                recorder.accept(Sample.study("digits", Instant.ofEpochSecond(100), Sample.plan(0, "baseline", 0)));
                run(recorder, 0, "baseline", 0, Event.Status.FINISHED);
                recorder.accept(Sample.study("digits", Instant.ofEpochSecond(200), Sample.plan(1, "baseline", 99)));
                run(recorder, 1, "baseline", 99, Event.Status.FINISHED);
            }
            StoreReader reader = store.reader();
            assertEquals(1, reader.studies().size());
            assertEquals(
                    99, reader.study("digits").orElseThrow().trials().getFirst().seed());
            assertEquals(List.of(Sample.trial(1), Sample.trial(0)), found(reader, "digits/baseline"));
        }
    }

    @Test
    void artifactsComeBack() {
        try (Store store = Store.open(folder)) {
            try (EventRecorder recorder = store.recorder()) {
                recorder.accept(sample.started(0, "s", "baseline", 0));
                sample.artifacts()
                        .forEach(it -> recorder.accept(new Event.Recorded(Sample.trial(0), it.title(), 5, it)));
            }
            assertEquals(
                    List.of("curve", "matrix", "images", "graph", "confusion", "mistakes", "text"),
                    store.reader().artifacts(Sample.trial(0)).stream()
                            .map(it -> it.artifact().title())
                            .toList());
            assertEquals(
                    List.of("graph"),
                    store.reader().artifacts(Sample.trial(0), "graph").stream()
                            .map(it -> it.artifact().title())
                            .toList());
            assertEquals(List.of(), store.reader().artifacts(Sample.trial(0), "none"));
        }
        assertTrue(Store.exists(folder));
        assertFalse(Store.exists(folder.resolve("elsewhere")));
    }

    @Test
    void anInterruptedThreadStillEndsItsTrialAndReads() {
        try (Store store = Store.open(folder)) {
            try (EventRecorder recorder = store.recorder()) {
                recorder.accept(sample.started(0, "s", "baseline", 0));
                Thread.currentThread().interrupt();
                recorder.accept(sample.step(0, 0));
                assertEquals(
                        1,
                        store.reader().series(Sample.trial(0), StepSeries.LOSS).size());
                recorder.accept(Sample.checkpoint(recorder, 0, "d", new byte[1]));
                recorder.accept(sample.ended(0, Event.Status.INTERRUPTED));
            }
            assertEquals(Event.Status.INTERRUPTED, status(store));
            recordAnother(store);
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    private void recordAnother(Store store) {
        try (EventRecorder recorder = store.recorder()) {
            run(recorder, 1, "baseline", 0, Event.Status.FINISHED);
        }
        assertTrue(store.reader().finished(Sample.trial(1)).isPresent());
    }

    @Test
    void aFullDiskStopsTheRunAndKeepsWhatWasRecorded() {
        List<Event> acknowledged = new ArrayList<>();
        try (Store store = Store.open(folder, new FullDisk(5000));
                EventRecorder recorder = store.recorder()) {
            recorder.accept(sample.started(0, "s", "baseline", 0));
            StoreException full = assertThrows(StoreException.class, () -> {
                for (int step = 0; step < 1000; step++) {
                    Event event = sample.step(0, step);
                    recorder.accept(event);
                    acknowledged.add(event);
                }
            });
            assertTrue(full.getMessage().contains("The disk is full. Make room"), full.getMessage());
        }
        try (Store store = Store.open(folder)) {
            assertEquals(Event.Status.INTERRUPTED, status(store));
            assertEquals(
                    acknowledged.size(),
                    store.reader().series(Sample.trial(0), StepSeries.LOSS).size());
            assertEquals(List.of(), store.reader().damages());
        }
    }

    @Test
    void damageIsReportedAndCostsNothingBeforeIt() throws Exception {
        try (Store store = Store.open(folder);
                EventRecorder recorder = store.recorder()) {
            run(recorder, 0, "baseline", 0, Event.Status.FINISHED);
        }
        Path journal = folder.resolve("trials/" + Sample.trial(0).substring(7) + "/journal");
        byte[] bytes = Files.readAllBytes(journal);
        bytes[bytes.length - 10] ^= 1;
        Files.write(journal, bytes);
        try (Store store = Store.open(folder)) {
            store.reindex();
            StoreReader reader = store.reader();
            assertEquals(1, reader.damages().size());
            assertTrue(reader.damages().getFirst().startsWith(journal + ": damaged at byte "));
            assertEquals(1, reader.epochs(Sample.trial(0)).size());
            assertTrue(reader.finished(Sample.trial(0)).isEmpty());
        }
    }

    private void run(EventRecorder recorder, int trial, String variant, long seed, Event.Status status) {
        recorder.accept(sample.started(trial, "digits", variant, seed));
        recorder.accept(sample.step(trial, 0));
        recorder.accept(sample.epoch(trial, 0));
        recorder.accept(sample.ended(trial, status));
    }

    private static Event.Status status(Store store) {
        return store.reader().trial(Sample.trial(0)).orElseThrow().status();
    }

    private static List<String> found(StoreReader reader, String id) {
        return ((LookupResult.FoundTrials) reader.find(id))
                .trials().stream().map(TrialView::id).toList();
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    private static long[] bits(StepSeries series) {
        return java.util.Arrays.stream(series.values())
                .mapToLong(StoreTest::bits)
                .toArray();
    }
}
