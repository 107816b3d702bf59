package org.recurve.compute.elementwise;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A way of running a chain, whatever this Java VM would choose. */
enum Way {
    SCALAR,
    STRIPS,
    PRACTICE,
    LOOP;

    ChainKernel kernel(Chain chain) {
        Chain joined = Products.joined(chain);
        Form form = Form.of(joined);
        return switch (this) {
            case SCALAR -> new ChainKernel(joined, new ScalarLoops(), Promotion.never(form));
            case STRIPS -> new ChainKernel(joined, new VectorLoops(), Promotion.never(form));
            case PRACTICE -> new ChainKernel(joined, new VectorLoops(), Promotion.practising(form));
            case LOOP -> new ChainKernel(joined, new VectorLoops(), Promotion.atOnce(form));
        };
    }

    /** A chain that can be run so. */
    Chain draw(SplittableRandom random, int inputs) {
        return switch (this) {
            case SCALAR, STRIPS -> RandomChain.draw(random, inputs);
            case PRACTICE, LOOP -> RandomChain.drawShort(random, inputs, random.nextInt(1, 12));
        };
    }

    /** The functions of which such chains are made. */
    List<Function> functions() {
        return Arrays.stream(Function.values())
                .filter(function -> this == SCALAR || this == STRIPS || !function.isTranscendental())
                .toList();
    }
}
