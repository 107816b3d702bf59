package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/** Each demand is met by the sound plugin, and missed by the one that breaks it. */
class ProviderRulesTest {
    /** A plugin as it should be. */
    @Plugin(id = "sound", summary = "x")
    public static final class Sound implements Activation<Sound.Config> {
        public record Config(
                @Doc("a factor") @Main @Default("1") double factor) {}

        @Override
        public Value apply(Config config, Value x) {
            return x.times(StrictMath.exp(config.factor()) + Math.abs(config.factor()));
        }
    }

    @Plugin(id = "Wrong_Id", summary = "x")
    public static final class WronglyNamed extends Identity {}

    public static final class Unnamed extends Identity {}

    @Plugin(id = "stateful", summary = "x")
    public static final class Stateful extends Identity {
        int calls;
    }

    @Plugin(id = "inexact", summary = "x")
    public static final class Inexact extends Identity {
        @Override
        public Value apply(NoConfig config, Value x) {
            return x.times(Helper.factor());
        }
    }

    @Plugin(id = "random", summary = "x")
    public static final class Unrepeatable extends Identity {
        @Override
        public Value apply(NoConfig config, Value x) {
            return x.times(new Random().nextDouble());
        }
    }

    @Plugin(id = "undocumented", summary = "x")
    public static final class Undocumented implements Activation<Undocumented.Config> {
        public record Config(double factor) {}

        @Override
        public Value apply(Config config, Value x) {
            return x;
        }
    }

    @Plugin(id = "misdefault", summary = "x")
    public static final class Misdefaulted implements Activation<Misdefaulted.Config> {
        public record Config(
                @Doc("a factor") @Default("one") double factor) {}

        @Override
        public Value apply(Config config, Value x) {
            return x;
        }
    }

    /** What the broken plugins have in common. */
    static class Identity implements Activation<NoConfig> {
        @Override
        public Value apply(NoConfig config, Value x) {
            return x;
        }
    }

    /** The forbidden call may hide in a helper. */
    static final class Helper {
        static double factor() {
            return Math.pow(2, 0.5);
        }
    }

    private static ContractCheck demand(Object provider, Record config, String words) {
        return ProviderRules.checks(provider, config, Activation.class).stream()
                .filter(check -> check.demand().contains(words))
                .findFirst()
                .orElseThrow();
    }

    private static void missed(Object provider, Record config, String words, String reason) {
        assertDoesNotThrow(demand(new Sound(), new Sound.Config(1), words).test());
        String message = assertThrows(
                        AssertionError.class, demand(provider, config, words).test())
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void theSoundPluginMeetsEveryDemand() {
        for (ContractCheck check : ProviderRules.checks(new Sound(), new Sound.Config(1), Activation.class)) {
            assertDoesNotThrow(check.test());
        }
    }

    @Test
    void idsFollowTheRules() {
        missed(new WronglyNamed(), new NoConfig(), "has an id", "lowercase");
        missed(new Unnamed(), new NoConfig(), "has an id", "no @Plugin");
    }

    @Test
    void stateIsRefused() {
        missed(new Stateful(), new NoConfig(), "keeps no state", "calls is state");
    }

    @Test
    void providersAreListed() {
        missed(new Stateful(), new NoConfig(), "is listed", "META-INF/services/org.recurve.api.model.Activation");
    }

    @Test
    void settingsAreDocumentedAndHaveFittingDefaults() {
        missed(new Undocumented(), new Undocumented.Config(1), "documents", "factor has no @Doc");
        missed(new Misdefaulted(), new Misdefaulted.Config(1), "documents", "\"one\" of factor is no double");
    }

    @Test
    void arithmeticThatDiffersBetweenMachinesIsRefused() {
        missed(new Inexact(), new NoConfig(), "same bits", "java.lang.Math.pow");
        missed(new Unrepeatable(), new NoConfig(), "same bits", "java.util.Random");
    }
}
