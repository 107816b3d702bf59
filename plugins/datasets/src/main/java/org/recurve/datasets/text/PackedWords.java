package org.recurve.datasets.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Rows of words, gathered one after another: each word is its number among the different ones, two bytes where these are no
 * more than 65,536. Rows are never copied as they grow in number.
 */
public final class PackedWords {
    private static final int BITS = 14;
    private static final int BLOCK = 1 << BITS;
    private static final char[] NONE = {};

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> words = new ArrayList<>();
    private final List<char[]> low = new ArrayList<>();
    /** The upper halves of numbers, of blocks that have any. */
    private final List<char[]> high = new ArrayList<>();

    private int[] ends = new int[16];
    private int rows;

    /** Takes a further row. */
    public void add(List<String> row) {
        int end = end(rows);
        for (String word : row) {
            put(end, numbers.computeIfAbsent(word, this::known));
            end = Math.incrementExact(end);
        }
        if (rows == ends.length) {
            ends = Arrays.copyOf(ends, Math.multiplyExact(ends.length, 3) / 2);
        }
        ends[rows++] = end;
    }

    private int known(String word) {
        words.add(word);
        return words.size() - 1;
    }

    private void put(int place, int number) {
        int block = place >>> BITS;
        if (block == low.size()) {
            low.add(new char[BLOCK]);
            high.add(NONE);
        }
        low.get(block)[place & BLOCK - 1] = (char) number;
        if (number > Character.MAX_VALUE) {
            if (high.get(block).length == 0) {
                high.set(block, new char[BLOCK]);
            }
            high.get(block)[place & BLOCK - 1] = (char) (number >>> Character.SIZE);
        }
    }

    /** Returns how many rows there are. */
    public int rows() {
        return rows;
    }

    /** Returns all different words, each at its number. */
    public List<String> words() {
        return words;
    }

    /** Returns how many words a row has. */
    public int length(int row) {
        return end(row) - end(row - 1);
    }

    /** Returns the number of a row's word. */
    public int number(int row, int at) {
        int place = end(row - 1) + at;
        char[] upper = high.get(place >>> BITS);
        int lower = low.get(place >>> BITS)[place & BLOCK - 1];
        return upper.length == 0 ? lower : lower | upper[place & BLOCK - 1] << Character.SIZE;
    }

    private int end(int row) {
        return row < 0 ? 0 : row < rows ? ends[row] : rows == 0 ? 0 : ends[rows - 1];
    }

    /** Returns the rows that no earlier one equals in its first {@code most} words. */
    public int[] different(int most) {
        int[] firsts = firsts(most);
        return IntStream.range(0, rows).filter(row -> firsts[row] == row).toArray();
    }

    /** Returns for each row the first one that equals it in the first {@code most} words: itself, if no earlier one does. */
    public int[] firsts(int most) {
        int[] table = new int[Integer.highestOneBit(Math.max(1, rows)) << 2];
        int[] firsts = new int[rows];
        for (int row = 0; row < rows; row++) {
            int slot = hash(row, most) & table.length - 1;
            while (table[slot] != 0 && !same(table[slot] - 1, row, most)) {
                slot = slot + 1 & table.length - 1;
            }
            if (table[slot] == 0) {
                table[slot] = row + 1;
            }
            firsts[row] = table[slot] - 1;
        }
        return firsts;
    }

    private int hash(int row, int most) {
        int hash = 1;
        for (int at = 0; at < Math.min(most, length(row)); at++) {
            hash = (hash ^ number(row, at)) * 0x9E3779B1;
            hash ^= hash >>> 15;
        }
        return hash;
    }

    private boolean same(int row, int other, int most) {
        int length = Math.min(most, length(row));
        boolean same = length == Math.min(most, length(other));
        for (int at = 0; same && at < length; at++) {
            same = number(row, at) == number(other, at);
        }
        return same;
    }
}
