package org.recurve.app.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The schema in an editor: the yaml-language-server that editors start, whose script {@value #SERVER} names. Its package is
 * {@code yaml-language-server} of npm; {@code .ci/run} installs it.
 */
@Timeout(60)
@EnabledIfEnvironmentVariable(named = EditorTest.SERVER, matches = ".+")
class EditorTest {
    static final String SERVER = "RECURVE_YAML_LANGUAGE_SERVER";

    private static final String FILE = """
            # yaml-language-server: $schema=experiment.schema.json
            study: a
            data: {adding: {steps: 5}}
            model:
              - conv:
                  filters: 6
                  kernel: 3
            \s\s\s\s\s\s
              - dense: 1
            loss: squared-error
            train: {optimizer: {sgd: {learning-rate: 0.1}}, epochs: 1, batch: 2}
            """;

    @TempDir
    private Path folder;

    private LanguageServer server;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(
                folder.resolve("experiment.schema.json"), recurve("schema").out());
        server = LanguageServer.start(Path.of(System.getenv(SERVER)), folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void settingsOfAPluginAreCompleted() throws IOException {
        assertEquals(List.of(), server.open("a.yaml", FILE));
        List<String> labels = server.completion("a.yaml", 7, 6).stream()
                .map(item -> item.get("label").asString())
                .toList();
        assertTrue(
                labels.containsAll(
                        List.of("stride", "padding", "dilation", "sharing", "connectivity", "bias", "initializer")),
                labels.toString());
        assertTrue(!labels.contains("filters") && !labels.contains("kernel"), labels.toString());
    }

    @Test
    void hoveringTellsWhatAPluginAndASettingAre() throws IOException {
        server.open("a.yaml", FILE);
        assertTrue(server.hover("a.yaml", 4, 5).contains("kernels slid over the input"));
        assertTrue(server.hover("a.yaml", 5, 8).contains("output channels (whole number, at least 1)"));
        assertTrue(server.hover("a.yaml", 10, 2).contains("how the parameters are moved"));
    }

    @Test
    void typosAreMarkedWhereTheyStand() throws IOException {
        assertMarked("filters", "filtrs", 5, "Property filtrs is not allowed.");
        assertMarked("- dense", "- dens", 8, "Property dens is not allowed.");
        assertMarked("epochs", "epoch", 10, "Property epoch is not allowed.");
        assertMarked("kernel: 3", "stride: x", 4, "Missing property \"kernel\".");
        assertMarked("loss: squared", "loss: squred", 9, "Value is not accepted.");
        assertMarked("filters: 6", "filters: six", 5, "Incorrect type. Expected \"integer\".");
    }

    private void assertMarked(String right, String wrong, int line, String message) throws IOException {
        List<JsonNode> marks = server.open(wrong.replaceAll("[^a-z]", "") + ".yaml", FILE.replace(right, wrong));
        assertTrue(
                marks.stream()
                        .anyMatch(mark -> mark.at("/range/start/line").asInt() == line
                                && mark.get("message").asString().startsWith(message)),
                wrong + ": " + marks);
    }
}
