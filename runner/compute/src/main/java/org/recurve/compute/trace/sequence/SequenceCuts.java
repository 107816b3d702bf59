package org.recurve.compute.trace.sequence;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Remembers where parts cut sequences, in the order of the model. A part that leaves out the last element and one that keeps
 * the first five look alike in one trace; in another, with more room, only the first cuts elsewhere.
 */
public final class SequenceCuts {
    private final List<Cut> cuts = new ArrayList<>();
    private final Set<Integer> fromEnd = new HashSet<>();

    private record Cut(String part, int from, int to, int places) {}

    public boolean isEmpty() {
        return cuts.isEmpty();
    }

    /** Takes from another two traces of the model, the second with more room, which cuts are meant from the end. */
    public void learn(SequenceCuts own, SequenceCuts wider) {
        own.pairs(wider)
                .filter(i -> isFromEnd(own.cuts.get(i), wider.cuts.get(i)))
                .forEach(fromEnd::add);
    }

    /** Returns the parts whose cuts begin at a place that depends on the room there is. */
    public List<String> moving(SequenceCuts wider) {
        return pairs(wider)
                .filter(i -> cuts.get(i).from() != wider.cuts.get(i).from())
                .mapToObj(i -> cuts.get(i).part())
                .distinct()
                .toList();
    }

    /** Returns a part cuts these places out; says whether the end is meant to lie so far before the true end. */
    public boolean cut(String part, int from, int to, int places) {
        cuts.add(new Cut(part, from, to, places));
        return fromEnd.contains(cuts.size() - 1);
    }

    private IntStream pairs(SequenceCuts wider) {
        return IntStream.range(0, Math.min(cuts.size(), wider.cuts.size()))
                .filter(i -> cuts.get(i).part().equals(wider.cuts.get(i).part()));
    }

    private static boolean isFromEnd(Cut own, Cut wider) {
        return own.to() != wider.to() && own.places() - own.to() == wider.places() - wider.to();
    }
}
