package org.recurve.storage;

import java.nio.file.Path;
import org.recurve.api.event.Event;

/** Writes events until it is killed, and says each on standard output after it was acknowledged. */
final class KilledWriter {
    private KilledWriter() {}

    public static void main(String[] arguments) {
        int trial = Integer.parseInt(arguments[1]);
        Sample sample = new Sample(trial);
        EventRecorder recorder = Store.open(Path.of(arguments[0])).recorder();
        Event.StudyStarted study = Sample.study("killed", Sample.plan(trial, "baseline", trial));
        recorder.accept(study);
        recorder.accept(sample.started(trial, "killed", "baseline", trial));
        for (int i = 0; ; i++) {
            Event.StepDone step = sample.step(trial, i, i % 2000 < 1000 ? new String[] {"rate"} : new String[0]);
            recorder.accept(step);
            acknowledge(step);
            if (i % 50 == 49) {
                Event.EpochDone epoch = sample.epoch(trial, i / 50);
                recorder.accept(epoch);
                acknowledge(epoch);
            }
        }
    }

    private static void acknowledge(Event event) {
        System.out.println(Bits.of(event));
        System.out.flush();
    }
}
