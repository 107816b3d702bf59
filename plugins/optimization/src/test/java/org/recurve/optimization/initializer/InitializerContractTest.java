package org.recurve.optimization.initializer;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.model.Initializer;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.testkit.Contract;

class InitializerContractTest {
    private static final Spec<Initializer<?>> NORMAL = new Spec<>(new Normal(), new Normal.Config(1, 0));

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        return Stream.of(
                        Contract.initializer(new Glorot(), new Glorot.Config(ScaledDistribution.UNIFORM)),
                        Contract.initializer(new He(), new He.Config(ScaledDistribution.NORMAL)),
                        Contract.initializer(new Uniform(), new Uniform.Config(0.1, 0)),
                        Contract.initializer(new Normal(), new Normal.Config(0.1, 0)),
                        Contract.initializer(new ConstantInitializer(), new ConstantInitializer.Config(1)),
                        Contract.initializer(new Zeros(), new NoConfig()),
                        Contract.initializer(new LeCun(), new LeCun.Config(ScaledDistribution.NORMAL)),
                        Contract.initializer(new Truncated(), new Truncated.Config(0.1, 0, 2)),
                        Contract.initializer(new IdentityInitializer(), new IdentityInitializer.Config(1)),
                        Contract.initializer(new SparseInitializer(), new SparseInitializer.Config(3, 1)),
                        Contract.initializer(new Orthogonal(), new Orthogonal.Config(1)),
                        Contract.initializer(new SpectralRadius(), new SpectralRadius.Config(0.95, NORMAL)))
                .flatMap(Contract::tests);
    }
}
