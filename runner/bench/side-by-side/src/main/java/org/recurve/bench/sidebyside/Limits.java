package org.recurve.bench.sidebyside;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.recurve.bench.measure.Row;
import org.recurve.bench.workload.Copy;
import org.recurve.bench.workload.FusedMultiplyAdds;

/**
 * What the machine did at most in the same run.
 *
 * @param gflops multiply-adds between registers
 * @param gbytes bytes copied in a second, by how many lie in both arrays
 */
record Limits(double gflops, NavigableMap<Double, Double> gbytes) {
    private static final double NANOS_PER_MILLI = 1e6;

    static Limits of(Results results) {
        double gflops = 0;
        NavigableMap<Double, Double> gbytes = new TreeMap<>();
        for (Results.Task work : results.work()) {
            for (Map<Integer, Row> rounds : results.of(work).values()) {
                for (Row row : rounds.values()) {
                    if (work.what().equals(FusedMultiplyAdds.WHAT)) {
                        gflops = Math.max(gflops, row.gflops());
                    } else if (work.what().equals(Copy.WHAT)) {
                        gbytes.merge(bytes(row), row.gbytes(), Math::max);
                    }
                }
            }
        }
        return new Limits(gflops, gbytes);
    }

    boolean isMeasured() {
        return gflops > 0 && !gbytes.isEmpty();
    }

    /**
     * The share of the nearer limit that a row reaches: of the peak, or of what was copied in arrays of up to as many bytes.
     * It is above 1 where an algorithm needs fewer products than are counted.
     */
    double share(Row row) {
        Map.Entry<Double, Double> below = gbytes.floorEntry(bytes(row));
        double most = below == null ? gbytes.firstEntry().getValue() : below.getValue();
        return Math.max(row.gflops() / gflops, row.gbytes() / most);
    }

    private static double bytes(Row row) {
        return row.gbytes() * row.median() * NANOS_PER_MILLI;
    }
}
