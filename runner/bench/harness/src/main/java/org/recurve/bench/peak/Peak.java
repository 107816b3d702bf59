package org.recurve.bench.peak;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.recurve.bench.measure.Case;
import org.recurve.bench.measure.Cases;
import org.recurve.bench.workload.Copy;
import org.recurve.bench.workload.FusedMultiplyAdds;

/** What this machine's core can do at most: multiply-adds at every vector width it has, and bytes copied in arrays of several sizes. */
public final class Peak {
    private static final int LENGTH = 100_000;

    private Peak() {}

    /** Runs all cases, whatever others are to run: what they reach is said in shares of these. */
    public static void main(String[] only) {
        String about = "Java %s, preferred vectors of %d bits"
                .formatted(Runtime.version(), FloatVector.SPECIES_PREFERRED.vectorBitSize());
        Cases.run(new String[0], about, cases());
    }

    private static List<Case> cases() {
        Stream<Case> chains = Stream.of(
                        of(FloatVector.SPECIES_512, () -> Chains512.run(LENGTH)),
                        of(FloatVector.SPECIES_256, () -> Chains256.run(LENGTH)))
                .filter(each -> Integer.parseInt(each.work().size()) <= FloatVector.SPECIES_PREFERRED.vectorBitSize());
        Stream<Case> copies = IntStream.of(32, 512, 4096, 16_384, 131_072)
                .mapToObj(Copy::new)
                .map(work -> new Case(work, () -> {
                    float[] from = new float[work.numbers()];
                    float[] to = new float[work.numbers()];
                    return () -> System.arraycopy(from, 0, to, 0, from.length);
                }));
        return Stream.concat(chains, copies).toList();
    }

    private static Case of(VectorSpecies<Float> species, Runnable chains) {
        return new Case(new FusedMultiplyAdds(species.vectorBitSize(), Chains512.COUNT, LENGTH), () -> chains);
    }
}
