package org.recurve.app.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.math3.stat.StatUtils;
import org.recurve.app.diff.DiffSide.DiffArm;
import org.recurve.app.display.TerminalText;
import org.recurve.app.display.TextTable;
import org.recurve.reports.text.NumberText;

/**
 * Describes what differs between two sides, arm by arm. If either side is a single arm, it is compared whatever it is called.
 *
 * @param pairs of arms that are compared, by the name that is shown
 */
public record StudyDiff(DiffSide a, DiffSide b, Map<String, ArmPair> pairs) {
    private static final String NONE = "–";
    private static final int MOST_SEEDS = 6;

    /** Two arms. */
    public record ArmPair(DiffArm a, DiffArm b) {
        /** Returns the settings that differ: path, and the value on either side. */
        List<List<String>> settings() {
            return differing(a.settings(), b.settings());
        }

        /**
         * Returns what differs and stands in no file. Of plugins, those that both use; of data, the digest if its settings are the
         * same. What a file would come to is not known.
         */
        List<List<String>> madeWith() {
            boolean sameData =
                    settings().stream().noneMatch(line -> line.getFirst().startsWith("data"));
            return differing(a.madeWith(), b.madeWith()).stream()
                    .filter(line -> !line.contains(NONE))
                    .filter(line -> sameData || !line.getFirst().equals(DiffSide.DATA_DIGEST))
                    .toList();
        }

        private static List<List<String>> differing(SortedMap<String, String> a, SortedMap<String, String> b) {
            Set<String> paths = new TreeSet<>(a.keySet());
            paths.addAll(b.keySet());
            return paths.stream()
                    .map(path -> List.of(path, a.getOrDefault(path, NONE), b.getOrDefault(path, NONE)))
                    .filter(line -> !line.get(1).equals(line.get(2)))
                    .toList();
        }

        /** Returns all that differs but the results; seeds only of those that finished. */
        private List<List<String>> rows() {
            List<List<String>> rows = new ArrayList<>(settings());
            rows.addAll(madeWith());
            List<Long> left = a.seeds().stream().sorted().toList();
            List<Long> right = b.seeds().stream().sorted().toList();
            if (!left.equals(right)) {
                rows.add(List.of("seeds", seeds(left), seeds(right)));
            }
            return rows;
        }

        /** {@code 0, 1, 2}, or how many there are. */
        private static String seeds(List<Long> seeds) {
            return seeds.size() > MOST_SEEDS
                    ? seeds.size() + " from " + seeds.getFirst() + " to " + seeds.getLast()
                    : seeds.isEmpty()
                            ? NONE
                            : String.join(
                                    ", ", seeds.stream().map(String::valueOf).toList());
        }

        /** Returns the metrics that differ: name, and the mean on either side with its number of seeds. */
        List<List<String>> results() {
            Set<String> names = new TreeSet<>(a.metrics().keySet());
            names.addAll(b.metrics().keySet());
            return names.stream()
                    .filter(name -> !a.metrics()
                            .getOrDefault(name, List.of())
                            .equals(b.metrics().getOrDefault(name, List.of())))
                    .map(name -> List.of(name, mean(a, name), mean(b, name)))
                    .toList();
        }

        private static String mean(DiffArm arm, String metric) {
            List<Double> values = arm.metrics().getOrDefault(metric, List.of());
            double mean = StatUtils.mean(values.stream().mapToDouble(v -> v).toArray());
            return switch (values.size()) {
                case 0 -> NONE;
                case 1 -> String.valueOf(values.getFirst());
                default -> NumberText.significant(mean, 6) + " (mean of " + values.size() + ")";
            };
        }

        boolean sameBits() {
            return !a.digests().isEmpty() && a.digests().equals(b.digests());
        }
    }

    public StudyDiff {
        pairs = new LinkedHashMap<>(pairs);
    }

    public static StudyDiff of(DiffSide a, DiffSide b) {
        Map<String, ArmPair> pairs = new LinkedHashMap<>();
        if (a.arms().size() == 1 && b.arms().size() == 1) {
            String left = a.arms().keySet().iterator().next();
            String right = b.arms().keySet().iterator().next();
            pairs.put(
                    left.equals(right) ? left : left + " → " + right,
                    new ArmPair(
                            a.arms().values().iterator().next(),
                            b.arms().values().iterator().next()));
        } else {
            a.arms().forEach((name, arm) -> {
                DiffArm other = b.arms().get(name);
                if (other != null) {
                    pairs.put(name, new ArmPair(arm, other));
                }
            });
        }
        return new StudyDiff(a, b, pairs);
    }

    private static List<String> missing(DiffSide from, DiffSide in, Map<String, ArmPair> pairs) {
        return from.arms().keySet().stream()
                .filter(name -> !in.arms().containsKey(name))
                .filter(name -> pairs.keySet().stream().noneMatch(shown -> shown.contains(name)))
                .toList();
    }

    /** For people: what differs in all variants alike is said once. */
    public String text() {
        List<String> parts = new ArrayList<>();
        List<List<String>> common = common();
        if (!common.isEmpty()) {
            parts.add(table("all variants", common));
        }
        pairs.forEach((name, pair) -> parts.add(text(name, pair, common)));
        only(a, missing(a, b, pairs), parts);
        only(b, missing(b, a, pairs), parts);
        return String.join("\n\n", parts);
    }

    private List<List<String>> common() {
        List<List<List<String>>> all =
                pairs.values().stream().map(ArmPair::rows).toList();
        return all.size() < 2
                ? List.of()
                : all.getFirst().stream()
                        .filter(row -> all.stream().allMatch(rows -> rows.contains(row)))
                        .toList();
    }

    private String table(String name, List<List<String>> differing) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(name, a.marked(), b.marked()));
        rows.addAll(differing);
        return TextTable.of(rows);
    }

    private static void only(DiffSide side, List<String> arms, List<String> parts) {
        if (!arms.isEmpty()) {
            parts.add(TerminalText.line("only in " + side.marked() + ": " + String.join(", ", arms)));
        }
    }

    private String text(String name, ArmPair pair, List<List<String>> common) {
        List<List<String>> own =
                pair.rows().stream().filter(row -> !common.contains(row)).toList();
        String same = common.isEmpty() ? ": same configuration" : ": otherwise the same configuration";
        String settings = own.isEmpty() ? TerminalText.line(name + same) : table(name, own);
        if (pair.a().metrics().isEmpty() && pair.b().metrics().isEmpty()) {
            return settings;
        }
        if (pair.sameBits()) {
            return settings + "\nthe same bits: " + pair.a().digests().size() + " equal digests";
        }
        List<List<String>> results = new ArrayList<>();
        results.add(List.of("result", a.marked(), b.marked()));
        results.addAll(pair.results());
        return settings + "\n" + (results.size() == 1 ? "the same results" : TextTable.of(results));
    }

    /** For programs. */
    public Map<String, Object> plain() {
        Map<String, Object> arms = new TreeMap<>();
        pairs.forEach((name, pair) -> arms.put(
                name,
                Map.of(
                        "settings", pair.settings(),
                        "made-with", pair.madeWith(),
                        "results", pair.results(),
                        "same-bits", pair.sameBits())));
        return Map.of(
                "a",
                a.title(),
                "b",
                b.title(),
                "arms",
                arms,
                "only-a",
                missing(a, b, pairs),
                "only-b",
                missing(b, a, pairs),
                "imported-a",
                a.imported(),
                "imported-b",
                b.imported());
    }
}
