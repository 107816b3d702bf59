package org.recurve.compute.runtime;

import org.recurve.compute.arithmetic.HardwareFeatures;
import org.recurve.compute.kernel.contraction.ContractionKernel;
import org.recurve.compute.kernel.contraction.ScalarContractionKernel;
import org.recurve.compute.kernel.contraction.VectorContractionKernel;
import org.recurve.compute.kernel.draw.ScalarUniformKernel;
import org.recurve.compute.kernel.draw.UniformKernel;
import org.recurve.compute.kernel.draw.VectorUniformKernel;
import org.recurve.compute.kernel.gather.GatherKernel;
import org.recurve.compute.kernel.gather.ScalarGatherKernel;
import org.recurve.compute.kernel.gather.VectorGatherKernel;
import org.recurve.compute.kernel.product.MatrixProductKernel;
import org.recurve.compute.kernel.product.ScalarMatrixProductKernel;
import org.recurve.compute.kernel.product.VectorMatrixProductKernel;

/** The kernels of one machine; all choices give the same bits. */
public record KernelSet(
        HardwareFeatures features,
        ContractionKernel contraction,
        MatrixProductKernel product,
        GatherKernel gather,
        UniformKernel uniform) {
    /** Returns the fastest that this VM can run. */
    public static KernelSet here() {
        return of(HardwareFeatures.here());
    }

    public static KernelSet of(HardwareFeatures features) {
        return features.vector() ? VectorKernels.kernels(features) : scalar();
    }

    /** Returns the definitions in plain Java, which run everywhere. */
    public static KernelSet scalar() {
        return new KernelSet(
                new HardwareFeatures(false, false, false),
                new ScalarContractionKernel(),
                new ScalarMatrixProductKernel(),
                new ScalarGatherKernel(),
                new ScalarUniformKernel());
    }

    /** Apart, so that the vector module is not asked for where it is missing. */
    private static final class VectorKernels {
        static KernelSet kernels(HardwareFeatures features) {
            return new KernelSet(
                    features,
                    new VectorContractionKernel(),
                    new VectorMatrixProductKernel(),
                    new VectorGatherKernel(),
                    new VectorUniformKernel());
        }
    }
}
