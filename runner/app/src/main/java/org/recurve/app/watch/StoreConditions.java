package org.recurve.app.watch;

import java.util.List;
import org.recurve.app.problem.UserError;
import org.recurve.app.query.TrialMatches;
import org.recurve.reports.serve.WatchedStore.RefusedCondition;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialResult;

/** Reads conditions as {@code list --where} takes them. */
final class StoreConditions {
    private StoreConditions() {}

    static List<TrialResult> where(String condition, StoreReader reader) {
        try {
            return TrialMatches.of(condition, reader).trials();
        } catch (UserError none) {
            throw new RefusedCondition(String.valueOf(none.getMessage()));
        }
    }
}
