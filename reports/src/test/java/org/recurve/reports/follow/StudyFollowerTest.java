package org.recurve.reports.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.reports.WatchedStudy;
import org.recurve.storage.EventRecorder;
import org.recurve.storage.Store;
import org.recurve.storage.journal.StoreLayout;

class StudyFollowerTest {
    @TempDir
    Path folder;

    private final List<Long> steps = new ArrayList<>();

    /** Hears steps alone. */
    private final class Heard implements StudyFollower.FollowListener {
        @Override
        public void replanned() {}

        @Override
        public void restarted(FollowedTrial trial) {}

        @Override
        public void step(FollowedTrial trial, Event.StepDone step) {
            steps.add(step.step());
        }

        @Override
        public void epoch(FollowedTrial trial, Event.EpochDone epoch) {}

        @Override
        public void changed() {}
    }

    private static TrialState state(StudyFollower follower) {
        return follower.trials().stream()
                .filter(trial -> trial.plan().seed() == 0 && !trial.state().isEnded() && trial.step() > 0)
                .findFirst()
                .orElseThrow()
                .state();
    }

    /** It took half a second to hear of the second step, and up to a second until the trial ran. */
    @Test
    void aTrialThatJustBeganIsFollowedFromItsFirstSteps() throws InterruptedException {
        try (Store store = Store.open(folder);
                EventRecorder recorder = store.recorder()) {
            WatchedStudy.begin(recorder);
            WatchedStudy.beginTrial(recorder, 1, 0);
            WatchedStudy.step(recorder, 1, 0, 1, 2);
            StudyFollower follower = new StudyFollower(
                    new StoreLayout(folder),
                    store.reader().study("sharing-on-digits").orElseThrow(),
                    Liveness.OWN,
                    new Heard());
            follower.read();
            steps.clear();
            for (long step = 2; step <= 4; step++) {
                Thread.sleep(5); // so that the file's time is another
                WatchedStudy.step(recorder, 1, 0, step, 2);
                follower.read();
                assertEquals(step, steps.getLast());
                assertEquals(TrialState.RUNNING, state(follower));
            }
            assertEquals(List.of(2L, 3L, 4L), steps);
        }
    }
}
