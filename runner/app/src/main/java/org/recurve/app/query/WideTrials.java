package org.recurve.app.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.recurve.api.export.Table;
import org.recurve.app.query.TrialSettings.SettingValue;
import org.recurve.storage.sql.SqlTable.SqlColumn;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialResult;

/**
 * Trials of all studies in wide form, one row each: the columns that {@link StoreTable#TRIALS} has in SQL, under the same names, then one
 * for each metric, then one for each setting by its path.
 */
public final class WideTrials {
    private WideTrials() {}

    /** Returns these trials, in their order. */
    public static Table of(List<TrialResult> trials, StoreReader reader) {
        List<Table.Column> columns = new ArrayList<>(named(trials, reader));
        trials.stream()
                .flatMap(trial -> trial.metrics().names().all().stream())
                .distinct()
                .sorted()
                .map(metric -> new Table.Numbers(
                        metric,
                        trials.stream().map(trial -> trial.metric(metric)).toList()))
                .forEach(columns::add);
        Set<String> taken = new HashSet<>();
        columns.forEach(column -> taken.add(column.name()));
        columns.addAll(settings(trials, reader, taken));
        return new Table(columns);
    }

    private static List<Table.Column> named(List<TrialResult> trials, StoreReader reader) {
        List<Object[]> rows = StoreTable.trials(trials, reader).toList();
        List<SqlColumn> columns = StoreTable.TRIALS.columns();
        return IntStream.range(0, columns.size())
                .mapToObj(at -> column(
                        columns.get(at),
                        rows.stream()
                                .<Optional<?>>map(
                                        row -> row[at] instanceof Optional<?> value ? value : Optional.of(row[at]))
                                .toList()))
                .toList();
    }

    private static Table.Column column(SqlColumn column, List<Optional<?>> values) {
        return switch (column.type()) {
            case "bigint" ->
                new Table.Integers(
                        column.name(),
                        values.stream()
                                .map(value -> value.isPresent()
                                        ? OptionalLong.of(((Number) value.get()).longValue())
                                        : OptionalLong.empty())
                                .toList());
            case "double precision" ->
                new Table.Numbers(
                        column.name(),
                        values.stream()
                                .map(value -> value.isPresent()
                                        ? OptionalDouble.of(((Number) value.get()).doubleValue())
                                        : OptionalDouble.empty())
                                .toList());
            default ->
                new Table.Texts(
                        column.name(),
                        values.stream()
                                .map(value -> value.isPresent() ? value.get().toString() : "")
                                .toList());
        };
    }

    private static List<Table.Column> settings(List<TrialResult> trials, StoreReader reader, Set<String> taken) {
        Map<String, TrialSettings> all = TrialSettings.of(each -> reader.configurations(_ -> true, each));
        Set<String> paths = new TreeSet<>();
        trials.stream()
                .map(TrialResult::id)
                .map(all::get)
                .distinct()
                .forEach(settings -> paths.addAll(settings.values().keySet()));
        return paths.stream()
                .map(path -> setting(
                        taken.contains(path) ? "settings." + path : path,
                        trials.stream()
                                .map(trial -> Optional.ofNullable(all.get(trial.id()))
                                        .flatMap(settings -> Optional.ofNullable(
                                                settings.values().get(path))))
                                .toList()))
                .toList();
    }

    /** Numbers, if all that there is are numbers, be it of one and the same plugin; else texts. */
    private static Table.Column setting(String name, List<Optional<SettingValue>> values) {
        boolean plugin = values.stream()
                        .flatMap(Optional::stream)
                        .map(SettingValue::text)
                        .distinct()
                        .count()
                <= 1;
        boolean numbers = values.stream()
                .flatMap(Optional::stream)
                .allMatch(value -> value.number().isPresent());
        return numbers && plugin
                ? new Table.Numbers(
                        name,
                        values.stream()
                                .map(value -> value.map(SettingValue::number).orElse(OptionalDouble.empty()))
                                .toList())
                : new Table.Texts(
                        name,
                        values.stream()
                                .map(value -> value.map(SettingValue::shown).orElse(""))
                                .toList());
    }
}
