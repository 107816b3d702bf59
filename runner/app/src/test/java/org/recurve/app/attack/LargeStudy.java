package org.recurve.app.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.recurve.api.event.Event;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.journal.JournalReader;
import org.recurve.storage.journal.JournalWriter;
import org.recurve.storage.journal.StoreLayout;

/**
 * Makes studies of thousands of trials out of one that was trained: commands that read a store take seconds over them.
 *
 * @param store where they are written
 * @param started how each trial begins
 * @param ended how each trial ends
 */
public record LargeStudy(StoreLayout store, Event.TrialStarted started, Event.TrialEnded ended) {
    /** Seeds of a variant. */
    public static final int SEEDS = 20;

    /** What is special about a trial of some variant and seed. */
    @FunctionalInterface
    public interface Difference {
        /** The same everywhere. */
        Difference NONE = (variant, seed, configuration, metrics) -> configuration;

        /** Returns the trial's configuration, and changes its metrics. */
        String apply(int variant, int seed, String configuration, Map<String, Double> metrics);
    }

    /** Takes any trained trial of a store as the model of the new ones. */
    public static LargeStudy like(Path trained, Path store) throws IOException {
        Path journal;
        try (Stream<Path> trials = Files.list(trained.resolve("trials"))) {
            journal = trials.sorted().findFirst().orElseThrow().resolve("journal");
        }
        Map<Class<?>, Event> events = new HashMap<>();
        new JournalReader(journal).forEach(event -> events.put(event.getClass(), event));
        return new LargeStudy(
                new StoreLayout(store),
                (Event.TrialStarted) Optional.ofNullable(events.get(Event.TrialStarted.class))
                        .orElseThrow(),
                (Event.TrialEnded)
                        Optional.ofNullable(events.get(Event.TrialEnded.class)).orElseThrow());
    }

    /** Writes the journals of a study: variants v0, v1 … of 20 seeds, its trials numbered from the first. */
    public void write(String study, int first, int trials, Difference difference) {
        List<Event.TrialPlan> plan = new ArrayList<>();
        for (int i = 0; i < trials; i++) {
            Event.TrialPlan trial =
                    new Event.TrialPlan("sha256:" + String.format("%064x", first + i), "v" + i / SEEDS, "", i % SEEDS);
            plan.add(trial);
            Map<String, Double> metrics = new HashMap<>(ended.metrics());
            String configuration = difference.apply(i / SEEDS, i % SEEDS, started.configuration(), metrics);
            journal(store.trial(trial.trial()), begin(study, trial, configuration), end(trial, metrics));
        }
        String file = "study: " + study + "\n";
        journal(store.run(study), new Event.StudyStarted(study, "How long?", file, plan, "{}", Instant.EPOCH));
    }

    private static void journal(Path folder, Event... events) {
        try (JournalWriter writer =
                JournalWriter.open(StoreLayout.journal(folder), 0, AppendChannel.ChannelOpener.FILES)) {
            List.of(events).forEach(writer::append);
        }
    }

    private Event begin(String study, Event.TrialPlan trial, String configuration) {
        return new Event.TrialStarted(
                trial.trial(),
                study,
                trial.variant(),
                "",
                trial.seed(),
                configuration,
                started.provenance(),
                started.layers(),
                started.measuredAt());
    }

    private Event end(Event.TrialPlan trial, Map<String, Double> metrics) {
        return new Event.TrialEnded(
                trial.trial(),
                ended.status(),
                ended.reason(),
                ended.selectedEpoch(),
                metrics,
                ended.digest(),
                ended.measured(),
                ended.measuredAt());
    }
}
