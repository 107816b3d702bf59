package org.recurve.example;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.data.Field;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.Shape;
import org.recurve.api.search.Axis;
import org.recurve.testkit.Contract;

/** The whole test that a plugin needs, once for each kind. */
class ExampleContractTest {
    @TestFactory
    Stream<DynamicTest> layer() {
        return Contract.layer(new ResidualExample(), "4", 3, 2).tests();
    }

    @TestFactory
    Stream<DynamicTest> cell() {
        return Contract.cell(new MinimalGated(), "{units: 3}", 2).tests();
    }

    @TestFactory
    Stream<DynamicTest> pooling() {
        return Contract.pooling(new MixedPooling(), "{}").tests();
    }

    @TestFactory
    Stream<DynamicTest> activation() {
        return Contract.layer(new SoftplusExample(), "{}", 7).tests();
    }

    @TestFactory
    Stream<DynamicTest> initializer() {
        return Contract.initializer(new IdentityExample(), "1").tests();
    }

    @TestFactory
    Stream<DynamicTest> loss() {
        Field target = new Field(Field.TARGET, Shape.of(3));
        return Contract.loss(new HuberExample(), "1", Shape.of(3), target).tests();
    }

    @TestFactory
    Stream<DynamicTest> metric() {
        Sample sample = new Sample(new float[] {0, 2, 1}, Shape.of(3), new float[] {2}, -1);
        return Contract.metric(new TopKExample(), "2", sample).tests();
    }

    @TestFactory
    Stream<DynamicTest> schedule() {
        return Contract.schedule(new InverseTime(), "{from: 0.1, half: 5}").tests();
    }

    @TestFactory
    Stream<DynamicTest> optimizer() {
        return Contract.optimizer(new SignDescent(), "{learning-rate: 0.01}").tests();
    }

    @TestFactory
    Stream<DynamicTest> clipper() {
        return Contract.clipper(new ClipEachParameter(), "1").tests();
    }

    @TestFactory
    Stream<DynamicTest> regularizer() {
        return Contract.regularizer(new ElasticNet(), "{strength: 0.3, mix: 0.5}")
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> constraint() {
        return Contract.constraint(new ParameterNorm(), "2").tests();
    }

    @TestFactory
    Stream<DynamicTest> sharing() {
        return Contract.sharing(new Mirrored(), "{}").tests();
    }

    @TestFactory
    Stream<DynamicTest> connectivity() {
        return Contract.connectivity(new Neighbours(), "3").tests();
    }

    @TestFactory
    Stream<DynamicTest> dataset() {
        return Contract.dataset(new Waves(), "{steps: 10, train: 50}", source -> {
                    throw new AssertionError("waves are generated");
                })
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> augmentation() {
        Field input = new Field(Field.INPUT, Shape.of(1, 4, 5));
        Field target = new Field(Field.TARGET, Shape.SCALAR);
        return Contract.augmentation(new ContrastExample(), "0.3", input, target)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> tokenizer() {
        return Contract.tokenizer(new NgramExample(), "2", "to be, or not to be", "a", "Größe")
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> listener() {
        return Contract.listener(new Milestones(), "1").tests();
    }

    @TestFactory
    Stream<DynamicTest> search() {
        return Contract.search(new LatinHypercube(), "9", new Axis("x", 0), new Axis("y", 3))
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> exporter() {
        return Contract.exporter(new Columns(), "' '").tests();
    }

    @TestFactory
    Stream<DynamicTest> section() {
        return Contract.section(new SeedSpread(), "{}").tests();
    }
}
