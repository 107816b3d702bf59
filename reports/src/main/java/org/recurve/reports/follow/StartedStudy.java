package org.recurve.reports.follow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.storage.view.EarlierRun;
import org.recurve.storage.view.StudyView;

/** Reads a study from the event that begins a run of it, before anything else is known. */
public final class StartedStudy {
    private StartedStudy() {}

    /** Returns a study whose first run just began. */
    public static StudyView view(Event.StudyStarted started) {
        return view(started, started.measuredAt(), 1, List.of());
    }

    /** Returns a study of which another run just began. */
    static StudyView view(Event.StudyStarted started, StudyView before) {
        return view(started, before.begun(), before.runs() + 1, before.earlier());
    }

    private static StudyView view(Event.StudyStarted started, Instant begun, int runs, List<EarlierRun> earlier) {
        return new StudyView(
                started.study(),
                started.question(),
                started.file(),
                "{}",
                started.questions(),
                started.measuredAt(),
                begun,
                runs,
                started.trials(),
                List.of(),
                Map.of(),
                List.of(),
                earlier,
                Optional.empty(),
                false);
    }
}
