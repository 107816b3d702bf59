package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Field;
import org.recurve.api.random.Stream;

/** Checks what is demanded of an augmentation: an example that is changed alike whenever it is read, and stays an example. */
final class AugmentationRules {
    private static final int EXAMPLES = 6;
    private static final int EPOCHS = 12;

    private AugmentationRules() {}

    static <C extends Record> List<ContractCheck> checks(Augmentation<C> augmentation, C config, List<Field> fields) {
        return List.of(
                new ContractCheck("takes such examples", () -> augmentation.check(config, fields)),
                new ContractCheck("changes an example alike whenever and wherever it is read", () -> {
                    List<double[]> once = IntStream.range(0, EXAMPLES)
                            .mapToObj(index -> changed(augmentation, config, fields, index, 0))
                            .toList();
                    for (int index = EXAMPLES - 1; index >= 0; index--) { // in another order
                        assertArrayEquals(once.get(index), changed(augmentation, config, fields, index, 0));
                    }
                }),
                new ContractCheck(
                        "changes something in some epoch",
                        () -> assertTrue(
                                IntStream.range(0, EPOCHS)
                                        .anyMatch(epoch -> !Arrays.equals(
                                                unchanged(fields), changed(augmentation, config, fields, 0, epoch))),
                                "of " + EPOCHS + " epochs none has changed an example")),
                new ContractCheck("leaves lengths, classes and finite numbers", () -> {
                    for (int epoch = 0; epoch < EPOCHS; epoch++) {
                        valid(augmentation, config, fields, epoch);
                    }
                }),
                new ContractCheck("mixes targets only if it says so", () -> {
                    for (int epoch = 0; epoch < EPOCHS && !augmentation.mixes(config); epoch++) {
                        assertTrue(
                                apply(augmentation, config, fields, 0, epoch).share() == 0,
                                "mixTarget was called, but mixes() is false");
                    }
                }));
    }

    private static <C extends Record> void valid(
            Augmentation<C> augmentation, C config, List<Field> fields, int epoch) {
        SampleExample example = apply(augmentation, config, fields, 0, epoch);
        for (Field field : fields) {
            float[] values = example.values(field.name());
            int classes = field.classes().size();
            for (float value : values) {
                assertTrue(
                        Float.isFinite(value)
                                && (classes == 0 || (value == (int) value && value >= 0 && value < classes)),
                        () -> field.name() + " holds " + value);
            }
            if (field.name().equals(Field.LENGTH)) {
                assertEquals(example.steps(), values[0]);
            }
        }
    }

    /** Returns what it makes of some examples. */
    static <C extends Record> double[] numbers(Augmentation<C> augmentation, C config, List<Field> fields) {
        return IntStream.range(0, EXAMPLES)
                .mapToObj(index -> changed(augmentation, config, fields, index, index))
                .flatMapToDouble(DoubleStream::of)
                .toArray();
    }

    private static <C extends Record> double[] changed(
            Augmentation<C> augmentation, C config, List<Field> fields, int index, int epoch) {
        return apply(augmentation, config, fields, index, epoch).numbers();
    }

    private static double[] unchanged(List<Field> fields) {
        return SampleExample.of(fields, 0, EXAMPLES).numbers();
    }

    private static <C extends Record> SampleExample apply(
            Augmentation<C> augmentation, C config, List<Field> fields, int index, int epoch) {
        SampleExample example = SampleExample.of(fields, index, EXAMPLES);
        Stream random = TestNumbers.stream("augment").in(epoch).in(index);
        augmentation.apply(config, example, random);
        return example;
    }
}
