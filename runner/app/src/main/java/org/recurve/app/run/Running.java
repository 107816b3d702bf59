package org.recurve.app.run;

import org.recurve.engine.bus.Bus;
import org.recurve.engine.study.StudyRunner;
import org.recurve.storage.Reader;
import org.recurve.storage.Recorder;
import org.recurve.storage.Store;

/** What a run holds open; closed in the order that loses nothing. */
public record Running(Store store, Recorder recorder, Reader reader, Bus bus, StudyRunner runner)
        implements AutoCloseable {
    /** The same with so many trials side by side. */
    public Running sideBySide(int jobs) {
        return new Running(store, recorder, reader, bus, runner.sideBySide(jobs));
    }

    @Override
    public void close() {
        try (store;
                recorder;
                bus) {
            // Closed backwards: no more events, then no more records, then no more store.
        }
    }
}
