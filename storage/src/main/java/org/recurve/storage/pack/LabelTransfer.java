package org.recurve.storage.pack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.recurve.storage.label.LabelEvent;
import org.recurve.storage.label.LabelJournal;
import org.recurve.storage.label.StoreLabels;
import org.recurve.storage.view.StoreReader;

/** Brings along what people said about studies and trials that are new here; what is known here is not talked about by others. */
final class LabelTransfer {
    private LabelTransfer() {}

    /** Returns what is to be said in a store, whose reader has not yet seen what is brought there. */
    static List<LabelEvent> plan(Path source, List<FolderTransfer> transfers, StoreReader reader) {
        LabelJournal journal = LabelJournal.of(source);
        List<LabelEvent> said = journal.events();
        if (said.isEmpty()) {
            return List.of();
        }
        StoreLabels labels = journal.read();
        List<LabelEvent> events = new ArrayList<>();
        Set<String> targets = new TreeSet<>();
        for (FolderTransfer transfer : transfers) {
            switch (transfer.holding()) {
                case StoreInventory.RunFolder run -> {
                    String own = run.started().study();
                    String name = name(run, labels);
                    if (!name.equals(own)) {
                        events.add(new LabelEvent.Renamed(
                                own,
                                name,
                                List.of(transfer.place().toString().replace('\\', '/')),
                                said.getLast().at()));
                    }
                    targets.add(name);
                }
                case StoreInventory.TrialFolder trial -> {
                    targets.add(trial.started().trial());
                    targets.add(trial.started().study());
                }
            }
        }
        Predicate<String> isNew = target -> target.startsWith("sha256:")
                ? reader.trial(target).isEmpty()
                : reader.study(target).isEmpty();
        events.addAll(labels.about(
                targets.stream().filter(isNew).toList(), said.getLast().at()));
        return events;
    }

    /** Returns the name that a run goes by where it comes from. */
    static String name(StoreInventory.RunFolder run, StoreLabels labels) {
        return labels.names()
                .getOrDefault(
                        "studies/" + run.folder().getFileName(), run.started().study());
    }
}
