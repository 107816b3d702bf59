package org.recurve.app.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.model.Layer;
import org.recurve.app.Golden;
import org.recurve.app.configuration.FileSection;
import org.recurve.app.document.Overrides;
import org.recurve.app.experiment.ExperimentReader;
import org.recurve.app.plugins.Jars;
import org.recurve.app.plugins.PluginFolder;
import org.recurve.app.plugins.PluginRegistry;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

/** The schema as a validator of others reads it, which knows nothing of ours. */
class LanguageSchemaTest {
    private static final Schema SCHEMA = schema(recurve("schema").out());

    @TempDir
    Path folder;

    private static Schema schema(String json) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(json);
    }

    private static List<Error> errors(Schema schema, String yaml) {
        Object plain = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return schema.validate(JsonMapper.shared().writeValueAsString(plain), InputFormat.JSON);
    }

    static List<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../../experiments"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void shippedExperimentsAreValid(Path file) throws IOException {
        assertEquals(List.of(), errors(SCHEMA, Files.readString(file)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "changes",
                "checkpoint",
                "deltas",
                "everywhere",
                "layers",
                "missing-value",
                "modes",
                "nothing",
                "out-of-bounds",
                "outcomes",
                "several",
                "sweep-by",
                "sweeps",
                "unknown-key",
                "unknown-plugin",
                "wrong-type"
            })
    void mistakesThatASchemaCanSeeAreRefused(String name) {
        assertFalse(errors(SCHEMA, Golden.input(name + ".yaml")).isEmpty());
    }

    /** These are about paths, other sections or other values, which no schema compares. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bad-path",
                "changes-nothing",
                "checkpoint-bounds",
                "optimizers",
                "precision",
                "precision-few",
                "quick",
                "searches",
                "sweep-paths",
                "tuning"
            })
    void otherMistakesAreLeftToCheck(String name) {
        assertEquals(List.of(), errors(SCHEMA, Golden.input(name + ".yaml")));
    }

    @ParameterizedTest
    @EnumSource(FileSection.class)
    void examplesOfSectionsAreValidAndRead(FileSection section) throws IOException {
        String file = fileWith(section);
        assertEquals(List.of(), errors(SCHEMA, file));
        Path none = Path.of("target", "no-plugins-here");
        PluginRegistry plugins = new PluginFolder(none, none).registry();
        Path written = Files.writeString(folder.resolve("a.yaml"), file);
        assertEquals(
                section == FileSection.STUDY ? "pooling" : "a",
                ExperimentReader.read(written.toString(), file, plugins, Overrides.NONE)
                        .study());
    }

    /** Returns the smallest file with the example of a section. */
    private String fileWith(FileSection section) throws IOException {
        StringBuilder file = new StringBuilder();
        if (section == FileSection.EXTENDS || section == FileSection.CHANGE) {
            Files.writeString(
                    folder.resolve("base.yaml"), base(FileSection.QUESTION).replace("study: a", "study: b"));
            file.append("study: a\n");
            if (section == FileSection.CHANGE) {
                file.append(FileSection.EXTENDS.example()).append('\n');
            }
        } else {
            file.append(base(section));
        }
        return file.append(section.example()).append('\n').toString();
    }

    private static String base(FileSection without) {
        StringBuilder base = new StringBuilder();
        if (without != FileSection.STUDY) {
            base.append("study: a\n");
        }
        Stream.of(FileSection.DATA, FileSection.MODEL, FileSection.LOSS, FileSection.TRAIN)
                .filter(section -> section != without)
                .forEach(section -> base.append(section.example()).append('\n'));
        return base.toString();
    }

    @Test
    void aStrangersPluginIsPartOfTheLanguage() throws IOException {
        Path jars = Files.createDirectories(folder.resolve("jars"));
        Jars.of(jars.resolve("tripled.jar"), Layer.class.getName(), "Tripled", """
                package stranger;
                import org.recurve.api.model.*;
                import org.recurve.api.plugin.*;
                @Plugin(id = "tripled", version = 1, summary = "multiplies by a factor")
                public final class Tripled implements Layer<Tripled.Config> {
                    public record Config(@Doc("what to multiply by") @Min(1) @Default("3") int factor) {}
                    @Override
                    public Value forward(Config config, Scope scope, Value x) {
                        return x.times(config.factor());
                    }
                }
                """);
        Schema schema = schema(recurve("schema", "--plugins", jars).out());
        String file = base(FileSection.QUESTION);
        String right = file.replace("{dense: 1}", "{dense: 1}, tripled, {tripled: {factor: 2}}");
        assertEquals(List.of(), errors(schema, right));
        assertFalse(errors(schema, right.replace("factor: 2", "factor: 0")).isEmpty());
        assertFalse(errors(schema, right.replace("factor: 2", "faktor: 2")).isEmpty());
        assertFalse(errors(SCHEMA, right).isEmpty());
    }

    @Test
    void everySectionIsDescribed() {
        for (FileSection section : FileSection.values()) {
            String page = recurve("describe", section.key()).out();
            assertTrue(page.startsWith(section.key() + "  section of an experiment file\n"), page);
            assertTrue(page.contains(section.example()), page);
        }
        assertTrue(recurve("describe", "train").out().contains("curvature-batch"));
        assertTrue(recurve("describe", "seeds", "--json").out().contains("\"name\":\"most\""));
        assertTrue(recurve("describe", "trian").err().contains("Did you mean \"train\"?"));
    }
}
