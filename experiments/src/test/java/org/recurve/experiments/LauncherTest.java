package org.recurve.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher, in checkouts and locales that are unlike the developer's. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().resolveSibling("");
    private static final Path LIB = Path.of("runner", "app", "target", "lib");

    /** A study that is checked in a moment. */
    private static final String STUDY = """
            study: sums
            data: {adding: {steps: 4, train: 32, validation: 16, test: 16}}
            model: [recurrent: {cell: {elman: 2}}, dense: 1]
            loss: squared-error
            train: {optimizer: {sgd: 0.05}, epochs: 1, batch: 16}
            """;

    @TempDir
    Path folder;

    private record Said(int code, String out, String err) {}

    /** A checkout that is built already: the launcher, and the jars of this one. */
    private Path checkout(String name) throws IOException {
        Path checkout = folder.resolve(name);
        Path lib = Files.createDirectories(checkout.resolve(LIB));
        try (Stream<Path> jars = Files.list(ROOT.resolve(LIB))) {
            for (Path jar :
                    jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                link(lib.resolve(jar.getFileName()), jar);
            }
        }
        Files.createFile(checkout.resolve("pom.xml"));
        Files.createFile(lib.resolve("build-stamp"));
        Files.createFile(lib.resolve("rehearsed.aot")); // which says that none could be made
        Files.createFile(lib.resolve("reading.aot"));
        Files.copy(ROOT.resolve("recurve"), checkout.resolve("recurve"));
        Path search = Path.of(".ci", "jdk.sh");
        Files.createDirectories(checkout.resolve(search).getParent());
        Files.copy(ROOT.resolve(search), checkout.resolve(search));
        return checkout;
    }

    private static void link(Path link, Path jar) throws IOException {
        try {
            Files.createLink(link, jar);
        } catch (IOException otherDisk) {
            Files.copy(jar, link);
        }
    }

    /** On a terminal, which {@code script} of util-linux makes, all is shown but the JVM's remark on incubator modules. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aTerminalDoesNotShowTheIncubatorWarning() throws Exception {
        Path checkout = checkout("shown");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no script of util-linux");
        String right = onTerminal(checkout + "/recurve --version");
        assertTrue(right.startsWith("recurve "), right);
        assertFalse(right.contains("incubator"), right);
        String wrong = onTerminal(checkout + "/recurve check nowhere.yaml; echo code $?");
        assertTrue(wrong.contains("nowhere.yaml") && wrong.endsWith("code 2"), wrong);
        assertFalse(wrong.contains("incubator"), wrong);
        String refused = onTerminal("RECURVE_JAVA_OPTS=-Xmx1x " + checkout + "/recurve --version");
        assertTrue(refused.contains("Invalid maximum heap size"), "the JVM's other words are shown: " + refused);
    }

    private String onTerminal(String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("/usr/bin/script", "-qec", command, "/dev/null")
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(3, TimeUnit.MINUTES));
        return shown.strip();
    }

    private Said run(Path checkout, Map<String, String> environment, String... words) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(checkout.resolve("recurve").toString()));
        command.addAll(List.of(words));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .put("RECURVE_JAVA_OPTS", "-XX:TieredStopAtLevel=1"); // it is over before the other compiler pays
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertTrue(process.waitFor(3, TimeUnit.MINUTES));
        return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /**
     * Characters that the shell, class paths, addresses of jars and Java's own options read as something else, as many in a name as
     * can be: those that change each other's meaning, and the colon, which has a way of its own, stand in several.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "colon:s",
                "a b;c 'quoted' \"twice\" $HOME st*r [a-z]? %41 #2 a!b back\\slash\nschön",
                "all: of; th'e \"m\" *$x%20 a!b [a-z]? #back\\slash schön\n"
            })
    void aCheckoutStartsWhateverItsFolderIsCalled(String name) throws Exception {
        Said said = run(checkout(name), Map.of(), "describe", "relu");
        assertEquals(0, said.code(), said.err());
        assertTrue(said.out().startsWith("relu@"), said.out());
        assertFalse(said.err().contains("Building"), said.err());
    }

    @ParameterizedTest
    @CsvSource({
        "describe relu,true,UseSerialGC",
        "plugins,true,UseSerialGC",
        "--version,true,UseSerialGC",
        "check here.yaml,false,UseParallelGC"
    })
    void commandsThatOnlyReadDoWithoutTheOptimizingCompiler(String words, boolean light, String collector)
            throws Exception {
        Files.writeString(folder.resolve("here.yaml"), STUDY);
        Map<String, String> told = Map.of("RECURVE_JAVA_OPTS", "-XX:+PrintCommandLineFlags");
        Said said = run(checkout("plain"), told, words.split(" "));
        assertEquals(0, said.code(), said.err());
        String flags = said.out().lines().findFirst().orElseThrow();
        assertEquals(light, flags.contains("-XX:TieredStopAtLevel=1"), flags);
        assertTrue(flags.contains("-XX:+" + collector), flags);
        assertEquals(!light, flags.contains("-XX:Tier4InvocationThreshold=20000"), flags);
        assertEquals(!light, flags.contains("-XX:MaxNewSize=67108864"), flags);
    }

    /** A place for new objects that is set beside a heap of the user's own may be larger than that. */
    @ParameterizedTest
    @ValueSource(strings = {"-Xmx300m", "-Xmn8m", "-XX:+UseSerialGC"})
    void memoryThatTheUserSetsIsLeftAlone(String option) throws Exception {
        Files.writeString(folder.resolve("here.yaml"), STUDY);
        String told = "-XX:TieredStopAtLevel=1 -XX:+PrintCommandLineFlags " + option;
        Said said = run(checkout("plain"), Map.of("RECURVE_JAVA_OPTS", told), "check", "here.yaml");
        assertEquals(0, said.code(), said.err());
        String flags = said.out().lines().findFirst().orElseThrow();
        assertFalse(flags.contains("NewSize=67108864"), flags);
    }

    /** A heap begins with a 64th of the machine's memory, which may be less than the place that new objects may grow to. */
    @ParameterizedTest
    @ValueSource(strings = {"list --store kept", "check here.yaml"})
    void machinesOfLittleMemoryHearNoWarning(String words) throws Exception {
        Files.writeString(folder.resolve("here.yaml"), STUDY);
        String told = "-XX:TieredStopAtLevel=1 -XX:InitialHeapSize=16m";
        Said said = run(checkout("plain"), Map.of("RECURVE_JAVA_OPTS", told), words.split(" "));
        assertFalse(said.err().contains("NewSize"), said.err());
    }

    /** The JVM says so itself, where it starts with an incubator module. */
    @ParameterizedTest
    @CsvSource({
        "list --store kept,2,false",
        "du --store kept,2,false",
        "show here.yaml --graph,0,true",
        "check here.yaml,0,true"
    })
    void onlyWhatMayComputeStartsWithVectors(String words, int code, boolean vectors) throws Exception {
        Files.writeString(folder.resolve("here.yaml"), STUDY);
        Said said = run(checkout("plain"), Map.of(), words.split(" "));
        assertEquals(code, said.code(), said.err());
        assertEquals(vectors, said.err().contains("incubator"), said.err());
    }

    /** What the Dockerfile copies into its image is all that the command needs there. */
    @Test
    void theImageHasWhatTheCommandNeeds() throws Exception {
        Path image = Files.createDirectories(folder.resolve("image"));
        Matcher copies = Pattern.compile("(?m)^COPY --from=build /build/(\\S+) (\\S+)$")
                .matcher(Files.readString(ROOT.resolve("Dockerfile")));
        int count = 0;
        for (; copies.find(); count++) {
            Path from = ROOT.resolve(copies.group(1));
            Path to = image.resolve(copies.group(2));
            Path into = Files.isDirectory(from) ? to : to.resolve(from.getFileName());
            try (Stream<Path> files = Files.walk(from, 1)) {
                for (Path file : files.filter(
                                it -> !Files.isDirectory(it) && !it.toString().endsWith(".aot"))
                        .toList()) {
                    Path target = into.resolve(from.relativize(file).toString()).normalize();
                    Files.createDirectories(target.getParent());
                    link(target, file);
                }
            }
        }
        assertEquals(4, count);
        Files.createFile(image.resolve(LIB).resolve("rehearsed.aot"));
        Files.createFile(image.resolve(LIB).resolve("reading.aot"));
        Said said = run(
                image, Map.of("HOME", folder.toString()), "check", image + "/experiments/adding-problem-elman.yaml");
        assertEquals(0, said.code(), said.err());
        assertFalse(said.err().contains("Building"), said.err());
    }

    @Test
    void theUsersCollectorIsKept() throws Exception {
        Map<String, String> told = Map.of("RECURVE_JAVA_OPTS", "-XX:+UseG1GC -XX:+PrintCommandLineFlags");
        Said said = run(checkout("plain"), told, "describe", "relu");
        assertEquals(0, said.code(), said.err());
        String flags = said.out().lines().findFirst().orElseThrow();
        assertTrue(flags.contains("-XX:+UseG1GC") && !flags.contains("SerialGC"), flags);
    }

    /** A JDK that rehearses for a second, and does nothing else. */
    private String slowJdk() throws IOException {
        Path home = Files.createDirectories(folder.resolve("jdk/bin")).getParent();
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        String java = """
                #!/bin/sh
                for word do
                  case $word in -XX:AOTCacheOutput=*) sleep 1; echo kept >"${word#*=}" ;; esac
                done
                """;
        for (String name : List.of("java", "javac")) {
            Path program = Files.writeString(home.resolve("bin").resolve(name), java);
            assertTrue(program.toFile().setExecutable(true));
        }
        return home.toString();
    }

    @Test
    void ofSeveralFirstStartsOneRehearses() throws Exception {
        Path checkout = checkout("first");
        Path lib = checkout.resolve(LIB);
        Files.delete(lib.resolve("rehearsed.aot"));
        Files.delete(lib.resolve("reading.aot"));
        String jdk = slowJdk();
        List<Process> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ProcessBuilder builder =
                    new ProcessBuilder(checkout.resolve("recurve").toString(), "list").redirectErrorStream(true);
            builder.environment().put("JAVA_HOME", jdk);
            starts.add(builder.start());
        }
        int rehearsed = 0;
        for (Process start : starts) {
            String said = new String(start.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(start.waitFor(1, TimeUnit.MINUTES));
            assertEquals(0, start.exitValue(), said);
            rehearsed += said.contains("Rehearsing") ? 1 : 0;
        }
        assertEquals(1, rehearsed);
        for (String kept : List.of("rehearsed.aot", "reading.aot")) {
            assertEquals("kept\n", Files.readString(lib.resolve(kept)));
        }
        Path lock = lib.resolve("rehearsal.lock");
        assertFalse(Files.exists(lock));

        Files.delete(lib.resolve("reading.aot"));
        Path owner = Files.createDirectory(lock).resolve("pid");
        Files.writeString(owner, ProcessHandle.current().pid() + "\n");
        Said waitsForNothing = run(checkout, Map.of("JAVA_HOME", jdk), "list");
        assertFalse(waitsForNothing.err().contains("Rehearsing"), waitsForNothing.err());
        Files.writeString(owner, starts.getFirst().pid() + "\n"); // which ended
        Said takesOver = run(checkout, Map.of("JAVA_HOME", jdk), "list");
        assertTrue(takesOver.err().contains("Rehearsing"), takesOver.err());
        assertTrue(Files.exists(lib.resolve("reading.aot")) && !Files.exists(lock));
    }

    /** URLs of jars end the jar's path there, and Java looks for a jar called like the folder. */
    @Test
    void oneBelowAFolderThatNoJarCanBeReadFromSaysSo() throws Exception {
        Said said = run(checkout("wow!"), Map.of(), "describe", "relu");
        assertEquals(2, said.code(), said.err());
        assertTrue(said.err().contains("ends in an exclamation mark"), said.err());
    }

    @Test
    void theWorkingDirectoryStaysTheUsers() throws Exception {
        Files.writeString(folder.resolve("here.yaml"), STUDY);
        Said said = run(checkout("colon:s"), Map.of(), "check", "here.yaml", "--store", "kept");
        assertEquals(0, said.code(), said.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "xx_YY.UTF-8"}) // POSIX is another name of C
    void namesOutsideAsciiNeedNoLocale(String locale) throws Exception {
        Files.writeString(folder.resolve("übung-日本.yaml"), STUDY);
        Path checkout = checkout("plain");
        Said good = run(checkout, Map.of("LC_ALL", locale), "check", "übung-日本.yaml");
        assertEquals(0, good.code(), good.err());
        Said missing = run(checkout, Map.of("LC_ALL", locale), "check", "fehlt-ü.yaml");
        assertEquals(2, missing.code());
        assertTrue(missing.err().contains("fehlt-ü.yaml: there is no such file"), missing.err());
    }
}
