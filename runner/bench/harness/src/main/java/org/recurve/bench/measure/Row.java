package org.recurve.bench.measure;

import java.util.Locale;
import org.recurve.bench.workload.Work;

/**
 * One line of the protocol between an entrant and the side-by-side run: tab-separated, times in milliseconds for one
 * repetition of the work, GFLOP/s and GB/s from the median.
 */
public record Row(
        String what,
        String size,
        double median,
        double p10,
        double gflops,
        double gbytes,
        double minimum,
        int samples) {

    /** The first line an entrant prints. */
    public static final String HEADER = "what\tsize\tmedian_ms\tp10_ms\tgflops\tgbytes_s\tmin_ms\tsamples";

    private static final int COLUMNS = fields(HEADER).length;

    /** What one entrant's timing of a piece of work comes to. */
    public static Row of(Work work, Samples samples) {
        double median = samples.median();
        return new Row(
                work.what(),
                work.size(),
                median,
                samples.quantile(0.1),
                work.flops() / (median * 1e6),
                work.bytes() / (median * 1e6),
                samples.quantile(0),
                samples.count());
    }

    /** The line without its end. */
    public String toTsv() {
        return String.format(
                Locale.ROOT,
                "%s\t%s\t%.5f\t%.5f\t%.2f\t%.3f\t%.5f\t%d",
                what,
                size,
                median,
                p10,
                gflops,
                gbytes,
                minimum,
                samples);
    }

    /** Whether a line of an entrant's output is a row: not the header, a comment, or chatter of a library. */
    public static boolean isRow(String line) {
        return !line.startsWith("#") && !line.equals(HEADER) && fields(line).length == COLUMNS;
    }

    /** The inverse of {@link #toTsv()}. */
    public static Row parse(String line) {
        String[] field = fields(line);
        return new Row(
                field[0],
                field[1],
                Double.parseDouble(field[2]),
                Double.parseDouble(field[3]),
                Double.parseDouble(field[4]),
                Double.parseDouble(field[5]),
                Double.parseDouble(field[6]),
                Integer.parseInt(field[7]));
    }

    private static String[] fields(String line) {
        return line.split("\t", -1);
    }
}
