package org.recurve.app.export;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.recurve.api.export.Table;
import org.recurve.app.display.DisplayRow;
import org.recurve.storage.view.EpochView;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;

/** Trials and their epochs as tables, with a column for each metric that any of them has. */
public final class ExportTables {
    private ExportTables() {}

    /** An epoch of one trial. */
    private record ExportedEpoch(TrialView trial, EpochView view) {}

    /** Returns a row for each trial: its names, how it ended, and its metrics at the selected epoch. */
    public static Table trials(List<TrialView> trials) {
        List<Table.Column> columns = new ArrayList<>(names(trials, trial -> trial));
        columns.add(texts("status", trials, trial -> DisplayRow.word(trial.status())));
        columns.add(texts("trust", trials, trial -> trial.trust().word()));
        columns.add(texts("reason", trials, TrialView::reason));
        columns.add(new Table.Integers(
                "selected-epoch",
                trials.stream()
                        .map(TrialView::selectedEpoch)
                        .map(epoch -> epoch < 0 ? OptionalLong.empty() : OptionalLong.of(epoch))
                        .toList()));
        columns.add(texts("digest", trials, TrialView::digest));
        columns.add(texts("data", trials, trial -> trial.provenance().dataDigest()));
        columns.add(texts("started", trials, trial -> trial.started().toString()));
        columns.add(new Table.Numbers(
                "seconds",
                trials.stream()
                        .map(trial ->
                                trial.measured().map(ExportTables::seconds).orElse(OptionalDouble.empty()))
                        .toList()));
        columns.addAll(metrics(trials, TrialView::metrics));
        columns.add(texts("configuration", trials, TrialView::configuration));
        return new Table(columns);
    }

    /** Returns a row for each finished epoch of each trial. */
    public static Table epochs(List<TrialView> trials, StoreReader reader) {
        List<ExportedEpoch> epochs = trials.stream()
                .flatMap(trial -> reader.epochs(trial.id()).stream().map(view -> new ExportedEpoch(trial, view)))
                .toList();
        List<Table.Column> columns = new ArrayList<>(names(epochs, ExportedEpoch::trial));
        columns.add(integers("epoch", epochs, epoch -> epoch.view().epoch()));
        columns.add(integers("step", epochs, epoch -> epoch.view().step()));
        columns.addAll(metrics(epochs, epoch -> epoch.view().metrics()));
        columns.add(texts("digest", epochs, epoch -> epoch.view().digest()));
        return new Table(columns);
    }

    private static <T> List<Table.Column> names(List<T> rows, Function<T, TrialView> trial) {
        return List.of(
                texts("study", rows, row -> trial.apply(row).study()),
                texts("variant", rows, row -> trial.apply(row).variant()),
                texts("task", rows, row -> trial.apply(row).task()),
                integers("seed", rows, row -> trial.apply(row).seed()),
                texts("trial", rows, row -> trial.apply(row).id()));
    }

    private static <T> List<Table.Column> metrics(List<T> rows, Function<T, Map<String, Double>> metrics) {
        return rows.stream()
                .flatMap(row -> metrics.apply(row).keySet().stream())
                .distinct()
                .sorted()
                .<Table.Column>map(name -> new Table.Numbers(
                        name,
                        rows.stream()
                                .map(row -> metrics.apply(row))
                                .map(all -> all.containsKey(name)
                                        ? OptionalDouble.of(all.get(name))
                                        : OptionalDouble.empty())
                                .toList()))
                .toList();
    }

    private static <T> Table.Column texts(String name, List<T> rows, Function<T, String> text) {
        return new Table.Texts(name, rows.stream().map(text).toList());
    }

    private static <T> Table.Column integers(String name, List<T> rows, Function<T, Number> number) {
        return new Table.Integers(
                name,
                rows.stream()
                        .map(row -> OptionalLong.of(number.apply(row).longValue()))
                        .toList());
    }

    private static OptionalDouble seconds(Duration duration) {
        return OptionalDouble.of(duration.toNanos() / 1e9);
    }
}
