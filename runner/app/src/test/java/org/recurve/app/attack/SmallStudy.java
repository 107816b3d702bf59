package org.recurve.app.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.recurve.api.event.Event;
import org.recurve.app.command.Shell.Answer;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.journal.JournalReader;
import org.recurve.storage.journal.JournalWriter;

/**
 * The study {@code sums} of two trials, trained within a second, that stores and packs are attacked with.
 *
 * @param file its experiment file
 * @param store where it was run
 */
record SmallStudy(Path file, Path store) {
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 64, validation: 16, test: 16}}
            model: [recurrent: {cell: {elman: 4}}, dense: 1]
            loss: squared-error
            train: {optimizer: {sgd: 0.05}, epochs: 2, batch: 16}
            measure: [test.mean-squared-error]
            seeds: 2
            """;

    /** Writes the file into a folder. */
    static Path file(Path folder) throws IOException {
        return Files.writeString(folder.resolve("sums.yaml"), FILE);
    }

    /** Runs the study in a store. */
    static SmallStudy run(Path folder, Path store) throws IOException {
        SmallStudy study = new SmallStudy(file(folder), store);
        Answer answer = recurve("run", study.file, "--store", store);
        assertEquals(0, answer.code(), answer.err());
        return study;
    }

    /** The journals of its {@code trials} or {@code studies}. */
    List<Path> journals(String kind) throws IOException {
        try (Stream<Path> all = Files.list(store.resolve(kind))) {
            return all.map(each -> each.resolve("journal")).sorted().toList();
        }
    }

    /** Writes every journal anew, with what {@code forge} makes of each event. */
    void forge(UnaryOperator<Event> forge) throws IOException {
        List<Path> journals;
        try (Stream<Path> files = Files.walk(store)) {
            journals = files.filter(it -> it.endsWith("journal")).toList();
        }
        for (Path journal : journals) {
            List<Event> events = new ArrayList<>();
            new JournalReader(journal).forEach(events::add);
            try (JournalWriter forged = JournalWriter.open(journal, 0, AppendChannel.ChannelOpener.FILES)) {
                events.forEach(event -> forged.append(forge.apply(event)));
            }
        }
    }

    /** What nobody trained: the event, with every final metric 1e-9. */
    static Event best(Event event) {
        if (!(event instanceof Event.TrialEnded it)) {
            return event;
        }
        Map<String, Double> metrics = new TreeMap<>();
        it.metrics().keySet().forEach(name -> metrics.put(name, 1e-9));
        return new Event.TrialEnded(
                it.trial(),
                it.status(),
                it.reason(),
                it.selectedEpoch(),
                metrics,
                it.digest(),
                it.measured(),
                it.measuredAt());
    }
}
