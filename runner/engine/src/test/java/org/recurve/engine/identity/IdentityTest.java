package org.recurve.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Data;
import org.recurve.api.event.PluginCode;
import org.recurve.api.event.Provenance;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.toys.Affine;
import org.recurve.engine.toys.Logarithm;
import org.recurve.engine.toys.Toys;

class IdentityTest {
    private static final RunPlatform HERE = new RunPlatform("0.1", 1, Map.of(), RunPlatform::builtIn);

    private static Data data(String digest) {
        return new Data(List.of(), Map.of(), digest);
    }

    private static String identity(Toys toys) {
        return identity(toys, HERE, "sha256:d");
    }

    private static String identity(Toys toys, RunPlatform platform, String digest) {
        TrialSpec spec = toys.spec();
        return RunPlatform.identity(spec, platform.provenance(spec, data(digest)));
    }

    @Test
    void isASha256() {
        assertTrue(identity(Toys.baseline()).matches("sha256:[0-9a-f]{64}"));
    }

    @Test
    void whatCannotChangeAResultDoesNotChangeIt() {
        String baseline = identity(Toys.baseline());
        assertEquals(baseline, identity(Toys.baseline().variant("other name")));
        assertEquals(baseline, identity(Toys.baseline().threads(3)));
        RunPlatform elsewhere = new RunPlatform("0.2", 1, Map.of("cpu", "another"), RunPlatform::builtIn);
        assertEquals(baseline, identity(Toys.baseline(), elsewhere, "sha256:d"));
    }

    @Test
    void allThatCanChangeAResultChangesIt() {
        Function<Spec<?>, String> newer =
                spec -> spec.plugin() instanceof Affine ? "affine@2" : RunPlatform.builtIn(spec);
        Set<String> all = new HashSet<>(List.of(
                identity(Toys.baseline()),
                identity(Toys.baseline().seed(1)),
                identity(Toys.baseline().batch(9)),
                identity(Toys.baseline().epochs(4)),
                identity(Toys.baseline().data(36, 11, 13)),
                identity(Toys.baseline().selectLast()),
                identity(Toys.baseline(), HERE, "sha256:e"),
                identity(Toys.baseline(), new RunPlatform("0.1", 2, Map.of(), RunPlatform::builtIn), "sha256:d"),
                identity(Toys.baseline(), new RunPlatform("0.1", 1, Map.of(), newer), "sha256:d")));
        assertEquals(9, all.size());
    }

    /** A plugin of the same name from a stranger's jar, the configuration being the same. */
    @Test
    void nestedPluginsCount() {
        Record inner = new Nest(new Spec<>(new Logarithm(), new NoConfig()));
        Toys nested = Toys.baseline().model(Toys.part("dense1", new Affine(), inner));
        assertEquals(
                "logarithm@1",
                HERE.provenance(nested.spec(), data("")).plugins().get("logarithm"));
        Function<Spec<?>, String> strange =
                spec -> spec.plugin() instanceof Logarithm ? "sha256:abc" : RunPlatform.builtIn(spec);
        assertNotEquals(identity(nested), identity(nested, new RunPlatform("0.1", 1, Map.of(), strange), "sha256:d"));
    }

    private record Nest(Spec<?> inside) {}

    private static RunPlatform withJar(PluginCode code, Set<String> begun) {
        return new RunPlatform(
                "0.1",
                1,
                Map.of(),
                spec -> spec.plugin() instanceof Affine
                        ? new PluginSource.Jar(code)
                        : new PluginSource.BuiltIn(RunPlatform.builtIn(spec)),
                begun::contains);
    }

    /** Identities that were computed before plugins were known by their code. */
    @Test
    void aTrialThatBeganUnderItsJarKeepsThatIdentity() {
        PluginCode code = new PluginCode("x.Affine", 1, "sha256:jar", "code:sha256:reached", "");
        Function<Spec<?>, String> jars =
                spec -> spec.plugin() instanceof Affine ? "sha256:jar" : RunPlatform.builtIn(spec);
        String before = identity(Toys.baseline(), new RunPlatform("0.1", 1, Map.of(), jars), "sha256:d");
        String now = identity(Toys.baseline(), withJar(code, Set.of()), "sha256:d");
        assertNotEquals(before, now);
        assertEquals(before, identity(Toys.baseline(), withJar(code, Set.of(before)), "sha256:d"));
        assertEquals(now, identity(Toys.baseline(), withJar(code, Set.of(before, now)), "sha256:d"));
        PluginCode rebuilt = new PluginCode("x.Affine", 1, "sha256:other", "code:sha256:reached", "");
        assertEquals(now, identity(Toys.baseline(), withJar(rebuilt, Set.of(before)), "sha256:d"));
        PluginCode whole = new PluginCode("x.Affine", 1, "sha256:jar", "", "x.Affine calls Class.forName");
        assertEquals(before, identity(Toys.baseline(), withJar(whole, Set.of()), "sha256:d"));
        Provenance from =
                withJar(code, Set.of(before)).provenance(Toys.baseline().spec(), data("sha256:d"));
        assertEquals("sha256:jar", from.plugins().get("affine"));
        assertEquals(Map.of("affine", List.of("sha256:jar")), from.strangers());
        assertEquals(Map.of("affine", List.of(code)), from.code());
    }

    @Test
    void pluginsAreListedById() {
        assertEquals(
                Map.of(
                        "affine", "affine@1",
                        "waves", "waves@1",
                        "descent", "descent@1",
                        "squared-error", "squared-error@1",
                        "count", "count@1",
                        "training loop", "training loop@2"),
                HERE.provenance(Toys.baseline().spec(), data("")).plugins());
    }

    @Test
    void theMachineIsDescribed() {
        Map<String, String> facts = MachineDescription.describe(java.nio.file.Path.of(""));
        assertTrue(facts.keySet().containsAll(Set.of("jdk", "os", "cpu", "threads", "vector-bits")), facts.toString());
    }

    @Test
    void theThreadsOfATrialAreShownAndChangeNoIdentity() {
        TrialSpec spec = Toys.baseline().spec();
        assertEquals(
                Integer.toString(spec.threads()),
                HERE.provenance(spec, data("")).machine().get("threads-in-a-trial"));
    }
}
