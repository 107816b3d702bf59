package org.recurve.compute.lower;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.recurve.compute.kernel.contraction.WorkShare;
import org.recurve.compute.runtime.Instruction;
import org.recurve.compute.runtime.RowRanges;

/**
 * Instructions that follow each other and are run together, block by block and in a block range by range of their rows, because what
 * they write would otherwise leave the caches between them.
 *
 * @param end behind the last of them
 * @param ranges the ranges; a single one where they are run one after another
 */
record RangeGroup(int end, List<WorkShare> ranges) {
    /** Rows that pass through a group together, if they can be cut so: 128 kB. */
    private static final int ROWS = 1 << 11;
    /** Rows of a block from which that pays: 4 MB. */
    private static final int MANY = 65_536;

    /** Returns the group that begins with the instruction {@code from}. */
    static RangeGroup of(List<Instruction> instructions, int from) {
        RangeGroup group = new RangeGroup(from + 1, List.of(WorkShare.ALL));
        Set<Integer> changing = new HashSet<>();
        int common = 0;
        int most = 0;
        for (int end = from; end < instructions.size(); end++) {
            Instruction next = instructions.get(end);
            int rows = next.describe().rows();
            common = commonDivisor(common, rows);
            most = Math.max(most, rows);
            changing.addAll(next.written());
            int count = count(common, most);
            RowRanges ranges = new RowRanges(count, changing);
            if (!next.byBlock()
                    || common < 2
                    || !instructions.subList(from, end + 1).stream().allMatch(each -> each.inRanges(ranges))) {
                break;
            }
            if (end > from && count > 1 && most >= MANY) {
                group = new RangeGroup(
                        end + 1,
                        IntStream.range(0, count)
                                .mapToObj(part -> new WorkShare(part, count))
                                .toList());
            }
        }
        return group;
    }

    /** Returns the fewest equal ranges that are short enough, or as many as there can be. */
    private static int count(int common, int most) {
        return IntStream.rangeClosed(1, common)
                .filter(count -> common % count == 0 && most / count <= ROWS)
                .findFirst()
                .orElse(common);
    }

    private static int commonDivisor(int a, int b) {
        return b == 0 ? a : commonDivisor(b, a % b);
    }

    boolean isCut() {
        return ranges.size() > 1;
    }
}
