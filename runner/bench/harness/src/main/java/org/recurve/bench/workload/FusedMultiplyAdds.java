package org.recurve.bench.workload;

/** Independent multiply-adds between registers, with no memory touched: the most that one core can do. */
public record FusedMultiplyAdds(int bits, int chains, int length) implements Work {
    /** The name in the tables. */
    public static final String WHAT = "fma";

    @Override
    public String what() {
        return WHAT;
    }

    @Override
    public String size() {
        return Integer.toString(bits);
    }

    @Override
    public double flops() {
        return 2.0 * chains * length * bits / Float.SIZE;
    }
}
