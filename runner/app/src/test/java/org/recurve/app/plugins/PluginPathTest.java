package org.recurve.app.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.model.Activation;
import org.recurve.app.problem.UserError;

class PluginPathTest {
    private static final String SOURCE = """
            package stranger;

            import org.recurve.api.model.*;
            import org.recurve.api.plugin.*;

            @Plugin(id = "doubled", version = 1, summary = "y = 2 x")
            public final class Doubled implements Activation<NoConfig> {
                @Override
                public Value apply(NoConfig config, Value x) {
                    return x.times(2);
                }
            }
            """;

    @TempDir
    Path temporary;

    private Path folder(String name) throws Exception {
        return Files.createDirectories(temporary.resolve(name));
    }

    private PluginPath path(Map<String, String> environment) {
        return PluginPath.of(environment, temporary.resolve("home"), temporary.resolve("store"), temporary);
    }

    @Test
    void theOrderIsVariableUserStoreWorkingFolder() throws Exception {
        String named = folder("a") + File.pathSeparator + File.pathSeparator + folder("b");
        assertEquals(
                List.of("a", "b", "home/.config/recurve/plugins", "store/plugins", "plugins").stream()
                        .map(temporary::resolve)
                        .toList(),
                path(Map.of(PluginPath.VARIABLE, named)).paths());
        assertEquals(
                temporary.resolve("xdg/recurve/plugins"),
                path(Map.of("XDG_CONFIG_HOME", temporary.resolve("xdg").toString()))
                        .paths()
                        .getFirst());
        assertEquals(
                temporary.resolve("home/.config/recurve/plugins"),
                path(Map.of("XDG_CONFIG_HOME", "not/absolute")).paths().getFirst(),
                "as the base directory specification demands");
    }

    @Test
    void aFolderThatIsReachedTwiceCountsOnce() throws Exception {
        folder("store/plugins");
        Files.createSymbolicLink(temporary.resolve("plugins"), temporary.resolve("store/plugins"));
        assertEquals(2, path(Map.of()).paths().size());
    }

    @Test
    void whatTheVariableNamesMustExist() {
        String missing = temporary.resolve("missing").toString();
        UserError error = assertThrows(UserError.class, () -> path(Map.of(PluginPath.VARIABLE, missing)));
        assertTrue(error.getMessage().contains("RECURVE_PLUGINS"), error.getMessage());
        assertTrue(error.getMessage().contains(missing), error.getMessage());
    }

    @Test
    void equalJarsAreOneAndOthersWithTheSameIdAnErrorNamingBoth() throws Exception {
        Path first = folder("home/.config/recurve/plugins").resolve("doubled.jar");
        Jars.of(first, Activation.class.getName(), "Doubled", SOURCE);
        Path second = folder("plugins").resolve("copy.jar");
        Files.copy(first, second);
        Path copies = temporary.resolve("copies");
        PluginProvider found = path(Map.of())
                .registry(copies)
                .find(PluginKind.LAYER, "doubled")
                .orElseThrow();
        assertEquals(first.toString(), found.origin().toString());

        Path alone = Files.copy(first, temporary.resolve("alone.jar"));
        assertEquals(
                alone.toString(),
                path(Map.of(PluginPath.VARIABLE, alone.toString()))
                        .registry(copies)
                        .find(PluginKind.LAYER, "doubled")
                        .orElseThrow()
                        .origin()
                        .toString());

        Jars.of(second, Activation.class.getName(), "Doubled", SOURCE.replace("times(2)", "plus(x)"));
        UserError error = assertThrows(UserError.class, () -> path(Map.of()).registry(copies));
        assertTrue(error.getMessage().contains(first.toString()), error.getMessage());
        assertTrue(error.getMessage().contains(second.toString()), error.getMessage());
    }

    @Test
    void whoMissesAPluginHearsSimilarNamesAndPlaces() {
        PluginRegistry registry = path(Map.of()).registry(temporary.resolve("copies"));
        String help = String.join("\n", registry.help(PluginKind.LAYER, "conf"));
        assertTrue(help.contains("similar names: conv"), help);
        assertTrue(help.contains(temporary.resolve("store/plugins") + " (of the store; not there)"), help);
        assertTrue(help.matches("(?s).*recurve plugins lists all \\d+ layers.*"), help);
        assertTrue(help.length() < 1500, "no list of everything: " + help);
        String other = String.join("\n", registry.help(PluginKind.LOSS, "relu"));
        assertTrue(other.contains("relu exists, but as one of the activations"), other);
    }
}
