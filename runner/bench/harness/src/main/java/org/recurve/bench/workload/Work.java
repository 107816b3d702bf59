package org.recurve.bench.workload;

/** Something every entrant does alike, with its count of floating-point operations (a multiply-add is two). */
public interface Work {

    /** The name in the tables; what entrants share is compared under it. */
    String what();

    /** The size in the tables. */
    String size();

    /** Operations of one repetition: the products alone; elementwise work, losses and updates are not counted. */
    double flops();

    /** Bytes that one repetition reads and writes at least, where memory may be what holds it up; 0 where that is not counted. */
    default double bytes() {
        return 0;
    }
}
