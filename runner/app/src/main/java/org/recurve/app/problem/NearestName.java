package org.recurve.app.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The nearest valid name to one that does not exist, by Damerau and Levenshtein's distance (adjacent swaps count one); capitals are
 * small letters there.
 */
public final class NearestName {
    /** Nobody mistypes a longer name. */
    private static final int LONGEST = 200;

    private NearestName() {}

    /** Returns the valid name that the user most likely meant, if any is near enough: a third of its letters, at least one. */
    public static Optional<String> to(String name, Collection<String> valid) {
        return valid.stream()
                .filter(candidate -> near(name, candidate))
                .min(Comparator.<String>comparingInt(candidate -> apart(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Returns the valid names that are near enough to be meant, or contain it, the nearest first. */
    public static List<String> all(String name, Collection<String> valid) {
        return valid.stream()
                .filter(candidate -> near(name, candidate) || name.length() > 2 && candidate.contains(name))
                .sorted(Comparator.<String>comparingInt(candidate -> apart(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** {@code " Did you mean "x"?"}, or nothing: to be put behind a sentence. */
    public static String question(String name, Collection<String> valid) {
        return to(name, valid).map(found -> " Did you mean \"" + found + "\"?").orElse("");
    }

    /** Says where that is written here which other frameworks call so, if it is not near to a valid name; or nothing. */
    public static String elsewhere(String name, Collection<String> valid) {
        return to(name, valid).isPresent() ? "" : FamiliarName.of(name).orElse("");
    }

    private static int apart(String name, String candidate) {
        return distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
    }

    private static boolean near(String given, String valid) {
        String name = given.toLowerCase(Locale.ROOT);
        String candidate = valid.toLowerCase(Locale.ROOT);
        int longest = Math.max(name.length(), candidate.length());
        if (longest > LONGEST || Math.abs(name.length() - candidate.length()) > Math.max(1, longest / 3)) {
            return candidate.length() <= LONGEST
                    && (name.length() > 2 && candidate.startsWith(name) || isInitials(name, candidate));
        }
        boolean beginning = name.length() > 2 && candidate.startsWith(name);
        return beginning || isInitials(name, candidate) || distance(name, candidate) <= Math.max(1, longest / 3);
    }

    /** Returns whether a name is made of the first letters of the other's words: mae of mean-absolute-error. */
    private static boolean isInitials(String name, String candidate) {
        String[] words = candidate.split("-");
        return words.length > 1
                && words.length == name.length()
                && IntStream.range(0, words.length).allMatch(i -> words[i].startsWith(name.substring(i, i + 1)));
    }

    /** Returns the smallest number of insertions, deletions, substitutions and swaps of neighbours that lead from a to b. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(int[][] d, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
