package org.recurve.app.display;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.util.FastMath;
import org.recurve.api.measure.MetricName;
import org.recurve.engine.spec.GeneratedList;
import org.recurve.reports.text.NumberText;

/** Results of a study: for each variant how many seeds finished, and each metric's mean ± standard deviation over them. */
public final class ResultTable {
    private static final List<String> SPLITS = List.of("test", "validation", "train");

    private static final int DECIMALS = 4;
    private static final double SMALL = 1e-3;

    /** Less is 0 in so many decimals. */
    private static final double NONE = 5e-5;

    private ResultTable() {}

    /** Returns the table; trials that did not finish are counted, and in no mean. */
    public static String of(List<DisplayRow> trials) {
        Map<String, List<DisplayRow>> variants = variants(trials);
        List<String> metrics = metrics(trials);
        boolean allFinished = trials.stream().allMatch(DisplayRow::isFinished);
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("variant", "n"));
        head.addAll(metrics);
        if (!allFinished) {
            head.add("not finished");
        }
        boolean allOurs = trials.stream().noneMatch(DisplayRow::isImported);
        if (!allOurs) {
            head.add("imported");
        }
        lines.add(head);
        variants.forEach((name, rows) -> {
            List<String> line = line(name, rows, metrics, allFinished);
            if (!allOurs) {
                long imported = rows.stream().filter(DisplayRow::isImported).count();
                line.add(imported == 0 ? "" : imported + " of " + rows.size());
            }
            lines.add(line);
        });
        return TextTable.of(lines);
    }

    /** Returns the rows of each variant, of which each is asked for when it is needed: there may be very many. */
    private static Map<String, List<DisplayRow>> variants(List<DisplayRow> trials) {
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        for (int place = 0; place < trials.size(); place++) {
            places.computeIfAbsent(variant(trials.get(place)), _ -> new ArrayList<>())
                    .add(place);
        }
        Map<String, List<DisplayRow>> variants = new LinkedHashMap<>();
        places.forEach((variant, own) ->
                variants.put(variant, GeneratedList.of(own.size(), at -> trials.get(own.get(at)))));
        return variants;
    }

    private static String variant(DisplayRow row) {
        return row.task().isEmpty() ? row.variant() : row.variant() + "/" + row.task();
    }

    /** Metrics of test, then validation, then training; each in the order of names. */
    static List<String> metrics(List<DisplayRow> trials) {
        Set<String> names = new HashSet<>(); // in a loop, since there may be very many rows
        for (DisplayRow row : trials) {
            names.addAll(row.metrics().keySet());
        }
        return names.stream()
                .sorted(Comparator.<String>comparingInt(
                                name -> SPLITS.indexOf(MetricName.parse(name).owner()))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static List<String> line(String name, List<DisplayRow> rows, List<String> metrics, boolean allFinished) {
        List<DisplayRow> finished = rows.stream().filter(DisplayRow::isFinished).toList();
        List<String> line = new ArrayList<>(List.of(name, String.valueOf(finished.size())));
        for (String metric : metrics) {
            line.add(summary(finished.stream()
                    .filter(row -> row.metrics().containsKey(metric))
                    .mapToDouble(row -> row.metrics().get(metric))
                    .toArray()));
        }
        if (!allFinished) {
            line.add(rows.stream()
                    .filter(row -> !row.isFinished())
                    .map(row -> "seed " + row.seed() + " " + DisplayRow.word(row.status()))
                    .collect(Collectors.joining(", ")));
        }
        return line;
    }

    private static String summary(double[] values) {
        double mean = StatUtils.mean(values);
        double deviation = FastMath.sqrt(StatUtils.variance(values));
        return switch (values.length) {
            case 0 -> "";
            case 1 -> cell(values[0], values[0]); // whose mean is NaN if it is infinite
            default -> cell(mean, mean) + " ± " + spread(deviation, mean);
        };
    }

    /** Four decimals, or as many digits where these would say nothing. */
    private static String cell(double value, double mean) {
        double size = Math.abs(mean);
        return size > 0 && size < SMALL
                ? NumberText.significant(value, DECIMALS)
                : NumberText.fixed(value, DECIMALS); // of both, so that they can be compared at a glance
    }

    /** Returns a deviation that four decimals would show as none is shown in full. */
    private static String spread(double deviation, double mean) {
        return deviation > 0 && deviation < NONE ? NumberText.significant(deviation, 2) : cell(deviation, mean);
    }
}
