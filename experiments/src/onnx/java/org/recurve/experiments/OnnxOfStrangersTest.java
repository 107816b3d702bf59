package org.recurve.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.plugin.Plugin;
import org.recurve.app.plugins.PluginFolder;
import org.recurve.app.plugins.PluginRegistry;

/**
 * Layers, cells, activations, poolings, sharings and connectivities of a jar that is compiled here from sources which see the plugin API
 * alone, those of {@code plugins/example} and two of this test's own: this program knows them by the operations that they trace.
 */
class OnnxOfStrangersTest {
    private static final Path EXAMPLE = Path.of("../plugins/example/src/main");
    private static final String LAYERS = "META-INF/services/org.recurve.api.model.Layer";

    private static final String PROTOTYPES = """
        package stranger;

        import org.recurve.api.model.*;
        import org.recurve.api.plugin.*;

        @Plugin(id = "prototypes", version = 1, summary = "nearness to learnt points")
        public final class Prototypes implements Layer<Prototypes.Config> {
            public record Config(@Doc("learnt points") @Main int points) {}

            @Override
            public Value forward(Config config, Scope scope, Value x) {
                int size = x.shape().size();
                float[] apart = new float[config.points() * size];
                for (int i = 0; i < apart.length; i++) {
                    apart[i] = i % 5 / 4f - 0.5f;
                }
                Value points = scope.bias("points", config.points(), size).plus(scope.constant(apart, config.points(), size));
                Value rows = x.reshape(1, size).broadcast(Shape.of(config.points(), size));
                Value near = rows.minus(points).square().mean(1).negate().exp();
                return near.dividedBy(near.sum());
            }
        }
        """;

    private static final String FADING = """
        package stranger;

        import org.recurve.api.model.*;
        import org.recurve.api.plugin.*;

        @Plugin(id = "fading", version = 1, summary = "what was, fading, and how often it was exceeded")
        public final class Fading implements Layer<NoConfig> {
            public record Memory(Value kept, Value exceeded) {}

            @Override
            public Value forward(NoConfig config, Scope scope, Value x) {
                int size = x.shape().dim(1);
                Value keep = scope.bias("keep", size).sigmoid();
                return scope.scan(x, new Memory(scope.zeros(size), scope.zeros(size)), (step, memory) -> {
                            Value kept = memory.kept().times(keep).plus(step);
                            Value exceeded = memory.exceeded().plus(step.greaterThan(memory.kept()));
                            return new Step<>(kept.tanh().concat(0, exceeded.times(0.1)), new Memory(kept, exceeded));
                        })
                        .outputs();
            }
        }
        """;

    private static final List<String> OF_IMAGES = List.of(
            "conv: {filters: 4, kernel: 3, sharing: example-mirrored}\nexample-softplus",
            "conv: {filters: 4, kernel: 3, connectivity: {example-neighbours: 2}}\npool: {by: example-mixed, size: 2}",
            "flatten\nexample-residual: 4",
            "prototypes: 5");

    private static final List<String> OF_SEQUENCES = List.of(
            "recurrent: {cell: {example-minimal-gated: 3}, output: all}", "fading", "each-step: [{prototypes: 3}]");

    @TempDir
    Path folder;

    private Path jar() throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(EXAMPLE.resolve("java"))) {
            sources.filter(file -> file.toString().endsWith(".java")).forEach(file -> files.add(file.toString()));
        }
        for (String source : List.of(PROTOTYPES, FADING)) {
            String name = source.replaceFirst("(?s).*public final class (\\w+) .*", "$1");
            files.add(Files.writeString(folder.resolve(name + ".java"), source).toString());
        }
        Path classes = Files.createDirectories(folder.resolve("classes"));
        String api = Path.of(URI.create(Plugin.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
        List<String> options = new ArrayList<>(List.of("-proc:none", "-cp", api, "-d", classes.toString()));
        options.addAll(files);
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new)));
        Path jar = Files.createDirectories(folder.resolve("plugins")).resolve("strangers.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (Path root : List.of(classes, EXAMPLE.resolve("resources"))) {
                try (Stream<Path> all = Files.walk(root)) {
                    for (Path file : all.filter(Files::isRegularFile).toList()) {
                        String name = root.relativize(file).toString().replace('\\', '/');
                        entries.putNextEntry(new JarEntry(name));
                        entries.write(Files.readAllBytes(file));
                        if (name.equals(LAYERS)) {
                            entries.write("stranger.Prototypes\nstranger.Fading\n".getBytes(StandardCharsets.UTF_8));
                        }
                    }
                }
            }
        }
        return jar.getParent();
    }

    @TestFactory
    Stream<DynamicTest> theyAnswerTheSameInOnnxRuntime() throws IOException {
        PluginRegistry plugins = new PluginFolder(jar(), folder.resolve("copies")).registry();
        assertEquals(List.of(), plugins.broken());
        return new AskedLayers(folder, plugins).tests(OF_IMAGES, OF_SEQUENCES);
    }
}
