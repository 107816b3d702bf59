package org.recurve.app.attack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.journal.JournalReader;
import org.recurve.storage.journal.JournalWriter;
import org.recurve.storage.journal.StoreLayout;

/** Makes a study of thousands of trials out of one that was trained: commands that read a store take seconds over it. */
final class LargeStudy {
    private static final int SEEDS = 20;

    private LargeStudy() {}

    /** Writes the journals of the study {@code large}: variants of 20 seeds, each trial beginning and ending as the given one. */
    static void write(SmallStudy model, Path store, int trials) throws IOException {
        Map<Class<?>, Event> events = new HashMap<>();
        new JournalReader(model.journals("trials").getFirst()).forEach(event -> events.put(event.getClass(), event));
        Event.TrialStarted started = (Event.TrialStarted)
                Optional.ofNullable(events.get(Event.TrialStarted.class)).orElseThrow();
        Event.TrialEnded ended = (Event.TrialEnded)
                Optional.ofNullable(events.get(Event.TrialEnded.class)).orElseThrow();
        StoreLayout layout = new StoreLayout(store);
        List<Event.TrialPlan> plan = new ArrayList<>();
        for (int i = 0; i < trials; i++) {
            Event.TrialPlan trial =
                    new Event.TrialPlan("sha256:" + String.format("%064x", i), "v" + i / SEEDS, "", i % SEEDS);
            plan.add(trial);
            try (JournalWriter writer = JournalWriter.open(
                    StoreLayout.journal(layout.trial(trial.trial())), 0, AppendChannel.ChannelOpener.FILES)) {
                writer.append(begin(started, trial));
                writer.append(end(ended, trial));
            }
        }
        try (JournalWriter writer =
                JournalWriter.open(StoreLayout.journal(layout.run("large")), 0, AppendChannel.ChannelOpener.FILES)) {
            writer.append(new Event.StudyStarted("large", "How long?", "study: large\n", plan, "{}", Instant.EPOCH));
        }
    }

    private static Event begin(Event.TrialStarted it, Event.TrialPlan trial) {
        return new Event.TrialStarted(
                trial.trial(),
                "large",
                trial.variant(),
                "",
                trial.seed(),
                it.configuration(),
                it.provenance(),
                it.layers(),
                it.measuredAt());
    }

    private static Event end(Event.TrialEnded it, Event.TrialPlan trial) {
        return new Event.TrialEnded(
                trial.trial(),
                it.status(),
                it.reason(),
                it.selectedEpoch(),
                it.metrics(),
                it.digest(),
                it.measured(),
                it.measuredAt());
    }
}
