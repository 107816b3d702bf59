package org.recurve.example;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.data.Field;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.search.Axis;
import org.recurve.testkit.Contract;

/** The whole test that a plugin needs, once for each kind. */
class ExampleContractTest {
    @TestFactory
    Stream<DynamicTest> layer() {
        return Contract.layer(new ResidualExample(), new ResidualExample.Config(4, 0.5), 3, 2)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> cell() {
        return Contract.cell(new MinimalGated(), new MinimalGated.Config(3), 2).tests();
    }

    @TestFactory
    Stream<DynamicTest> pooling() {
        return Contract.pooling(new MixedPooling(), new NoConfig()).tests();
    }

    @TestFactory
    Stream<DynamicTest> activation() {
        return Contract.layer(new SoftplusExample(), new NoConfig(), 7).tests();
    }

    @TestFactory
    Stream<DynamicTest> initializer() {
        return Contract.initializer(new IdentityExample(), new IdentityExample.Config(1))
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> loss() {
        Field target = new Field(Field.TARGET, Shape.of(3));
        return Contract.loss(new HuberExample(), new HuberExample.Config(1), Shape.of(3), target)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> metric() {
        Sample sample = new Sample(new float[] {0, 2, 1}, Shape.of(3), new float[] {2}, -1);
        return Contract.metric(new TopKExample(), new TopKExample.Config(2), sample)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> schedule() {
        return Contract.schedule(new InverseTime(), new InverseTime.Config(0.1, 5))
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> optimizer() {
        return Contract.optimizer(new SignDescent(), new SignDescent.Config(0.01, 0.9, 1e-3))
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> clipper() {
        return Contract.clipper(new ClipEachParameter(), new ClipEachParameter.Config(1))
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> regularizer() {
        return Contract.regularizer(new ElasticNet(), new ElasticNet.Config(0.3, 0.5))
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> constraint() {
        return Contract.constraint(new ParameterNorm(), new ParameterNorm.Config(2))
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> sharing() {
        return Contract.sharing(new Mirrored(), new NoConfig()).tests();
    }

    @TestFactory
    Stream<DynamicTest> connectivity() {
        return Contract.connectivity(new Neighbours(), new Neighbours.Config(3)).tests();
    }

    @TestFactory
    Stream<DynamicTest> dataset() {
        return Contract.dataset(new Waves(), new Waves.Config(10, 50), source -> {
                    throw new AssertionError("waves are generated");
                })
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> listener() {
        return Contract.listener(new Milestones(), new Milestones.Config(1)).tests();
    }

    @TestFactory
    Stream<DynamicTest> search() {
        return Contract.search(new LatinHypercube(), new LatinHypercube.Config(9), new Axis("x", 0), new Axis("y", 3))
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> exporter() {
        return Contract.exporter(new Columns(), new Columns.Config(" ")).tests();
    }
}
