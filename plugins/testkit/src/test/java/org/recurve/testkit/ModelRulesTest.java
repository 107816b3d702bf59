package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/** The demands on models tell the sound layer from those that break a promise. */
class ModelRulesTest {
    /** Keeps every promise. */
    @Plugin(id = "sound", summary = "tanh(W x) with noise")
    static final class Sound implements Layer<NoConfig> {
        @Override
        public Value forward(NoConfig config, Scope scope, Value x) {
            return scope.linear("w", x, 3).plus(scope.normal("noise", 3)).tanh();
        }
    }

    /** Lets examples meet. */
    @Plugin(id = "sociable", summary = "x minus the batch's mean")
    static final class Sociable implements Layer<NoConfig> {
        @Override
        public Value forward(NoConfig config, Scope scope, Value x) {
            return x.minus(x.batchMean());
        }
    }

    /** Hides a dependence from the derivative. */
    @Plugin(id = "secretive", summary = "x² with half of its derivative")
    static final class Secretive implements Layer<NoConfig> {
        @Override
        public Value forward(NoConfig config, Scope scope, Value x) {
            return x.times(x.stopGradient());
        }
    }

    private static List<String> missed(Layer<NoConfig> layer) {
        Spec<Layer<?>> spec = new Spec<>(layer, new NoConfig());
        return new ModelRules(spec, Shape.of(4))
                .checks().stream()
                        .filter(ModelRulesTest::isMissed)
                        .map(ContractCheck::demand)
                        .toList();
    }

    private static boolean isMissed(ContractCheck check) {
        try {
            check.test().execute();
            return false;
        } catch (Throwable missed) {
            return true;
        }
    }

    @Test
    void aSoundLayerMeetsEveryDemand() {
        assertEquals(List.of(), missed(new Sound()));
    }

    @Test
    void examplesThatMeetAreNoticed() {
        assertEquals(
                List.of(
                        "has the same bits in every batch, in evaluation",
                        "has the same bits in every batch, in training"),
                missed(new Sociable()));
    }

    @Test
    void derivativesThatDoNotBelongToTheFunctionAreNoticed() {
        assertEquals(
                List.of(
                        "has derivatives that agree with finite differences",
                        "has second derivatives that agree with finite differences"),
                missed(new Secretive()));
    }

    @Test
    void aContractFailsWithEverythingThatIsMissed() {
        Contract contract = Contract.layer(new Secretive(), new NoConfig(), 4);
        AssertionError failure = assertThrows(AssertionError.class, contract::check);
        assertEquals(4, failure.getSuppressed().length, "not public, not listed, and two derivatives");
        assertEquals(contract.checks().size(), contract.tests().count());
        assertDoesNotThrow(contract::tests);
    }
}
