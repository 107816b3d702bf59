package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.plugins.PluginKind;
import org.recurve.app.project.PluginProject;

/** Projects made by {@code new}: every kind compiles with its test, and loads. */
class NewCommandTest {
    @TempDir
    Path folder;

    private static void compile(Path project, Path classes) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> words = new ArrayList<>(List.of(
                "-proc:none", "-parameters", "-cp", System.getProperty("java.class.path"), "-d", classes.toString()));
        try (Stream<Path> files = Files.walk(project)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(words::add);
        }
        java.io.ByteArrayOutputStream said = new java.io.ByteArrayOutputStream();
        assertEquals(0, compiler.run(null, said, said, words.toArray(String[]::new)), said::toString);
    }

    private static void pack(Path project, Path classes, Path jar) throws Exception {
        Files.createDirectories(jar.getParent());
        int code = java.util.spi.ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--create",
                        "--file",
                        jar.toString(),
                        "-C",
                        classes.toString(),
                        ".",
                        "-C",
                        project.resolve("src/main/resources").toString(),
                        ".");
        assertEquals(0, code);
    }

    /** The names are those that would hide what the code of an example uses, and one that is a word of Java. */
    @Test
    void everyKindCanBeBegunAndIsFound() throws Exception {
        Path home = folder.resolve("new-ideas");
        assertEquals(0, recurve("new", "plugin", home).code());
        PluginProject project = PluginProject.in(home);
        assertEquals("new_.ideas", project.packageName());
        for (PluginKind kind : PluginKind.values()) {
            project.add(kind, "my-" + kind.one().replace(' ', '-'));
        }
        project.add(PluginKind.LAYER, "value");
        project.add(PluginKind.METRIC, "string");
        project.add(PluginKind.CELL, "config");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(home, classes);
        pack(home, classes, home.resolve("plugins/new-ideas.jar"));
        Answer answer = recurve("plugins", "--plugins", home.resolve("plugins"), "--json");
        assertEquals("", answer.err());
        for (PluginKind kind : PluginKind.values()) {
            String id = "my-" + kind.one().replace(' ', '-');
            assertTrue(answer.out().contains("\"id\":\"" + id + "\""), () -> id + " is not found: " + answer.out());
        }
        Answer check =
                recurve("check", home.resolve("study.yaml"), "--plugins", home.resolve("plugins"), "--store", folder);
        assertEquals(0, check.code(), check.out() + check.err());
    }

    @Test
    void whatIsThereIsNeverOverwritten() throws Exception {
        Path home = folder.resolve("ideas");
        assertEquals(0, recurve("new", "plugin", home).code());
        Answer again = recurve("new", "plugin", home);
        assertEquals(2, again.code());
        assertTrue(again.err().contains("exists already"), again.err());
        PluginProject project = PluginProject.in(home);
        project.add(PluginKind.POOLING, "soft");
        org.junit.jupiter.api.Assertions.assertThrows(
                org.recurve.app.problem.UserError.class, () -> project.add(PluginKind.POOLING, "soft"));
    }

    @Test
    void mistakesAreSaid() {
        Answer kind = recurve("new", "pool", "soft");
        assertEquals(2, kind.code());
        assertTrue(kind.err().contains("Did you mean \"pooling\"?"), kind.err());
        Answer taken = recurve("new", "layer", "conv");
        assertEquals(2, taken.code());
        assertTrue(taken.err().contains("built in"), taken.err());
        Answer shared = recurve("new", "layer", "relu");
        assertEquals(2, shared.code(), "layers and activations share their ids");
        Answer name = recurve("new", "plugin", folder.resolve("My Ideas"));
        assertEquals(2, name.code());
        assertTrue(name.err().contains("is not a name"), name.err());
        Answer nowhere = recurve("new", "layer", "gated");
        assertEquals(2, nowhere.code());
        assertTrue(nowhere.err().contains("pom.xml"), nowhere.err());
    }
}
