package org.recurve.reports.follow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.recurve.api.event.Event;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.view.StudyView;

/**
 * Follows one study: its runs, and all trials that the latest of them planned. Each call of {@link #read} reads what is new;
 * trials that ended are left alone. For one thread.
 */
public final class StudyFollower {
    private static final long LOOK_NANOS = 1_000_000_000;
    private static final long SEARCH_NANOS = 500_000_000;

    private final StoreLayout layout;
    private final Liveness liveness;
    private final FollowListener listener;
    private final Set<String> knownRuns = new HashSet<>();
    private final Map<String, FollowedTrial> trials = new LinkedHashMap<>();
    private final List<Event.Warned> warnings = new ArrayList<>();
    private StudyView base;
    private Optional<JournalFollower> run = Optional.empty();
    private Optional<Event.StudyEnded> ended;
    private FileTime runsSeen = FileTime.fromMillis(-1);
    private long bytes;
    private long lookAt = System.nanoTime();
    private long searchAt = lookAt;
    private Instant written = Instant.EPOCH;

    /**
     * Follows a study from what the store knows of it.
     *
     * @param base the study as a store tells it
     */
    public StudyFollower(StoreLayout layout, StudyView base, Liveness liveness, FollowListener listener) {
        this.layout = layout;
        this.base = base;
        this.liveness = liveness;
        this.listener = listener;
        this.ended = base.measured().map(took -> new Event.StudyEnded(base.study(), base.expectations(), took));
        this.warnings.addAll(base.warnings());
        plan();
        runs(false);
    }

    /** Hears what happens, while it is read. */
    public interface FollowListener {
        /** The study has another plan: nothing that was heard before counts. */
        void replanned();

        /** A trial begins anew: nothing that was heard of it before counts. */
        void restarted(FollowedTrial trial);

        /** A step of a trial. */
        void step(FollowedTrial trial, Event.StepDone step);

        /** An epoch of a trial. */
        void epoch(FollowedTrial trial, Event.EpochDone epoch);

        /** Some trial stands otherwise than before, or something is to be said. */
        void changed();
    }

    private void plan() {
        trials.clear();
        Map<String, Integer> styles = new HashMap<>();
        base.plan().forEach(plan -> styles.putIfAbsent(plan.variant(), styles.size()));
        base.plan()
                .forEach(plan -> trials.put(
                        plan.trial(), new FollowedTrial(plan, styles.getOrDefault(plan.variant(), 0), layout)));
    }

    /** Returns the study as reports see it, with what its trials came to so far. */
    public StudyView view() {
        return new StudyView(
                base.study(),
                base.question(),
                base.file(),
                "{}",
                base.questions(),
                base.started(),
                base.begun(),
                base.runs(),
                base.plan(),
                trials.values().stream()
                        .flatMap(trial -> trial.view(base.study()).stream())
                        .toList(),
                ended.map(Event.StudyEnded::expectations).orElse(Map.of()),
                warnings,
                base.earlier(),
                ended.map(Event.StudyEnded::measured),
                base.imported());
    }

    public List<FollowedTrial> trials() {
        return List.copyOf(trials.values());
    }

    /** Returns how many bytes of journals were read: where in the study's history this is. */
    public long position() {
        return bytes;
    }

    /** Returns when any of its journals was last written. */
    public Instant written() {
        return written;
    }

    /** Returns whether its latest run ended and no trial goes on. */
    public boolean isEnded() {
        return ended.isPresent() && trials.values().stream().noneMatch(trial -> trial.state() == TrialState.RUNNING);
    }

    /** Reads what is new in all journals; returns whether anything was. */
    public boolean read() {
        long now = System.nanoTime();
        long before = bytes;
        boolean look = now - lookAt >= 0;
        boolean search = now - searchAt >= 0;
        if (search) {
            searchAt = now + SEARCH_NANOS;
            runs(true);
        }
        run.ifPresent(journal -> bytes += journal.read(() -> {}, this::ofRun));
        List.copyOf(trials.values()).forEach(trial -> follow(trial, look, search));
        if (look) {
            lookAt = now + LOOK_NANOS;
        }
        return bytes != before;
    }

    /** Reads what is new of a trial. One that began and is not known to run yet may run: that its journal grows tells first. */
    private void follow(FollowedTrial trial, boolean look, boolean search) {
        TrialState state = trial.state();
        boolean known = state == TrialState.RUNNING;
        boolean due = known || state == TrialState.INTERRUPTED || search;
        if (state.isEnded() || !due && !look) {
            return;
        }
        long grown = 0;
        if (due) {
            grown = trial.read(() -> listener.restarted(trial), event -> told(trial, event));
            bytes += grown;
            if (written.isBefore(trial.written())) {
                written = trial.written();
            }
        }
        boolean news = trial.state() != state || grown > 0 && !known || state == TrialState.WAITING && due;
        if ((look || news) && !trial.state().isEnded() && trial.look(liveness)) {
            listener.changed();
        }
    }

    private void told(FollowedTrial trial, Event event) {
        switch (event) {
            case Event.StepDone step -> listener.step(trial, step);
            case Event.EpochDone epoch -> {
                listener.epoch(trial, epoch);
                listener.changed();
            }
            case Event.TrialStarted _, Event.TrialEnded _, Event.Recorded _ -> listener.changed();
            case Event.Checkpointed _, Event.StudyStarted _, Event.StudyEnded _, Event.Warned _ -> {}
        }
    }

    private void ofRun(Event event) {
        switch (event) {
            case Event.Warned warned -> {
                if (!warnings.contains(warned)) {
                    warnings.add(warned);
                    listener.changed();
                }
            }
            case Event.StudyEnded it -> {
                ended = Optional.of(it);
                listener.changed();
            }
            case Event.StudyStarted _, Event.OfTrial _ -> {}
        }
    }

    /** Looks for runs that began. */
    private void runs(boolean fresh) {
        Path folder = layout.root().resolve(StudyRuns.FOLDER);
        FileTime modified;
        try {
            modified = Files.getLastModifiedTime(folder);
        } catch (IOException notThere) {
            return;
        }
        if (modified.equals(runsSeen)) {
            return;
        }
        boolean all = true;
        for (Path each : layout.inside(StudyRuns.FOLDER).stream().sorted().toList()) {
            String name = String.valueOf(each.getFileName());
            if (!knownRuns.contains(name)) {
                if (!fresh) {
                    knownRuns.add(name);
                    latest(each);
                    continue;
                }
                Optional<Event.StudyStarted> started = StudyRuns.began(each);
                all &= started.isPresent();
                started.ifPresent(event -> {
                    knownRuns.add(name);
                    began(each, event);
                });
            }
        }
        runsSeen = all ? modified : runsSeen;
    }

    /** Follows the run that the store told of, of those that are there already, or one that began since. */
    private void latest(Path folder) {
        if (!StudyRuns.mayBe(folder, base.study())) {
            return;
        }
        StudyRuns.began(folder)
                .filter(started -> started.study().equals(base.study())
                        && !started.measuredAt().isBefore(base.started()))
                .ifPresent(started -> {
                    if (!started.measuredAt().equals(base.started())) {
                        began(folder, started);
                    } else if (ended.isEmpty()) {
                        run = Optional.of(new JournalFollower(StoreLayout.journal(folder)));
                    }
                });
    }

    private void began(Path folder, Event.StudyStarted started) {
        if (!started.study().equals(base.study())) {
            return;
        }
        boolean same = started.trials().equals(base.plan());
        base = StartedStudy.view(started, base);
        ended = Optional.empty();
        warnings.clear();
        run = Optional.of(new JournalFollower(StoreLayout.journal(folder)));
        if (!same) {
            plan();
            listener.replanned();
        }
        listener.changed();
    }
}
