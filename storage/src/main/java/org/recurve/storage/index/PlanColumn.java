package org.recurve.storage.index;

import java.util.ArrayList;
import java.util.List;
import org.recurve.api.event.Event;

/** Writes the trials that a run planned as one value, and reads them back. */
public final class PlanColumn {
    private PlanColumn() {}

    static byte[] write(List<Event.TrialPlan> plan) {
        PageWriter out = new PageWriter();
        plan.forEach(trial ->
                out.hash(trial.trial()).word(trial.variant()).word(trial.task()).number(trial.seed()));
        return out.toBytes();
    }

    /** Reads what {@link #write} wrote, in the same order. */
    public static List<Event.TrialPlan> read(byte[] bytes) {
        PageReader in = new PageReader(bytes);
        List<Event.TrialPlan> plan = new ArrayList<>();
        while (in.hasMore()) {
            plan.add(new Event.TrialPlan(in.hash(), in.word(), in.word(), in.number()));
        }
        return plan;
    }
}
