package org.recurve.compute.kernel.elementwise;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.recurve.compute.ir.ElementwiseFunction;

/** A way of running a chain, whatever this Java VM would choose. */
public enum Way {
    SCALAR,
    STRIPS,
    PRACTICE,
    LOOP;

    public FusedKernel kernel(FusedExpression expression) {
        FusedExpression joined = ProductFusion.joined(expression);
        ExpressionShape shape = ExpressionShape.of(joined);
        return switch (this) {
            case SCALAR -> new FusedKernel(joined, new ScalarChunkKernel(), TieringPolicy.never(shape));
            case STRIPS -> new FusedKernel(joined, new VectorChunkKernel(), TieringPolicy.never(shape));
            case PRACTICE -> new FusedKernel(joined, new VectorChunkKernel(), TieringPolicy.practising(shape));
            case LOOP -> new FusedKernel(joined, new VectorChunkKernel(), TieringPolicy.atOnce(shape));
        };
    }

    /** A chain that can be run so. */
    public FusedExpression draw(SplittableRandom random, int inputs) {
        return switch (this) {
            case SCALAR, STRIPS -> RandomExpression.draw(random, inputs);
            case PRACTICE, LOOP -> RandomExpression.drawShort(random, inputs, random.nextInt(1, 12));
        };
    }

    /** The functions of which such chains are made. */
    public List<ElementwiseFunction> functions() {
        return Arrays.stream(ElementwiseFunction.values())
                .filter(function -> this == SCALAR || this == STRIPS || !function.isTranscendental())
                .toList();
    }
}
