package org.recurve.reports.follow;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.event.Event;
import org.recurve.reports.study.PlannedEpochs;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.view.ArtifactView;
import org.recurve.storage.view.TrialView;

/** A planned trial and what its journal said of it so far. For one thread. */
public final class FollowedTrial {
    private static final String FINDINGS = "findings";
    /** As many parts of a bar are told apart. */
    private static final int BAR = 200;

    private final Event.TrialPlan plan;
    private final int style;
    private final Path folder;
    private final String line;
    private final JournalFollower journal;
    private Optional<Event.TrialStarted> started = Optional.empty();
    private Optional<Event.TrialEnded> ended = Optional.empty();
    private final Map<Integer, Map<String, Double>> epochs = new TreeMap<>();
    private final Map<String, ArtifactView> artifacts = new LinkedHashMap<>();
    private long step;
    private long epochStep;
    private int epoch;
    private Duration trained = Duration.ZERO;
    private boolean grew;
    private boolean looked;
    private boolean running;

    FollowedTrial(Event.TrialPlan plan, int style, StoreLayout layout) {
        this.plan = plan;
        this.style = style;
        this.line = "seed " + plan.seed();
        this.folder = layout.trial(plan.trial());
        this.journal = new JournalFollower(StoreLayout.journal(folder));
    }

    /** Reads what is new; returns how many bytes. */
    long read(Runnable restarted, Consumer<Event> each) {
        long bytes = journal.read(
                () -> {
                    forget();
                    restarted.run();
                },
                event -> {
                    take(event);
                    each.accept(event);
                });
        grew |= looked && bytes > 0;
        looked = true;
        return bytes;
    }

    private void forget() {
        started = Optional.empty();
        ended = Optional.empty();
        epochs.clear();
        artifacts.clear();
        step = 0;
        epochStep = 0;
        epoch = 0;
        trained = Duration.ZERO;
    }

    private void take(Event event) {
        switch (event) {
            case Event.TrialStarted it -> {
                started = Optional.of(it);
                ended = Optional.empty();
            }
            case Event.StepDone it -> {
                step = it.step();
                epoch = it.epoch();
            }
            case Event.EpochDone it -> {
                epochs.put(it.epoch(), it.metrics());
                trained = trained.plus(it.measured());
                step = it.step();
                epochStep = it.step();
                epoch = it.epoch();
            }
            case Event.Recorded it -> artifacts.put(it.name(), new ArtifactView(it.name(), it.step(), it.artifact()));
            case Event.TrialEnded it -> ended = Optional.of(it);
            case Event.Checkpointed _, Event.StudyStarted _, Event.StudyEnded _, Event.Warned _ -> {}
        }
    }

    /** Asks whether somebody works on it; returns whether that is news. */
    boolean look(Liveness liveness) {
        boolean before = running;
        running = ended.isEmpty() && started.isPresent() && liveness.isRunning(folder, grew);
        return running != before;
    }

    public Event.TrialPlan plan() {
        return plan;
    }

    /** Returns the line style of its variant. */
    public int style() {
        return style;
    }

    /** Returns its line's name in charts. */
    public String line() {
        return line;
    }

    /** Returns how it stands. */
    public TrialState state() {
        return ended.map(end -> TrialState.of(end.status()))
                .orElse(
                        running
                                ? TrialState.RUNNING
                                : started.isPresent() ? TrialState.INTERRUPTED : TrialState.WAITING);
    }

    public long step() {
        return step;
    }

    /** Returns the epoch that it is in. */
    public int epoch() {
        return epoch;
    }

    /** Returns how many epochs it has at most; empty if its configuration does not say. */
    public Optional<Integer> epochsPlanned() {
        return started.flatMap(start -> PlannedEpochs.of(start.configuration()));
    }

    /** Returns the part that is done, from 0 to 1, as far as its first epoch tells; 0 before that ends. */
    public double progress() {
        TrialState state = state();
        if (state == TrialState.FINISHED) {
            return 1;
        }
        if (epochs.isEmpty()) {
            return 0;
        }
        double steps = (double) epochStep / epochs.size();
        return epochsPlanned()
                .map(planned -> Math.clamp(Math.floor(BAR * step / (steps * planned)) / BAR, 0.0, 1.0))
                .orElse(0.0);
    }

    /** Returns metrics by epoch, as far as they are known. */
    public Map<Integer, Map<String, Double>> epochs() {
        return epochs;
    }

    /** Returns what it recorded last under each name. */
    public List<ArtifactView> artifacts() {
        return new ArrayList<>(artifacts.values());
    }

    /** Returns what it found wrong with its own units, one sentence each. */
    public List<String> findings() {
        ArtifactView found = artifacts.get(FINDINGS);
        return found != null && found.artifact() instanceof Artifact.Text text
                ? text.text().lines().toList()
                : List.of();
    }

    /** Returns how long its whole epochs took. */
    public Duration trained() {
        return trained;
    }

    /** Returns how long it took; empty until it ended. */
    public Optional<Duration> measured() {
        return ended.map(Event.TrialEnded::measured);
    }

    /** Returns why it came to no result; empty if nothing went wrong. */
    public String reason() {
        return ended.map(Event.TrialEnded::reason).orElse("");
    }

    /** Returns why its journal cannot be read; empty if it can. */
    public Optional<String> problem() {
        return journal.problem();
    }

    /** Returns when its journal was last written. */
    public Instant written() {
        return journal.modified().toInstant();
    }

    /** Returns what reports ask of a trial; empty until it began. */
    public Optional<TrialView> view(String study) {
        return started.map(start -> new TrialView(
                plan.trial(),
                study,
                plan.variant(),
                plan.task(),
                plan.seed(),
                status(),
                reason(),
                start.configuration(),
                start.provenance(),
                start.layers(),
                ended.map(Event.TrialEnded::selectedEpoch).orElse(-1),
                ended.map(Event.TrialEnded::metrics).orElse(Map.of()),
                ended.map(Event.TrialEnded::digest).orElse(""),
                start.measuredAt(),
                measured(),
                List.of(),
                TrialTrust.OWN));
    }

    private Event.Status status() {
        return ended.map(Event.TrialEnded::status).orElse(running ? Event.Status.RUNNING : Event.Status.INTERRUPTED);
    }
}
