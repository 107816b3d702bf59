package org.recurve.app.housekeeping;

import java.util.Set;
import org.recurve.app.option.CommonOptions;
import org.recurve.storage.label.LabelEvent;
import org.recurve.storage.label.LabelJournal;
import org.recurve.storage.view.StoreReader;

/** Takes back what was said about studies and trials that are deleted: what gets such a name later has nothing to do with them. */
final class DeletedLabels {
    private DeletedLabels() {}

    /**
     * Forgets tags and notes of these studies, and of all trials that are not in the store any more.
     *
     * @param after reads the store as it is after the deletion
     */
    static void forget(Set<String> studies, StoreReader after, CommonOptions options) {
        LabelJournal.of(options.folders().store())
                .append(after.labels().targets().keySet().stream()
                        .filter(target -> studies.contains(target)
                                || target.startsWith("sha256:")
                                        && after.trial(target).isEmpty())
                        .<LabelEvent>map(target -> new LabelEvent.Forgotten(
                                target, options.times().clock().instant()))
                        .toList());
    }
}
