package org.recurve.storage;

import java.nio.file.Path;
import org.recurve.api.event.Event;

/** Runs a trial, says so, and keeps it until its standard input ends. */
final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] arguments) throws Exception {
        int trial = Integer.parseInt(arguments[1]);
        Sample sample = new Sample(trial);
        try (Store store = Store.open(Path.of(arguments[0]));
                EventRecorder recorder = store.recorder()) {
            recorder.accept(Sample.study("other", Sample.plan(trial, "baseline", 0)));
            recorder.accept(sample.started(trial, "other", "baseline", 0));
            for (int step = 0; step < 100; step++) {
                recorder.accept(sample.step(trial, step));
            }
            System.out.println(store.holdsIndex() ? "holds the index" : "holds no index");
            System.in.read();
            recorder.accept(sample.ended(trial, Event.Status.FINISHED));
        }
    }
}
