package org.recurve.compute.plan;

import org.recurve.compute.elementwise.Hardware;
import org.recurve.compute.link.LinkKernel;
import org.recurve.compute.link.ScalarLinkKernel;
import org.recurve.compute.link.VectorLinkKernel;
import org.recurve.compute.rows.RowKernel;
import org.recurve.compute.rows.ScalarRowKernel;
import org.recurve.compute.rows.VectorRowKernel;

/** The kernels of one machine; all choices give the same bits. */
public record Kernels(Hardware hardware, LinkKernel links, RowKernel rows) {
    /** The fastest that this VM can run. */
    public static Kernels here() {
        return of(Hardware.here());
    }

    public static Kernels of(Hardware hardware) {
        return hardware.vector() ? Vectors.kernels(hardware) : scalar();
    }

    /** The definitions in plain Java, which run everywhere. */
    public static Kernels scalar() {
        return new Kernels(new Hardware(false, false, false), new ScalarLinkKernel(), new ScalarRowKernel());
    }

    /** Apart, so that the vector module is not asked for where it is missing. */
    private static final class Vectors {
        static Kernels kernels(Hardware hardware) {
            return new Kernels(hardware, new VectorLinkKernel(), new VectorRowKernel());
        }
    }
}
