package org.recurve.app.code;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.recurve.app.plugins.Jars;

/** A jar with a plugin that uses much of the language, to be changed in one place. */
final class Pride {
    private static final String LION = """
            package pride;

            import java.io.*;
            import java.util.*;
            import java.util.function.DoubleUnaryOperator;
            import org.recurve.api.model.*;
            import org.recurve.api.plugin.*;

            /** Roars. */
            @Plugin(id = "lion", version = 3, summary = "y = a x")
            public final class Lion extends Cat implements Activation<Lion.Config> {
                public record Config(@Main @Doc("strength") @Default("2") double factor, Mood mood) {}

                enum Mood { CALM, ANGRY }

                private static final double OWN = 0.5;

                sealed interface Food permits Meat, Grass {}

                record Meat(double weight) implements Food {}

                record Grass(double height) implements Food {}

                static final class Unused {
                    static double zero() { return 0; }
                }

                private long calls = 5_000_000_000L;

                @Override
                public Value apply(Config config, Value x) {
                    DoubleUnaryOperator twice = d -> d * 2 + OWN;
                    double mood = switch (config.mood()) {
                        case CALM -> 1;
                        case ANGRY -> 3;
                    };
                    Food food = new Meat(config.factor());
                    double eaten = switch (food) {
                        case Meat(double weight) when weight > 7 -> weight;
                        case Meat meat -> 1;
                        case Grass grass -> 2;
                    };
                    String name = "lion " + config.factor() + " of " + calls;
                    for (Prey prey : ServiceLoader.load(Prey.class, Lion.class.getClassLoader())) {
                        eaten += prey.weight();
                    }
                    return x.times(twice.applyAsDouble(Claws.sharp(eaten + mood)) + limit() + name.length() + stored());
                }

                private double stored() {
                    try (InputStream in = Lion.class.getResourceAsStream("weights.txt")) {
                        return in == null ? 0 : in.read();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
            """;

    static final Map<String, String> SOURCES = Map.of(
            "pride/Lion.java",
            LION,
            "pride/Cat.java",
            "package pride; class Cat { static final int LIVES = 9; double limit() { return LIVES * tail(); }"
                    + " double tail() { return 0.25; } }",
            "pride/Claws.java",
            "package pride; class Claws { static double sharp(double x) { return deeper.Bone.hard(x) - 1; } }",
            "deeper/Bone.java",
            "package deeper; public class Bone { public static double hard(double x) { return x; } }",
            "pride/Prey.java",
            "package pride; public interface Prey { double weight(); }",
            "pride/Gazelle.java",
            "package pride; public class Gazelle implements Prey { public double weight() { return 20; } }",
            "pride/Zebra.java",
            "package pride; public class Zebra extends Lion2 { static int stripes() { return 80; } }",
            "pride/Lion2.java",
            "package pride; class Lion2 { static int n = 1; }");

    static final Map<String, String> ENTRIES = Map.of(
            "META-INF/services/pride.Prey", "pride.Gazelle # fast\n",
            "pride/weights.txt", "0.25",
            "pride/notes.txt", "nobody reads this",
            "META-INF/services/org.recurve.api.model.Activation", "pride.Lion\n");

    private Pride() {}

    /** Compiles a jar into a folder, and returns what the plugin reaches in it. */
    static CodeClosure lion(Path folder, Map<String, String> sources, Map<String, String> entries, String... options)
            throws IOException {
        return new JarCode(jar(folder, sources, entries, options)).closure("pride.Lion");
    }

    static Path jar(Path folder, Map<String, String> sources, Map<String, String> entries, String... options)
            throws IOException {
        return Jars.built(Files.createTempFile(folder, "lion", ".jar"), sources, entries, options);
    }

    /** Returns the jar with a line more in its manifest. */
    static Path manifest(Path folder, String line, Map<String, String> entries) throws IOException {
        return Files.write(
                Files.createTempFile(folder, "manifest", ".jar"),
                Jars.with(
                        jar(folder, SOURCES, entries), JarFile.MANIFEST_NAME, "Manifest-Version: 1.0\n" + line + "\n"));
    }

    static Map<String, String> with(Map<String, String> files, String file, String from, String to) {
        String text = files.getOrDefault(file, "");
        assertTrue(text.contains(from), file + " has no " + from);
        return with(files, file, text.replace(from, to));
    }

    static Map<String, String> with(Map<String, String> files, String file, String text) {
        Map<String, String> changed = new TreeMap<>(files);
        changed.put(file, text);
        return changed;
    }
}
