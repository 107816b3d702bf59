package org.recurve.app.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Vector;
import org.recurve.api.random.Stream;
import org.recurve.app.Installed;
import org.recurve.app.document.Overrides;
import org.recurve.compute.program.Program;
import org.recurve.engine.data.ShuffleOrder;
import org.recurve.engine.spec.TrialSpec;

/** A change shares with the baseline all that it did not touch, to the last bit. */
class PairingTest {
    private static final String FILE = """
            study: paired
            data: {mnist: {train: 100, validation: 20}}
            model:
              - conv: {filters: 3, kernel: 3, padding: same}
              - conv: {filters: 3, kernel: 3, padding: same}
              - conv: {filters: 3, kernel: 3, padding: same}
              - conv: {filters: 3, kernel: 3, padding: same}
              - dense: 10
            loss: cross-entropy
            train: {optimizer: {sgd: 0.1}, epochs: 1, batch: 10}
            seeds: 2
            ablate: {without-third: {remove: conv3}}
            """;
    private static final List<Field> FIELDS =
            List.of(new Field(Field.INPUT, Shape.of(1, 8, 8)), new Field(Field.TARGET, Shape.of()));

    private static Map<String, float[]> weights(TrialSpec trial) {
        Vector theta = Program.trace(trial.last().model(), trial.last().loss(), FIELDS)
                .start(Stream.of(trial.draws().init()).in("init"))
                .theta();
        float[] values = theta.toArray();
        return theta.segments().stream()
                .collect(Collectors.toMap(
                        s -> s.name(),
                        s -> Arrays.copyOfRange(
                                values, s.offset(), s.offset() + s.shape().size())));
    }

    @Test
    void removingTheThirdLayerLeavesTheFourthOnesWeightsAndTheOrderOfTheDataAsTheyWere() {
        List<TrialSpec> trials = ExperimentReader.read("p.yaml", FILE, Installed.plugins(), Overrides.NONE)
                .plan(1)
                .trials();
        for (int seed = 0; seed < 2; seed++) {
            TrialSpec baseline = trials.get(2 * seed);
            TrialSpec without = trials.get(2 * seed + 1);
            Map<String, float[]> before = weights(baseline);
            Map<String, float[]> after = weights(without);
            assertFalse(after.containsKey("conv3.w"));
            assertEquals(before.size() - 2, after.size());
            after.forEach((name, weights) -> assertArrayEquals(before.get(name), weights, name));
            assertArrayEquals(
                    ShuffleOrder.of(baseline.draws().order()).epoch(1, 100),
                    ShuffleOrder.of(without.draws().order()).epoch(1, 100));
        }
        assertFalse(Arrays.equals(
                weights(trials.get(0)).get("conv4.w"), weights(trials.get(2)).get("conv4.w")));
    }
}
