package org.recurve.datasets.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;

/** Learns which neighbours in words are joined, and counts anew only in the words that a new token is in. */
final class PairLearning {
    private final List<String> words = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();
    private final List<List<String>> cut = new ArrayList<>();
    private final PairMerges merges = new PairMerges();
    private final Map<String, Joined> joined = new HashMap<>();
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>(
            Comparator.comparingLong((Candidate one) -> -one.count()).thenComparing(Candidate::text));

    /** Counts how often neighbours that would make a text stand in words, and in which. */
    private static final class Joined {
        private long count;
        private final Set<Integer> words = new HashSet<>();
    }

    /** A text that neighbours would make, with what its count was; only the latest one is true. */
    private record Candidate(String text, long count) {}

    /** Begins with the characters of words. */
    PairLearning(SortedMap<String, Integer> wordCounts) {
        wordCounts.forEach((word, count) -> {
            if (!word.isEmpty()) {
                words.add(word);
                counts.add(count);
                cut.add(PairMerges.characters(word));
            }
        });
    }

    /** Returns the characters, the more frequent first, then what was joined, in its order; ends this learning. */
    List<String> vocabulary(int most) {
        List<String> known = new ArrayList<>(characters(most));
        known.forEach(merges::add);
        Set<String> changed = new HashSet<>();
        for (int word = 0; word < words.size(); word++) {
            count(word, 1, changed);
        }
        changed.forEach(this::queue);
        while (known.size() < most) {
            Candidate best = queue.poll();
            if (best == null || best.count() < 2) {
                return known;
            }
            Joined own = joined.get(best.text());
            if (own != null && own.count == best.count() && !merges.knows(best.text())) {
                known.add(best.text());
                merges.add(best.text());
                join(Set.copyOf(own.words));
            }
        }
        return known;
    }

    private List<String> characters(int most) {
        Map<String, Long> characters = new HashMap<>();
        for (int word = 0; word < words.size(); word++) {
            for (String character : cut.get(word)) {
                characters.merge(character, (long) counts.get(word), Long::sum);
            }
        }
        Comparator<Map.Entry<String, Long>> frequent = Map.Entry.comparingByValue(Comparator.reverseOrder());
        return characters.entrySet().stream()
                .sorted(frequent.thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Cuts words anew. */
    private void join(Set<Integer> within) {
        Set<String> changed = new HashSet<>();
        for (int word : within) {
            count(word, -1, changed);
            cut.set(word, merges.cut(words.get(word)));
            count(word, 1, changed);
        }
        changed.forEach(this::queue);
    }

    private void count(int word, int sign, Set<String> changed) {
        List<String> tokens = cut.get(word);
        for (int i = 0; i + 1 < tokens.size(); i++) {
            String text = tokens.get(i) + tokens.get(i + 1);
            Joined own = joined.computeIfAbsent(text, _ -> new Joined());
            own.count += (long) sign * counts.get(word);
            if (sign > 0) {
                own.words.add(word);
            } else {
                own.words.remove(word);
            }
            changed.add(text);
        }
    }

    private void queue(String text) {
        Joined own = joined.get(text);
        if (own != null && own.count > 0) {
            queue.add(new Candidate(text, own.count));
        } else {
            joined.remove(text);
        }
    }
}
