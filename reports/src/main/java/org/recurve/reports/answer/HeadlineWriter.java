package org.recurve.reports.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.recurve.api.measure.Metric.Better;
import org.recurve.reports.answer.ResultSection.ResultRow;
import org.recurve.reports.statistics.ConfidenceInterval;
import org.recurve.reports.statistics.McNemarComparison;
import org.recurve.reports.statistics.SeedSummary;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.sweep.SweepPoints;
import org.recurve.reports.text.NumberText;

/** Writes the clauses of a headline, of which each says one verdict of all variants that came to it. */
final class HeadlineWriter {
    /** Differences are alike if the largest is at most by so much larger than the least. */
    private static final double ALIKE = 1.2;

    private final ResultSection table;
    private final String against;
    private final List<ResultRow> compared;
    private final HeadlineSubjects subjects;
    private final DifferenceWording wording;

    HeadlineWriter(ResultSection table) {
        this.table = table;
        this.against = table.compare().against();
        this.compared = table.comparisons();
        this.subjects = HeadlineSubjects.of(compared);
        this.wording = DifferenceWording.of(table);
    }

    List<HeadlineClause> clauses() {
        if (!table.answered()) {
            return List.of(new HeadlineClause(
                    ContrastVerdict.UNTESTED, List.of(), "no trial has finished with a result yet", false));
        }
        if (table.explored()) {
            return explored();
        }
        if (compared.isEmpty()) {
            return table.rows().stream().limit(1).map(this::level).toList();
        }
        Map<ContrastVerdict, List<ResultRow>> groups = new EnumMap<>(ContrastVerdict.class);
        compared.forEach(row -> groups.computeIfAbsent(table.verdict(row), _ -> new ArrayList<>())
                .add(row));
        List<HeadlineClause> clauses = new ArrayList<>();
        groups.forEach((verdict, rows) -> {
            rows.sort(Comparator.comparingDouble(
                    row -> -StrictMath.abs(difference(row).orElse(0))));
            boolean named = !subjects.byChange() && rows.size() <= HeadlineSubjects.NAMED;
            clauses.add(new HeadlineClause(
                    verdict,
                    rows.stream().map(ResultRow::arm).toList(),
                    clause(verdict, rows),
                    named && begins(verdict)));
        });
        return clauses;
    }

    private static boolean begins(ContrastVerdict verdict) {
        return verdict != ContrastVerdict.TOO_FEW && verdict != ContrastVerdict.UNTESTED;
    }

    private String clause(ContrastVerdict verdict, List<ResultRow> rows) {
        String who = subjects.of(rows, compared.size());
        boolean one = rows.size() == 1;
        return switch (verdict) {
            case HIGHER -> who + shift(true, one) + amounts(rows);
            case LOWER -> who + shift(false, one) + amounts(rows);
            case SUCCEEDS_MORE -> who + (one ? " succeeds" : " succeed") + " more often than " + against + alone(rows);
            case SUCCEEDS_LESS -> who + (one ? " fails" : " fail") + " more often than " + against + alone(rows);
            case EQUIVALENT ->
                who + (one ? " differs" : " differ") + " from " + against + " by less than "
                        + wording.amount(table.compare().margin().orElseThrow()) + ", the margin that matters"
                        + open(rows);
            case OPEN -> who + " cannot be told apart from " + against + open(rows);
            case TOO_FEW ->
                "with " + seeds(rows) + " no difference from " + against + " could be shown"
                        + (rows.size() == compared.size() ? "" : " for " + who)
                        + ", whatever its size: it takes at least "
                        + table.seedsNeeded();
            case IDENTICAL ->
                who + (one ? " changes" : " change") + " nothing: every seed ended in the very state of " + against;
            case UNTESTED -> "nothing can be said of " + who + ": no seed has finished both there and with " + against;
        };
    }

    private String shift(boolean up, boolean one) {
        Optional<Boolean> good = wording.better().map(way -> up == (way == Better.HIGHER));
        String metric = wording.metric();
        return good.map(helps -> " " + (helps ? "help" : "hurt") + (one ? "s" : "") + ", "
                        + (up ? "raising " : "lowering ") + metric + " by ")
                .orElseGet(() -> " " + (up ? "raise" : "lower") + (one ? "s " : " ") + metric + " by ");
    }

    /** Returns how much, and how far the intervals reach; the largest difference stands first. */
    private String amounts(List<ResultRow> rows) {
        double most = StrictMath.abs(difference(rows.getFirst()).orElse(0));
        double least = StrictMath.abs(difference(rows.getLast()).orElse(0));
        Optional<ConfidenceInterval> hull = hull(rows);
        double sign = difference(rows.getFirst()).orElse(1);
        String within = wording.interval(hull, sign)
                .map(text -> rows.size() == 1
                        ? " (95\u00a0% interval " + text + ")"
                        : " (95\u00a0% intervals within " + text + ")")
                .orElse("");
        if (rows.size() == 1) {
            return wording.amount(most) + within;
        }
        String amount = most <= ALIKE * least
                ? "about " + wording.amount((most + least) / 2) + " each"
                : wording.range(least, most)
                        + (rows.size() > HeadlineSubjects.NAMED ? ", most by " + subjects.of(rows.getFirst()) : "");
        return amount + within;
    }

    /** Returns what the intervals still allow. */
    private String open(List<ResultRow> rows) {
        String name = rows.size() == 1 ? "interval " : "intervals within ";
        return wording.interval(hull(rows))
                .map(text -> " (95\u00a0% " + name + text + wording.unit() + ")")
                .orElse("");
    }

    private static String alone(List<ResultRow> rows) {
        return rows.size() == 1
                ? success(rows.getFirst())
                        .map(test -> " (" + test.gained() + " seeds succeeded with it alone, " + test.lost()
                                + " without it alone)")
                        .orElse("")
                : "";
    }

    private static Optional<McNemarComparison> success(ResultRow row) {
        return row.contrast()
                .flatMap(contrast -> contrast instanceof PlannedContrast.SuccessDifference success
                        ? Optional.of(success.test())
                        : Optional.empty());
    }

    private static String seeds(List<ResultRow> rows) {
        int most = rows.stream()
                .mapToInt(row -> row.difference()
                        .map(paired -> paired.pairs())
                        .or(() -> success(row).map(McNemarComparison::pairs))
                        .orElse(0))
                .max()
                .orElse(0);
        return NumberText.count(most) + (most == 1 ? " seed" : " seeds");
    }

    private static OptionalDouble difference(ResultRow row) {
        return row.shift();
    }

    /** Returns the interval around those of all rows. */
    private static Optional<ConfidenceInterval> hull(List<ResultRow> rows) {
        return rows.stream()
                .flatMap(row -> row.interval().stream())
                .reduce((a, b) ->
                        new ConfidenceInterval(StrictMath.min(a.low(), b.low()), StrictMath.max(a.high(), b.high())));
    }

    private HeadlineClause level(ResultRow row) {
        String text = row.summary()
                .filter(_ -> !row.withheld())
                .map(summary ->
                        row.arm().variant() + " reaches " + table.compare().primary() + " "
                                + NumberText.fixed(summary.mean(), table.decimals()) + spread(summary))
                .orElseGet(() -> row.arm().variant() + ": " + row.unsuccessful() + " of "
                        + row.arm().trials().size() + " seeds gave no "
                        + table.compare().primary());
        return new HeadlineClause(ContrastVerdict.UNTESTED, List.of(), text, true);
    }

    private String spread(SeedSummary summary) {
        return summary.deviation().isPresent()
                ? " ± " + NumberText.fixed(summary.deviation().getAsDouble(), table.decimals()) + " over "
                        + summary.count() + " seeds"
                : " with one seed, so nobody knows its spread";
    }

    private List<HeadlineClause> explored() {
        List<StudyArm> points = table.rows().stream().map(ResultRow::arm).toList();
        List<SweepPoints> sweeps = SweepPoints.of(points, table.compare().primary());
        List<HeadlineClause> clauses = new ArrayList<>();
        for (SweepPoints sweep : sweeps) {
            String prefix = sweeps.size() == 1 ? "" : sweep.variant() + ": ";
            List<String> texts = SweepSentence.clauses(sweep, table.compare());
            clauses.add(new HeadlineClause(
                    ContrastVerdict.UNTESTED, List.of(), prefix + String.join("; ", texts), !prefix.isEmpty()));
        }
        return clauses;
    }
}
