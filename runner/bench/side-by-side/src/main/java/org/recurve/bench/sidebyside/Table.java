package org.recurve.bench.sidebyside;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.recurve.bench.measure.Row;
import org.recurve.bench.measure.Samples;
import org.recurve.bench.sidebyside.Results.Task;

/**
 * Medians over rounds, the least time of all rounds, and both divided by those of one entrant. A ratio of medians compares
 * the two runs of one round; the table has the median of the rounds' ratios and, in brackets, the least and the greatest.
 * Where medians lie far above the least times, something else was running: trust the least.
 */
final class Table {
    private static final String LINE = "%-18s %11s  %-16s %11s %11s %9s %6s  %-22s %s\n";

    private final Results results;
    private final String against;
    private final Limits limits;

    Table(Results results, String against) {
        this.results = results;
        this.against = against;
        this.limits = Limits.of(results);
    }

    String render() {
        StringBuilder text = new StringBuilder("Ratios are times over those of " + against + ".\n\n");
        text.append(line(
                "what", "size", "who", "median ms", "least ms", "GFLOP/s", "limit", "ratio of medians", "of least"));
        for (Task work : results.work()) {
            results.of(work).forEach((entrant, rounds) -> text.append(line(work, entrant, rounds)));
        }
        return text.toString();
    }

    private String line(Task work, String entrant, Map<Integer, Row> rounds) {
        Map<Integer, Row> base = results.of(work).getOrDefault(against, Map.of());
        return line(
                work.what(),
                work.size(),
                entrant,
                number(5, over(rounds, Row::median).median()),
                number(5, least(rounds)),
                number(1, over(rounds, Row::gflops).median()),
                limits.isMeasured() ? number(2, over(rounds, limits::share).median()) : "-",
                ratio(rounds, base),
                base.isEmpty() ? "-" : number(2, least(rounds) / least(base)));
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, LINE, cells);
    }

    private static double least(Map<Integer, Row> rounds) {
        return over(rounds, Row::minimum).quantile(0);
    }

    private static Samples over(Map<Integer, Row> rounds, ToDoubleFunction<Row> value) {
        return new Samples(rounds.values().stream().map(value::applyAsDouble).toList());
    }

    private static String ratio(Map<Integer, Row> rounds, Map<Integer, Row> base) {
        List<Double> ratios = new ArrayList<>();
        rounds.forEach((round, row) -> {
            Row other = base.get(round);
            if (other != null) {
                ratios.add(row.median() / other.median());
            }
        });
        if (ratios.isEmpty()) {
            return "-";
        }
        Samples all = new Samples(ratios);
        return number(2, all.median()) + " (" + number(2, all.quantile(0)) + " to " + number(2, all.quantile(1)) + ")";
    }

    private static String number(int digits, double value) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
