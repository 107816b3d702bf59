package org.recurve.bench.workload;

/** Numbers copied from one array to another: what the core and its caches, or the memory, carry at most. */
public record Copy(int kibibytes) implements Work {
    /** The name in the tables. */
    public static final String WHAT = "copy";

    private static final int KIBIBYTE = 1024;

    @Override
    public String what() {
        return WHAT;
    }

    @Override
    public String size() {
        return Integer.toString(kibibytes);
    }

    @Override
    public double flops() {
        return 0;
    }

    /** Both arrays: one is read, the other written. */
    @Override
    public double bytes() {
        return (double) kibibytes * KIBIBYTE;
    }

    /** Each of the two arrays' numbers. */
    public int numbers() {
        return kibibytes * KIBIBYTE / 2 / Float.BYTES;
    }
}
