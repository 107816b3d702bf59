package org.recurve.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.recurve.api.event.Event;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.journal.JournalWriter;
import org.recurve.storage.journal.StoreLayout;

/** Stores with many trials of many metrics: {@code Many FOLDER STUDIES TRIALS METRICS}, trials in each study. */
final class Many {
    private static final int SEEDS = 10;

    private Many() {}

    public static void main(String[] arguments) {
        fill(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]));
        try (Store store = Store.open(Path.of(arguments[0]))) {
            System.out.println(store.reader().results().size() + " trials");
        }
    }

    /** Journals of finished trials, whose metric {@code test.m0} is uniform between 0 and 1. */
    static void fill(Path folder, int studies, int trials, int metrics) {
        Random random = new Random(1);
        Sample sample = new Sample(1);
        StoreLayout layout = new StoreLayout(folder);
        for (int study = 0; study < studies; study++) {
            String name = "study-" + study;
            List<Event.TrialPlan> plan = new ArrayList<>();
            for (int i = 0; i < trials; i++) {
                int number = study * trials + i;
                plan.add(Sample.plan(number, "v" + i / SEEDS, i % SEEDS));
                write(
                        layout.trial(Sample.trial(number)),
                        sample.started(number, name, "v" + i / SEEDS, i % SEEDS),
                        sample.step(number, 0),
                        ended(number, metrics, random));
            }
            write(
                    layout.run("run-" + study),
                    Sample.study(name, Instant.ofEpochSecond(study), plan.toArray(Event.TrialPlan[]::new)));
        }
    }

    private static Event ended(int number, int metrics, Random random) {
        Map<String, Double> values = new TreeMap<>();
        for (int metric = 0; metric < metrics; metric++) {
            values.put("test.m" + metric, random.nextDouble());
        }
        return new Event.TrialEnded(
                Sample.trial(number),
                Event.Status.FINISHED,
                "",
                1,
                values,
                "sha256:e",
                Duration.ofSeconds(1),
                Instant.EPOCH);
    }

    private static void write(Path folder, Event... events) {
        try (JournalWriter writer =
                JournalWriter.open(StoreLayout.journal(folder), AppendChannel.ChannelOpener.FILES)) {
            for (Event event : events) {
                writer.append(event);
            }
        }
    }
}
