package org.recurve.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.storage.index.Index;
import org.recurve.storage.index.Metrics;
import org.recurve.storage.journal.TrialTrust;

/** Reads how all trials stand in a few queries, however many they are. */
final class ResultRows {
    private final Index index;
    private final TrialRows trials;

    ResultRows(Index index, TrialRows trials) {
        this.index = index;
        this.trials = trials;
    }

    /** A trial that the latest run of a study planned. */
    private record Planned(String study, Event.TrialPlan as) {}

    /**
     * Every trial that began.
     *
     * @param planned under the names that studies' latest runs give them, latest study first
     * @param others that no such run planned, under their own names
     */
    record Results(List<TrialResult> planned, List<TrialResult> others) {}

    Results all() {
        Map<String, TrialResult> others = begun();
        Map<String, TrialResult> begun = Map.copyOf(others);
        List<TrialResult> planned = new ArrayList<>();
        for (Planned each : planned()) {
            Optional.ofNullable(begun.get(each.as().trial())).ifPresent(trial -> {
                others.remove(trial.id());
                planned.add(trial.named(each.study(), each.as()));
            });
        }
        return new Results(planned, List.copyOf(others.values()));
    }

    private List<Planned> planned() {
        return index.query(handle -> handle.select(
                        "select p.study, p.trial, p.variant, p.task, p.seed from run r join plan p on p.journal = r.journal where "
                                + StudyRows.IS_LATEST + " order by " + StudyRows.LATEST_FIRST + ", r.study, p.place")
                .map((row, context) -> new Planned(
                        row.getString(1),
                        new Event.TrialPlan(row.getString(2), row.getString(3), row.getString(4), row.getLong(5))))
                .list());
    }

    /** Every trial by its identity; one that lies in two folders counts as the better. */
    private Map<String, TrialResult> begun() {
        Map<Integer, Metrics.Names> names = names();
        Map<String, TrialResult> begun = new LinkedHashMap<>();
        index.query(handle -> handle.select("select t.trial, t.journal, j.folder, t.study, t.variant, t.task, t.seed,"
                                + " t.status, t.names, t.numbers, j.trust from trial t join journal j on j.id = t.journal"
                                + TrialRows.BEST_FIRST)
                        .map((row, context) -> result(row, names))
                        .list())
                .forEach(trial -> begun.putIfAbsent(trial.id(), trial));
        return begun;
    }

    private Map<Integer, Metrics.Names> names() {
        Map<Integer, Metrics.Names> names = new HashMap<>();
        index.query(handle -> handle.select("select id, names from metric_names")
                .map((row, context) -> names.put(row.getInt(1), Metrics.Names.read(row.getString(2))))
                .list());
        return names;
    }

    private TrialResult result(ResultSet row, Map<Integer, Metrics.Names> names) throws SQLException {
        String id = row.getString(1);
        Event.Status status = trials.standing(
                id, row.getInt(2), trials.folder(row.getString(3)), Event.Status.valueOf(row.getString(8)));
        Metrics.Names named = names.get(row.getInt(9));
        Metrics metrics = named == null ? Metrics.NONE : Metrics.read(named, row.getBytes(10));
        return new TrialResult(
                id,
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                status,
                metrics,
                TrialTrust.valueOf(row.getString(11)));
    }
}
