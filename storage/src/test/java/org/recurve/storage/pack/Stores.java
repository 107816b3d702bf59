package org.recurve.storage.pack;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.recurve.api.event.Event;
import org.recurve.storage.EventRecorder;
import org.recurve.storage.Sample;
import org.recurve.storage.Store;

/** Stores in which one study was run, as if on different machines. */
final class Stores {
    /** The trials of {@link Sample} are named by their numbers. */
    static final ImportAdmission ADMISSION = new ImportAdmission(Event.TrialStarted::trial, false, 1);

    static final ImportAdmission OWN = new ImportAdmission(Event.TrialStarted::trial, true, 1);

    private Stores() {}

    /** Runs a trial of the study "s" in a store, to an end that {@code digest} stands for. */
    static void run(Path store, long machine, int trial, Event.Status status, String digest) {
        Sample sample = new Sample(machine);
        try (Store opened = Store.open(store);
                EventRecorder recorder = opened.recorder()) {
            recorder.accept(Sample.study("s", Instant.ofEpochSecond(machine), Sample.plan(trial, "v", trial)));
            recorder.accept(sample.started(trial, "s", "v", trial));
            recorder.accept(sample.step(trial, 0, "λ"));
            recorder.accept(Sample.checkpoint(recorder, trial, "sha256:c", new byte[100]));
            recorder.accept(sample.step(trial, 1, "λ"));
            if (status != Event.Status.RUNNING) {
                recorder.accept(new Event.TrialEnded(
                        Sample.trial(trial),
                        status,
                        status == Event.Status.FINISHED ? "" : "why",
                        1,
                        Map.of("test.accuracy", 0.5),
                        digest,
                        Duration.ofSeconds(machine),
                        Instant.ofEpochSecond(machine + 10)));
            }
            recorder.accept(new Event.StudyEnded("s", Map.of(), Duration.ofSeconds(1)));
        }
    }
}
