package org.recurve.datasets.division;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Deals out examples that may have several labels, so that each part has about its share of every label: iterative stratification
 * (Sechidis, Tsoumakas and Vlahavas, <i>On the Stratification of Multi-Label Data</i>, 2011). The label that fewest of the examples left
 * have comes first, and each of its examples goes to the part that lacks most of that label; of several, to the one with most room. Parts
 * have exactly the sizes that they are given.
 *
 * @param labels of each example
 */
record LabelShares(List<BitSet> labels) {
    /**
     * Returns the part of each example.
     *
     * @param order of the examples that are dealt out
     * @param sizes of the parts, as many in all as there are examples in the order
     */
    int[] dealt(int[] order, int... sizes) {
        int[] part = new int[labels.size()];
        Arrays.fill(part, Division.FREE);
        int[] room = sizes.clone();
        int count = labels.stream().mapToInt(BitSet::length).max().orElse(0);
        int[] left = new int[count];
        IntStream.of(order).forEach(example -> labels.get(example).stream().forEach(label -> left[label]++));
        long[][] lacks = new long[sizes.length][count]; // examples with the label, times all
        for (int i = 0; i < sizes.length; i++) {
            for (int label = 0; label < count; label++) {
                lacks[i][label] = (long) left[label] * sizes[i];
            }
        }
        for (int label = rarest(left); label >= 0; label = rarest(left)) {
            for (int example : order) {
                if (part[example] == Division.FREE && labels.get(example).get(label)) {
                    int chosen = neediest(lacks, label, room);
                    part[example] = chosen;
                    room[chosen]--;
                    labels.get(example).stream().forEach(own -> {
                        left[own]--;
                        lacks[chosen][own] -= order.length;
                    });
                }
            }
        }
        for (int example : order) {
            if (part[example] == Division.FREE) {
                int chosen = roomiest(room);
                part[example] = chosen;
                room[chosen]--;
            }
        }
        return part;
    }

    /** Returns the label that fewest examples have, the first of several; −1 if none is left. */
    private static int rarest(int... left) {
        int rarest = -1;
        for (int label = 0; label < left.length; label++) {
            if (left[label] > 0 && (rarest < 0 || left[label] < left[rarest])) {
                rarest = label;
            }
        }
        return rarest;
    }

    private static int neediest(long[][] lacks, int label, int... room) {
        int chosen = -1;
        for (int i = 0; i < room.length; i++) {
            boolean better = chosen < 0
                    || lacks[i][label] > lacks[chosen][label]
                    || lacks[i][label] == lacks[chosen][label] && room[i] > room[chosen];
            if (room[i] > 0 && better) {
                chosen = i;
            }
        }
        return chosen;
    }

    private static int roomiest(int... room) {
        int chosen = 0;
        for (int i = 1; i < room.length; i++) {
            chosen = room[i] > room[chosen] ? i : chosen;
        }
        return chosen;
    }
}
