package org.recurve.reports.answer;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The answer in one sentence, as a person would say it. It is made of verdicts, each variant in exactly one clause, and so
 * never says more than the tests do.
 *
 * @param task whose answer it is; empty if the study has no tasks
 */
public record Headline(String task, List<HeadlineClause> clauses) {
    public Headline {
        clauses = List.copyOf(clauses);
    }

    /** Returns the answer to a table's question. */
    public static Headline of(ResultSection table) {
        return new Headline(table.task(), new HeadlineWriter(table).clauses());
    }

    /** Returns the sentence, with a capital and a full stop. */
    public String text() {
        String joined = clauses.stream().map(HeadlineClause::text).collect(Collectors.joining("; "));
        if (joined.isEmpty()) {
            return "";
        }
        int first = joined.offsetByCodePoints(0, 1);
        return (clauses.getFirst().named()
                        ? joined
                        : joined.substring(0, first).toUpperCase(Locale.ROOT) + joined.substring(first))
                + ".";
    }
}
