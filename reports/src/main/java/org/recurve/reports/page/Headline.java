package org.recurve.reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.reports.statistics.Paired;
import org.recurve.reports.statistics.Summary;
import org.recurve.reports.text.Numbers;

/** A result table in two or three plain sentences. */
final class Headline {
    private Headline() {}

    static List<String> of(ResultTable table) {
        if (!table.answered()) {
            return List.of("No trial has finished with a finite value yet, so there is no answer.");
        }
        List<String> sentences = new ArrayList<>(preliminary(table));
        table.rows().stream()
                .filter(ResultTable.Row::baseline)
                .flatMap(row -> row.summary().stream().map(summary -> level(table, row, summary)))
                .forEach(sentences::add);
        Stream.of(clear(table), open(table)).flatMap(List::stream).forEach(sentences::add);
        return sentences;
    }

    /** Says how much is missing, if anything is. */
    private static List<String> preliminary(ResultTable table) {
        int planned = table.rows().stream().mapToInt(row -> row.arm().planned()).sum();
        int finished = table.rows().stream().mapToInt(row -> row.seeds().size()).sum();
        return finished >= planned
                ? List.of()
                : List.of("Incomplete: " + finished + " of " + planned + " trials finished with a value.");
    }

    private static String level(ResultTable table, ResultTable.Row row, Summary summary) {
        String spread = summary.deviation().isPresent()
                ? " ± " + Numbers.fixed(summary.deviation().getAsDouble(), table.decimals())
                        + " (mean and standard deviation of " + summary.count() + " seeds)"
                : " (one seed: no spread is known)";
        return row.arm().variant() + " reaches " + table.compare().primary() + " "
                + Numbers.fixed(summary.mean(), table.decimals()) + spread + ".";
    }

    private static List<String> clear(ResultTable table) {
        String named = differing(table, true).stream()
                .map(row -> row.arm().variant() + " ("
                        + row.difference()
                                .map(d -> Numbers.signed(d.difference(), table.decimals()))
                                .orElse("")
                        + ")")
                .collect(Collectors.joining(", "));
        return named.isEmpty()
                ? List.of()
                : List.of("Differs over these seeds, with a 95 % interval that excludes zero: " + named + ".");
    }

    private static List<String> open(ResultTable table) {
        String named =
                differing(table, false).stream().map(row -> row.arm().variant()).collect(Collectors.joining(", "));
        return named.isEmpty()
                ? List.of()
                : List.of("Not told apart from " + table.compare().against() + " by these seeds: " + named + ".");
    }

    private static List<ResultTable.Row> differing(ResultTable table, boolean clearly) {
        return table.rows().stream()
                .filter(row -> row.difference()
                        .flatMap(Paired::interval)
                        .map(interval -> interval.excludesZero() == clearly)
                        .orElse(false))
                .toList();
    }
}
