package org.recurve.reports.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.inference.AlternativeHypothesis;
import org.apache.commons.math3.stat.inference.BinomialTest;
import org.apache.commons.math3.stat.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;
import org.recurve.reports.Views;
import org.recurve.reports.study.StudyArm;

/**
 * Of random results, the headline claims no direction that an independent test does not give it. The sizes of differences are a
 * permutation of 1 to n, so that the sign-flip test of their mean is Wilcoxon's signed-rank test, which Commons Math has;
 * that of seeds without a result is its binomial test. Adjusted p-values and equivalence are spelt out here from their
 * definitions.
 */
class HeadlineTruthTest {
    private static final String METRIC = "test.accuracy";
    private static final double UNIT = 1.0 / 1024;
    private static final double LEVEL = 0.05;

    /** What a clause claims, by its words alone. */
    private enum Claim {
        HELPS("helps?"),
        HURTS("hurts?"),
        SUCCEEDS_MORE("succeeds? more often"),
        FAILS_MORE("fails? more often"),
        EQUIVALENT("differs? from baseline by less"),
        NOTHING("(cannot be told apart|no difference from baseline could be shown)");

        private final Pattern words;

        Claim(String words) {
            this.words = Pattern.compile("\\b" + words + "\\b");
        }
    }

    @Test
    void noSentenceSaysMoreThanTheTests() {
        SplittableRandom random = new SplittableRandom(17);
        Map<Claim, Integer> seen = new EnumMap<>(Claim.class);
        for (int round = 0; round < 600; round++) {
            round(random).values().forEach(claim -> seen.merge(claim, 1, Integer::sum));
        }
        for (Claim claim : Claim.values()) {
            assertTrue(seen.getOrDefault(claim, 0) > 10, claim + " was to be made at times: " + seen);
        }
    }

    private static Map<String, Claim> round(SplittableRandom random) {
        int seeds = 2 + random.nextInt(9);
        int variants = 1 + random.nextInt(5);
        double margin = random.nextBoolean() ? 0 : (3 + random.nextInt(4)) * UNIT * 1.0001;
        boolean higher = random.nextBoolean();
        double[] baseline =
                random.ints(seeds, 400, 500).mapToDouble(i -> i * UNIT).toArray();
        double[][] values = new double[variants][];
        Arrays.setAll(values, _ -> variant(random, baseline));
        if (random.nextInt(8) == 0) {
            Arrays.fill(baseline, 0, seeds - random.nextInt(2), Double.NaN);
        }
        List<Views.Outcome> outcomes = new ArrayList<>(List.of(new Views.Outcome("baseline", METRIC, baseline)));
        for (int i = 0; i < variants; i++) {
            outcomes.add(new Views.Outcome("v" + i, METRIC, values[i]));
        }
        StudyAnswer answer = StudyAnswer.of(Views.study(
                "{\"primary\":\"%s\",\"margin\":%s,\"better\":{\"%s\":\"%s\"}}"
                        .formatted(METRIC, margin, METRIC, higher ? "higher" : "lower"),
                outcomes.toArray(Views.Outcome[]::new)));
        if (Arrays.stream(values).flatMapToDouble(Arrays::stream).noneMatch(Double::isFinite)
                && Arrays.stream(baseline).noneMatch(Double::isFinite)) {
            return Map.of();
        }
        Map<String, Claim> claimed = claimed(answer.headlines().getFirst(), variants);
        assertEquals(
                truth(values, baseline, margin, higher),
                claimed,
                () -> answer.lines().toString());
        return claimed;
    }

    private static double[] variant(SplittableRandom random, double[] baseline) {
        int seeds = baseline.length;
        List<Integer> sizes =
                new ArrayList<>(IntStream.rangeClosed(1, seeds).boxed().toList());
        Collections.shuffle(sizes, new Random(random.nextLong()));
        double up = random.nextInt(3) / 2.0;
        double[] values = new double[seeds];
        for (int i = 0; i < seeds; i++) {
            values[i] = baseline[i] + (random.nextDouble() < up ? 1 : -1) * sizes.get(i) * UNIT;
        }
        if (random.nextInt(4) == 0) {
            Arrays.fill(values, 0, seeds - random.nextInt(2), Double.NaN);
        }
        return values;
    }

    /** Reads the sentence; each variant must be spoken of once, by its name or in a number. */
    private static Map<String, Claim> claimed(Headline headline, int variants) {
        Map<String, Claim> claimed = new HashMap<>();
        for (HeadlineClause clause : headline.clauses()) {
            List<Claim> claims = Arrays.stream(Claim.values())
                    .filter(claim -> claim.words.matcher(clause.text()).find())
                    .toList();
            assertEquals(1, claims.size(), clause.text());
            for (StudyArm arm : clause.arms()) {
                Claim before = claimed.put(arm.variant(), claims.getFirst());
                assertEquals(null, before, arm.variant() + " is spoken of twice");
                boolean named = clause.text().contains(arm.variant());
                boolean counted = clause.text().contains(clause.arms().size() + " of " + variants);
                boolean all = clause.arms().size() == variants
                        && (clause.text().contains("all " + variants)
                                || clause.text().startsWith("with"));
                assertTrue(named || counted || all, arm.variant() + " is in: " + clause.text());
            }
        }
        assertEquals(variants, claimed.size(), "every variant is spoken of");
        return claimed;
    }

    private static Map<String, Claim> truth(double[][] values, double[] baseline, double margin, boolean higher) {
        double[] p = Arrays.stream(values).mapToDouble(of -> p(of, baseline)).toArray();
        double[] reached = Arrays.stream(values)
                .mapToDouble(of -> reached(of, baseline, margin))
                .toArray();
        Map<String, Claim> truth = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            boolean equivalent = reached[i] <= LEVEL / 2 && holm(reached, i) <= LEVEL;
            truth.put("v" + i, truth(values[i], baseline, equivalent, higher, holm(p, i) <= LEVEL));
        }
        return truth;
    }

    private static Claim truth(double[] of, double[] from, boolean equivalent, boolean higher, boolean significant) {
        int lost = only(from, of);
        int gained = only(of, from);
        if (broken(of, from)) {
            return !significant ? Claim.NOTHING : gained > lost ? Claim.SUCCEEDS_MORE : Claim.FAILS_MORE;
        }
        if (equivalent) {
            return Claim.EQUIVALENT;
        }
        boolean up = Arrays.stream(differences(of, from)).sum() > 0;
        return !significant ? Claim.NOTHING : up == higher ? Claim.HELPS : Claim.HURTS;
    }

    private static double p(double[] of, double[] from) {
        if (!broken(of, from)) {
            return StrictMath.min(1, new WilcoxonSignedRankTest().wilcoxonSignedRankTest(of, from, true));
        }
        int lost = only(from, of);
        int trials = lost + only(of, from);
        return trials == 0 ? 1 : new BinomialTest().binomialTest(trials, lost, 0.5, AlternativeHypothesis.TWO_SIDED);
    }

    /** Holm: the largest of the smaller p-values' multiples, each by how many are not smaller. */
    private static double holm(double[] p, int i) {
        double adjusted = 0;
        for (double other : p) {
            if (other <= p[i]) {
                long notSmaller = Arrays.stream(p).filter(q -> q >= other).count();
                adjusted = StrictMath.max(adjusted, StrictMath.min(1, notSmaller * other));
            }
        }
        return adjusted;
    }

    /** The p-value of "the mean reaches the margin", up or down. */
    private static double reached(double[] of, double[] from, double margin) {
        if (broken(of, from) || margin == 0) {
            return 1;
        }
        double[] differences = differences(of, from);
        return StrictMath.max(asSmall(differences, margin), asSmall(negated(differences), margin));
    }

    /** The share of all flips of signs that, were the mean as large as the margin, gave a sum as small as this one. */
    private static double asSmall(double[] differences, double margin) {
        int n = differences.length;
        double[] centred = Arrays.stream(differences).map(d -> d - margin).toArray();
        double seen = Arrays.stream(centred).sum();
        int asSmall = 0;
        for (int signs = 0; signs < 1 << n; signs++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += (signs >> i & 1) == 0 ? centred[i] : -centred[i];
            }
            asSmall += sum <= seen + 1e-12 ? 1 : 0;
        }
        return (double) asSmall / (1 << n);
    }

    private static boolean broken(double[] of, double[] from) {
        return Arrays.stream(of).anyMatch(Double::isNaN) || Arrays.stream(from).anyMatch(Double::isNaN);
    }

    private static int only(double[] here, double[] there) {
        return (int) IntStream.range(0, here.length)
                .filter(i -> !Double.isNaN(here[i]) && Double.isNaN(there[i]))
                .count();
    }

    private static double[] differences(double[] of, double[] from) {
        return IntStream.range(0, of.length).mapToDouble(i -> of[i] - from[i]).toArray();
    }

    private static double[] negated(double[] values) {
        return Arrays.stream(values).map(value -> -value).toArray();
    }
}
