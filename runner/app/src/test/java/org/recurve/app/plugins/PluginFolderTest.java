package org.recurve.app.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.model.Activation;
import org.recurve.app.Golden;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;

class PluginFolderTest {
    private static final String SOURCE = """
            package stranger;

            import org.recurve.api.model.*;
            import org.recurve.api.plugin.*;

            @Plugin(id = "ID", version = 3, summary = "y = a x")
            public final class Scaled implements Activation<Scaled.Config> {
                public record Config(@Main @Default("2") double factor) {}

                @Override
                public Value apply(Config config, Value x) {
                    return x.times(config.factor());
                }
            }
            """;

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(temporary.resolve("plugins"));
    }

    private PluginFolder plugins() {
        return new PluginFolder(folder, temporary.resolve("copies"));
    }

    private Path jar(String name, String source) throws IOException {
        return Jars.of(folder.resolve(name), Activation.class.getName(), "Scaled", source);
    }

    private String shown(String text) {
        return text.replace(temporary.toString(), "HERE");
    }

    @Test
    void aDroppedJarIsFoundAndKnownByItsContent() throws IOException {
        jar("scaled.jar", SOURCE.replace("ID", "scaled"));
        PluginProvider found =
                plugins().registry().find(PluginKind.LAYER, "scaled").orElseThrow();
        assertEquals("scaled@3", found.named());
        assertTrue(found.identity().matches("code:sha256:[0-9a-f]{64}"), found.identity());

        Files.delete(folder.resolve("scaled.jar"));
        jar("renamed.jar", SOURCE.replace("ID", "scaled"));
        assertEquals(
                found.identity(),
                plugins()
                        .registry()
                        .find(PluginKind.LAYER, "scaled")
                        .orElseThrow()
                        .identity(),
                "built again from the same source, at another time and under another name");

        Files.delete(folder.resolve("renamed.jar"));
        jar("scaled.jar", SOURCE.replace("ID", "scaled").replace("x.times(", "x.plus("));
        assertNotEquals(
                found.identity(),
                plugins()
                        .registry()
                        .find(PluginKind.LAYER, "scaled")
                        .orElseThrow()
                        .identity());
    }

    @Test
    void aStrangerSeesTheApiAndTheJdkAlone() throws IOException {
        jar("scaled.jar", SOURCE.replace("ID", "scaled"));
        PluginProvider found =
                plugins().registry().find(PluginKind.ACTIVATION, "scaled").orElseThrow();
        ClassLoader own = found.plugin().getClass().getClassLoader();
        assertThrows(ClassNotFoundException.class, () -> own.loadClass("org.recurve.app.plugins.PluginRegistry"));
        assertThrows(ClassNotFoundException.class, () -> own.loadClass("com.google.common.collect.ImmutableList"));
        assertThrows(ClassNotFoundException.class, () -> own.loadClass("org.recurve.compute.program.Program"));
    }

    @Test
    void aBrokenJarIsSkippedAndTheOthersLoad() throws IOException {
        Files.writeString(folder.resolve("a-broken.jar"), "this is not a jar");
        jar("b-no-annotation.jar", SOURCE.replaceFirst("(?m)^@Plugin.*$", ""));
        jar("c-bad-id.jar", SOURCE.replace("ID", "Scaled Up"));
        jar("d-good.jar", SOURCE.replace("ID", "scaled"));
        jar(
                "e-no-config.jar",
                SOURCE.replace("ID", "raw")
                        .replace("Activation<Scaled.Config>", "Activation")
                        .replace("apply(Config config, Value x)", "apply(Record config, Value x)")
                        .replace("config.factor()", "2"));
        Jars.of(folder.resolve("f-no-provider.jar"), "org.example.Nothing", "Scaled", SOURCE.replace("ID", "none"));
        Jars.newer(
                folder.resolve("g-newer-api.jar"),
                Activation.class.getName(),
                "Scaled",
                SOURCE.replace("ID", "new").replace("implements ", "implements Novelty, "),
                "package org.recurve.api.model; public interface Novelty {}");
        PluginRegistry registry = plugins().registry();
        assertTrue(registry.find(PluginKind.LAYER, "scaled").isPresent());
        new Golden("plugin-broken")
                .matches(shown(registry.broken().stream().map(Problem::toString).collect(Collectors.joining("\n"))));
    }

    @Test
    void twoJarsWithOneIdAreAnErrorNamingBoth() throws IOException {
        jar("one.jar", SOURCE.replace("ID", "scaled"));
        jar("two.jar", SOURCE.replace("ID", "scaled").replace("x.times", "x.plus"));
        jar("three.jar", SOURCE.replace("ID", "conv"));
        UserError error = assertThrows(UserError.class, () -> plugins().registry());
        new Golden("plugin-twice").matches(shown(error.getMessage()));
    }

    @Test
    void aJarIsReadOnceSoThatRebuildingItDisturbsNothing() throws IOException {
        Path jar = jar("scaled.jar", SOURCE.replace("ID", "scaled"));
        PluginProvider found =
                plugins().registry().find(PluginKind.LAYER, "scaled").orElseThrow();
        Files.writeString(jar, "torn by a build that is just running");
        assertEquals(
                "Config[factor=2.0]",
                assertConstructs(found.config()),
                "classes that were not loaded yet still come from the copy");
    }

    private static String assertConstructs(Class<? extends Record> config) {
        try {
            return config.getConstructor(double.class).newInstance(2.0).toString();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
