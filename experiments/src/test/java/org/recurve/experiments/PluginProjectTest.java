package org.recurve.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.RecurveCommand;
import org.recurve.app.plugins.PluginKind;
import org.recurve.app.project.PluginProject;

/** A stranger's project, from an empty folder to a study: built by the default Maven and Java, with the README's own plugin. */
@DisabledOnOs(OS.WINDOWS)
class PluginProjectTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().resolveSibling("");
    private static final String STUDY = """
        study: tiny
        question: Do plugins of a jar that was made elsewhere work together?
        data: {my-data-set: {steps: 12, train: 40}}
        model:
          - recurrent: {cell: {my-ideas-cell: 6}, output: all}
          - conv: {filters: 2, kernel: 2, sharing: my-sharing}
          - pool: {by: my-pooling, size: 2}
          - gated: 4
          - my-ideas-layer: 3
          - dense: 2
        loss: cross-entropy
        train: {optimizer: {my-optimizer: 0.01}, clip: {my-clipper: 1}, epochs: 1, batch: 8}
        measure: [{test.my-metric: 1}]
        listen: [my-listener]
        seeds: 1
        """;

    /** The kinds that are added, beside the layer and the cell that a project begins with. */
    private static final List<PluginKind> ADDED = List.of(
            PluginKind.OPTIMIZER,
            PluginKind.POOLING,
            PluginKind.CLIPPER,
            PluginKind.SHARING,
            PluginKind.DATASET,
            PluginKind.METRIC,
            PluginKind.LISTENER);

    /** What the project's pom.xml needs of this build, and where it is. */
    private static final Map<String, String> ARTIFACTS = new LinkedHashMap<>(Map.of(
            "recurve", ".",
            "recurve-plugins", "plugins",
            "recurve-runner", "runner",
            "recurve-bom", "plugins/bom",
            "recurve-api", "api",
            "recurve-compute", "runner/compute",
            "recurve-testkit", "plugins/testkit"));

    @TempDir
    Path folder;

    private static String id(PluginKind kind) {
        return "my-" + kind.one().replace(' ', '-');
    }

    private static String recurve(int code, Object... words) {
        StringWriter said = new StringWriter();
        String[] text = Stream.of(words).map(Object::toString).toArray(String[]::new);
        assertEquals(code, RecurveCommand.execute(new PrintWriter(said), new PrintWriter(said), text), said::toString);
        return said.toString();
    }

    /** Waits for a process in a folder, and returns what it said. */
    private static String run(Path folder, List<String> command) throws Exception {
        Path said = Files.createTempFile(folder.getParent(), "said", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), "it takes too long: " + command);
        assertEquals(0, process.exitValue(), Files.readString(said));
        return Files.readString(said);
    }

    /** A repository as the README's {@code install} leaves it: the user's own, and this build's artifacts in it. */
    private Path repository() throws IOException {
        Path own = Path.of(System.getProperty("localRepository", System.getProperty("user.home") + "/.m2/repository"));
        Path repository = Files.createDirectories(folder.resolve("repository"));
        Path org = Files.createDirectories(repository.resolve("org"));
        link(own, repository, "org");
        link(own.resolve("org"), org, "recurve");
        String version = Files.readString(ROOT.resolve("pom.xml")).replaceFirst("(?s).*?<version>([^<]*).*", "$1");
        for (Map.Entry<String, String> artifact : ARTIFACTS.entrySet()) {
            String name = artifact.getKey() + "-" + version;
            Path from = ROOT.resolve(artifact.getValue());
            Path to = Files.createDirectories(
                    org.resolve("recurve").resolve(artifact.getKey()).resolve(version));
            Files.copy(from.resolve("pom.xml"), to.resolve(name + ".pom"));
            Path jar = from.resolve("target").resolve(name + ".jar");
            if (Files.exists(jar)) {
                Files.copy(jar, to.resolve(name + ".jar"));
            }
        }
        return repository;
    }

    private static void link(Path from, Path to, String but) throws IOException {
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                if (!entry.getFileName().toString().equals(but)) {
                    Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
                }
            }
        }
    }

    private static String maven() {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
                .map(folder -> Path.of(folder, "mvn"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(ROOT.resolve("mvnw"))
                .toString();
    }

    @Test
    void ninePluginsWorkFromAnEmptyFolder() throws Exception {
        Path home = folder.resolve("my-ideas");
        recurve(0, "new", "plugin", home);
        PluginProject project = PluginProject.in(home);
        ADDED.forEach(kind -> project.add(kind, id(kind)));
        Path gated = project.add(PluginKind.LAYER, "gated").getFirst();
        String readme = Files.readString(ROOT.resolve("README.md"));
        Files.writeString(gated, readme.replaceFirst("(?s).*?```java\n(.*?)```.*", "$1"));

        String local = "-Dmaven.repo.local=" + repository();
        run(home, List.of(maven(), "-o", "-B", "-ntp", "-q", local, "package"));

        Path jars = home.resolve("plugins");
        String listed = recurve(0, "plugins", "--plugins", jars, "--json");
        List<String> ids = new ArrayList<>(List.of("my-ideas-layer", "my-ideas-cell", "gated"));
        ADDED.stream().map(PluginProjectTest::id).forEach(ids::add);
        ids.forEach(id -> assertTrue(listed.contains("\"id\":\"" + id + "\""), () -> id + " is not in " + listed));

        Files.writeString(home.resolve("tiny.yaml"), STUDY);
        Path jar;
        try (Stream<Path> files = Files.list(jars)) {
            jar = files.findFirst().orElseThrow();
        }
        String certified = run(home, program("certify", jar.toString()));
        assertTrue(!certified.contains("not met"), certified);
        String said = run(home, program("run", "tiny.yaml"));
        assertTrue(said.contains("test.my-metric"), said);
        assertTrue(said.contains("baseline/0 finished"), said);
        String report = Files.readString(home.resolve(".recurve/reports/tiny.html"));
        assertTrue(!report.contains("uncertified"), "a plugin of the jar has no certificate in the report");
        assertEquals(
                ids.size() - 1, // a listener has no part in the numbers
                report.split("<dd>certified on \\d{4}-\\d\\d-\\d\\d: (\\d+) of \\1 demands met", -1).length - 1);
    }

    private static List<String> program(String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                ROOT.resolve("runner/app/target/lib") + "/*",
                "org.recurve.app.RecurveMain"));
        command.addAll(List.of(words));
        return command;
    }
}
