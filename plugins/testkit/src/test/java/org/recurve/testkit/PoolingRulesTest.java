package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Pooling;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.model.Window;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/** Poolings that are right on full windows alone are noticed. */
class PoolingRulesTest {
    /** The mean of what exists. */
    @Plugin(id = "mean", summary = "mean")
    static final class Mean implements Pooling<NoConfig> {
        @Override
        public Value reduce(NoConfig config, Scope scope, Window window) {
            return window.sum().dividedBy(window.count());
        }
    }

    /** Divides by one less than the number of elements. */
    @Plugin(id = "unbiased", summary = "variance, divided by n − 1")
    static final class Unbiased implements Pooling<NoConfig> {
        @Override
        public Value reduce(NoConfig config, Scope scope, Window window) {
            return window.sum(x -> x.square()).dividedBy(window.count().minus(1));
        }
    }

    /** Has no derivative at 0. */
    @Plugin(id = "root", summary = "root of the mean square")
    static final class Root implements Pooling<NoConfig> {
        @Override
        public Value reduce(NoConfig config, Scope scope, Window window) {
            return window.sum(x -> x.square()).sqrt();
        }
    }

    private static List<String> missed(Pooling<NoConfig> pooling) {
        return new PoolingRules(new Spec<>(pooling, new NoConfig()))
                .checks().stream()
                        .filter(PoolingRulesTest::isMissed)
                        .map(check -> check.demand()
                                .replaceFirst("gives finite numbers and gradients in (windows |a window )", ""))
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
    void aMeanOfWhatExistsIsSound() {
        assertEquals(List.of(), missed(new Mean()));
    }

    @Test
    void aDivisionByOneLessIsNoticed() {
        assertEquals(
                List.of("with one element that exists", "of zeros", "over a sequence of one step"),
                missed(new Unbiased()));
    }

    @Test
    void aRootWithoutDerivativeIsNoticed() {
        assertEquals(List.of("of zeros"), missed(new Root()));
    }
}
