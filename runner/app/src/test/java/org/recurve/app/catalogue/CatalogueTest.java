package org.recurve.app.catalogue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.api.model.Activation;
import org.recurve.app.document.Overrides;
import org.recurve.app.experiment.ExperimentReader;
import org.recurve.app.plugins.Jars;
import org.recurve.app.plugins.PluginFolder;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.reports.catalogue.CataloguePage;
import org.recurve.reports.catalogue.CataloguePage.PluginCard;
import org.recurve.reports.catalogue.CataloguePage.PluginGroup;
import org.recurve.reports.catalogue.PluginPicture;
import org.recurve.reports.catalogue.PluginPicture.CurvePicture;
import org.recurve.reports.catalogue.PluginPicture.GridCells;

/** {@code recurve plugins --html}: a card for each plugin, with an example that files take and a picture that is true. */
class CatalogueTest {
    private static final PluginRegistry PLUGINS =
            new PluginFolder(Path.of("target", "no-plugins-here"), Path.of("target", "no-plugins-here")).registry();
    private static final CataloguePage PAGE = CatalogueBuilder.of(PLUGINS);

    /** What a file must have, a section a line. */
    private static final Map<String, String> BASE = Map.of(
            "study", "study: a",
            "data", "data: {adding: {steps: 5}}",
            "model", "model: [{dense: 1}]",
            "loss", "loss: squared-error",
            "train", "train: {optimizer: {sgd: {learning-rate: 0.1}}, epochs: 1, batch: 4}");

    @TempDir
    Path folder;

    static List<String> examples() {
        return PAGE.groups().stream()
                .flatMap(group -> group.plugins().stream())
                .map(PluginCard::example)
                .filter(example -> !example.startsWith("recurve ")) // commands
                .toList();
    }

    private static PluginCard card(String group, String id) {
        return PAGE.groups().stream()
                .filter(candidate -> candidate.name().equals(group))
                .map(PluginGroup::plugins)
                .flatMap(List::stream)
                .filter(card -> card.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExampleIsOneThatAFileTakes(String example) {
        String section = example.substring(0, example.indexOf(':'));
        StringBuilder file = new StringBuilder(example).append('\n');
        BASE.forEach((key, line) -> file.append(key.equals(section) ? "" : line + "\n"));
        assertEquals(
                "a",
                ExperimentReader.read("a.yaml", file.toString(), PLUGINS, Overrides.NONE)
                        .study());
    }

    @Test
    void picturesShowWhatIsComputed() {
        CurvePicture relu = (CurvePicture) card("activations", "relu").picture().orElseThrow();
        assertArrayEquals(
                DoubleStream.of(relu.x()).map(x -> Math.max(0, x)).toArray(),
                relu.curves().getFirst(),
                1e-6);
        CurvePicture cosine =
                (CurvePicture) card("schedules", "cosine").picture().orElseThrow();
        double[] rates = cosine.curves().getFirst();
        assertEquals(rates[0] / 2, rates[rates.length / 2], 1e-9);
        GridCells tiled = (GridCells) card("sharings", "tiled").picture().orElseThrow();
        assertEquals(
                List.of("a", "b", "a", "b", "a", "b", "c", "d"), tiled.words().subList(0, 8));
        GridCells unshared = (GridCells) card("sharings", "unshared").picture().orElseThrow();
        assertEquals(36, Set.copyOf(unshared.words()).size());
        GridCells max = (GridCells) card("poolings", "max").picture().orElseThrow();
        assertEquals(36, max.shades().length);
        for (String group : List.of("activations", "schedules", "sharings", "poolings")) {
            PAGE.groups().stream()
                    .filter(candidate -> candidate.name().equals(group))
                    .flatMap(candidate -> candidate.plugins().stream())
                    .forEach(plugin -> assertTrue(plugin.picture().isPresent(), plugin.named()));
        }
    }

    @Test
    void aStrangersTextIsTextAndItsPluginIsDrawn() throws IOException {
        Path jars = Files.createDirectories(folder.resolve("jars"));
        Jars.of(jars.resolve("bent.jar"), Activation.class.getName(), "Bent", """
                package stranger;
                import org.recurve.api.model.*;
                import org.recurve.api.plugin.*;
                @Plugin(id = "bent", version = 3, summary = "<script>alert(1)</script>")
                public final class Bent implements Activation<NoConfig> {
                    @Override
                    public Value apply(NoConfig config, Value x) {
                        return x.square();
                    }
                }
                """);
        Path page = folder.resolve("plugins.html");
        assertEquals(0, recurve("plugins", "--plugins", jars, "--html", page).code());
        String html = Files.readString(page);
        assertTrue(html.contains("bent@3, bent.jar"));
        assertTrue(html.contains("&lt;script&gt;alert(1)"));
        assertFalse(html.contains("<script>alert"));
        PAGE.groups().stream()
                .flatMap(group -> group.plugins().stream())
                .forEach(plugin -> assertTrue(html.contains(plugin.named()), plugin.named()));
        assertFalse(html.contains("src=\"http") || html.contains("url(http"), "the page is all in one file");
    }

    @Test
    void aPluginThatCannotBeDrawnHasNoPicture() {
        assertEquals(
                java.util.Optional.<PluginPicture>empty(),
                card("initializers", "from-file").picture());
    }
}
