package org.recurve.app.run;

import org.recurve.engine.bus.EventDispatcher;
import org.recurve.engine.executor.TrialExecutor;
import org.recurve.engine.study.StudyRunner;
import org.recurve.storage.EventRecorder;
import org.recurve.storage.Store;
import org.recurve.storage.view.StoreReader;

/** Describes what a run holds open; closed in the order that loses nothing. */
public record RunContext(
        Store store, EventRecorder recorder, StoreReader reader, EventDispatcher bus, StudyRunner runner)
        implements AutoCloseable {
    /** Returns the same with so many trials side by side. */
    public RunContext sideBySide(int jobs) {
        return new RunContext(store, recorder, reader, bus, runner.sideBySide(jobs));
    }

    @Override
    public void close() {
        try (store;
                recorder;
                bus;
                TrialExecutor _ = runner.executor()) {
            // Closed backwards: no more trials, no more events, then no more records, then no more store.
        }
    }
}
