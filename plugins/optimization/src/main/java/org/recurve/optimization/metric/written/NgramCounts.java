package org.recurve.optimization.metric.written;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts how many runs of symbols in candidates also stand in their references, by length of the run, each no more often than in the one
 * reference that has it most (Papineni, Roukos, Ward, Zhu, <i>BLEU: a Method for Automatic Evaluation of Machine Translation</i>,
 * 2002, section 2.1), and how long candidates and references are.
 */
final class NgramCounts {
    private final long[] matches;
    private final long[] totals;
    private long length;
    private long wantedLength;

    /** @param most the longest run that is counted */
    NgramCounts(int most) {
        this.matches = new long[most];
        this.totals = new long[most];
    }

    /** Counts a candidate; of its references, the one closest in length says how long it should be, the shorter of two. */
    void add(List<?> candidate, List<? extends List<?>> references) {
        for (int n = 1; n <= matches.length; n++) {
            Map<List<?>, Integer> allowed = new HashMap<>();
            for (List<?> reference : references) {
                runs(reference, n).forEach((run, count) -> allowed.merge(run, count, Math::max));
            }
            for (Map.Entry<List<?>, Integer> run : runs(candidate, n).entrySet()) {
                matches[n - 1] += Math.min(run.getValue(), allowed.getOrDefault(run.getKey(), 0));
                totals[n - 1] += run.getValue();
            }
        }
        length += candidate.size();
        wantedLength += references.stream()
                .mapToInt(List::size)
                .reduce((a, b) -> {
                    int nearer = Math.abs(a - candidate.size()) - Math.abs(b - candidate.size());
                    return nearer < 0 || nearer == 0 && a < b ? a : b;
                })
                .orElse(0);
    }

    private static Map<List<?>, Integer> runs(List<?> symbols, int n) {
        Map<List<?>, Integer> runs = new HashMap<>();
        for (int i = 0; i + n <= symbols.size(); i++) {
            runs.merge(symbols.subList(i, i + n), 1, Integer::sum);
        }
        return runs;
    }

    /** Returns how many runs of n symbols match. */
    long matches(int n) {
        return matches[n - 1];
    }

    /** Returns how many runs of n symbols the candidates have. */
    long total(int n) {
        return totals[n - 1];
    }

    /** Returns the factor by which candidates that are too short are made worse: {@code e^(1 − wanted / length)}, at most 1. */
    double brevityPenalty() {
        return length == 0 ? 0 : length >= wantedLength ? 1 : StrictMath.exp(1 - (double) wantedLength / length);
    }
}
