package org.recurve.reports;

import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.recurve.storage.EventRecorder;
import org.recurve.storage.Store;

/** Puts a study into a store and its report beside it. */
final class Written {
    private Written() {}

    static Path report(Path store, Studies studies, BiConsumer<EventRecorder, Studies> happens) {
        Path file = store.resolveSibling(store.getFileName() + ".html");
        try (Store open = Store.open(store)) {
            try (EventRecorder recorder = open.recorder()) {
                happens.accept(recorder, studies);
            }
            var reader = open.reader();
            String name = reader.studies().getFirst().study();
            StudyReport.write(reader.study(name).orElseThrow(), reader, file);
        }
        return file;
    }
}
