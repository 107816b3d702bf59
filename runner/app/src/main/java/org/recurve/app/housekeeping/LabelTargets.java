package org.recurve.app.housekeeping;

import java.util.List;
import org.recurve.app.option.StudyArguments;
import org.recurve.storage.view.LookupResult;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;

/** Finds what is tagged or noted: a study, or trials. */
final class LabelTargets {
    private LabelTargets() {}

    /** Returns the study's name or the trials' identities; {@code id} is as for {@code show}. */
    static List<String> of(String id, StoreReader reader) {
        return switch (reader.find(id)) {
            case LookupResult.FoundStudy found -> List.of(found.study().study());
            case LookupResult.FoundTrials found ->
                found.trials().stream().map(TrialView::id).distinct().toList();
            case LookupResult.NothingFound nothingFound -> throw StudyArguments.unknown(id, nothingFound);
        };
    }
}
