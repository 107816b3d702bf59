package org.recurve.app.profile;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.recurve.compute.runtime.MachineLimits;
import org.recurve.engine.training.StepProfile.OperationTime;

/**
 * A row of a profile's tables: the time and the work of something.
 *
 * @param names what it is
 * @param least nanoseconds that the machine's limits allow; empty if they are not known
 */
record ProfileRow(List<String> names, long nanos, long flops, long bytes, OptionalDouble least) {
    static final List<Measure> MEASURES = List.of(
            new Measure("ms", 3, ""),
            new Measure("share", 0, "%"),
            new Measure("GFLOP/s", 1, ""),
            new Measure("GB/s", 1, ""),
            new Measure("limit", 0, "%"));
    static final Comparator<ProfileRow> SLOWEST_FIRST = Comparator.comparingLong(row -> -row.nanos());

    /**
     * Describes a column of numbers.
     *
     * @param decimals that are worth showing
     * @param unit what stands behind each number, if anything does
     */
    record Measure(String name, int decimals, String unit) {
        BigDecimal round(double value) {
            return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
        }
    }

    static ProfileRow of(List<String> names, OperationTime operation, MachineLimits limits) {
        return new ProfileRow(
                names,
                operation.nanos(),
                operation.flops(),
                operation.bytes(),
                OptionalDouble.of(operation.least(limits)));
    }

    /** Returns a row of which nothing but the time is known. */
    static ProfileRow ofTime(List<String> names, long nanos) {
        return new ProfileRow(names, nanos, 0, 0, OptionalDouble.empty());
    }

    /** Returns both together, by the names of this one. */
    ProfileRow and(ProfileRow other) {
        return new ProfileRow(
                names,
                nanos + other.nanos,
                flops + other.flops,
                bytes + other.bytes,
                OptionalDouble.of(least.orElseThrow() + other.least.orElseThrow()));
    }

    /** Returns the value of each measure; those that are not known are empty. */
    List<OptionalDouble> values(long step) {
        return List.of(
                OptionalDouble.of(nanos / 1e6),
                OptionalDouble.of(100.0 * nanos / Math.max(1, step)),
                rate(flops),
                rate(bytes),
                least.stream().map(time -> 100 * time / Math.max(1, nanos)).findFirst());
    }

    /** Returns the names and the measures, each as text. */
    List<String> texts(long step) {
        List<String> texts = new ArrayList<>(names);
        List<OptionalDouble> values = values(step);
        for (int i = 0; i < values.size(); i++) {
            Measure measure = MEASURES.get(i);
            texts.add(values.get(i).stream()
                    .mapToObj(value -> measure.round(value).toPlainString()
                            + (measure.unit().isEmpty() ? "" : " " + measure.unit()))
                    .findFirst()
                    .orElse(""));
        }
        return texts;
    }

    private OptionalDouble rate(long count) {
        return count == 0 || nanos == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) count / nanos);
    }
}
