package org.recurve.bench.peak;

import java.util.List;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.recurve.bench.measure.Case;
import org.recurve.bench.measure.Cases;
import org.recurve.bench.workload.FusedMultiplyAdds;

/** What this machine's core can do at most, at every vector width it has. */
public final class Peak {
    private static final int LENGTH = 100_000;

    private Peak() {}

    /** Runs the cases whose names start with an argument. */
    public static void main(String[] only) {
        String about = "Java %s, preferred vectors of %d bits"
                .formatted(Runtime.version(), FloatVector.SPECIES_PREFERRED.vectorBitSize());
        Cases.run(only, about, cases());
    }

    private static List<Case> cases() {
        return Stream.of(
                        of(FloatVector.SPECIES_512, () -> Chains512.run(LENGTH)),
                        of(FloatVector.SPECIES_256, () -> Chains256.run(LENGTH)))
                .filter(each -> Integer.parseInt(each.work().size()) <= FloatVector.SPECIES_PREFERRED.vectorBitSize())
                .toList();
    }

    private static Case of(VectorSpecies<Float> species, Runnable chains) {
        return new Case(new FusedMultiplyAdds(species.vectorBitSize(), Chains512.COUNT, LENGTH), () -> chains);
    }
}
