package org.recurve.optimization.initializer;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.plugin.NoConfig;
import org.recurve.testkit.Contract;

class InitializerContractTest {
    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        return Stream.of(
                        Contract.initializer(new Glorot(), new Glorot.Config(Distribution.UNIFORM)),
                        Contract.initializer(new He(), new He.Config(Distribution.NORMAL)),
                        Contract.initializer(new Uniform(), new Uniform.Config(0.1, 0)),
                        Contract.initializer(new Normal(), new Normal.Config(0.1, 0)),
                        Contract.initializer(new Constant(), new Constant.Config(1)),
                        Contract.initializer(new Zeros(), new NoConfig()))
                .flatMap(Contract::tests);
    }
}
