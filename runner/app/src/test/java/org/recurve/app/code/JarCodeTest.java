package org.recurve.app.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ConstantDynamicEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.app.plugins.Jars;

/** What of a jar belongs to a plugin, by jars that differ in one place. */
class JarCodeTest {
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

    private static final Map<String, String> SOURCES = Map.of(
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

    private static final Map<String, String> ENTRIES = Map.of(
            "META-INF/services/pride.Prey", "pride.Gazelle # fast\n",
            "pride/weights.txt", "0.25",
            "pride/notes.txt", "nobody reads this",
            "META-INF/services/org.recurve.api.model.Activation", "pride.Lion\n");

    @TempDir
    static Path folder;

    private static int jars;
    private static CodeClosure plain;

    @BeforeAll
    static void compile() throws IOException {
        plain = lion(SOURCES, ENTRIES);
    }

    private static CodeClosure lion(Map<String, String> sources, Map<String, String> entries, String... options)
            throws IOException {
        Path jar = Jars.built(folder.resolve("lion-" + jars++ + ".jar"), sources, entries, options);
        return new JarCode(jar).closure("pride.Lion");
    }

    private static CodeClosure lion() {
        return plain;
    }

    private static Map<String, String> with(Map<String, String> files, String file, String from, String to) {
        String text = files.getOrDefault(file, "");
        assertTrue(text.contains(from), file + " has no " + from);
        return with(files, file, text.replace(from, to));
    }

    private static Map<String, String> with(Map<String, String> files, String file, String text) {
        Map<String, String> changed = new TreeMap<>(files);
        changed.put(file, text);
        return changed;
    }

    @Test
    void followsWhatThePluginNames() throws IOException {
        CodeClosure lion = lion();
        assertEquals("", lion.unbounded());
        assertEquals(
                List.of(
                        "META-INF/services/pride.Prey",
                        "deeper.Bone",
                        "pride.Cat",
                        "pride.Claws",
                        "pride.Gazelle",
                        "pride.Lion",
                        "pride.Lion$Config",
                        "pride.Lion$Food",
                        "pride.Lion$Grass",
                        "pride.Lion$Meat",
                        "pride.Lion$Mood",
                        "pride.Prey",
                        "pride/weights.txt"),
                List.copyOf(lion.parts().keySet()));
        assertTrue(lion.digest(3).matches("code:sha256:[0-9a-f]{64}"), lion.digest(3));
        assertNotEquals(lion.digest(3), lion.digest(4), "the version counts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-g", "-g:none", "-g:lines", "-parameters"})
    void compilingAgainMovesNothing(String option) throws IOException {
        assertEquals(lion().parts(), lion(SOURCES, ENTRIES, option).parts());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pride/Zebra.java | return 80 | return 81",
                "pride/Zebra.java | static int stripes | static int spots() { return 1; } static int stripes",
                "pride/Lion2.java | n = 1 | n = 2",
                "pride/Lion.java | y = a x | y is a times x",
                "pride/Lion.java | @Doc(\"strength\") | @Doc(\"how strong\")",
                "pride/Lion.java | @Default(\"2\") | @Default(\"3\") @Min(1)",
                "pride/Lion.java | /** Roars. */ | /* it roars */",
                "pride/Lion.java | return 0; } | return 1; }",
                "pride/Lion.java | twice = d -> d * 2 | twice = dd -> dd * 2",
                "pride/Lion.java | static final class Unused { | static final class More {} static final class Unused {",
                "pride/Lion.java | permits Meat, Grass {} | permits Meat, Grass, Hay {} record Hay() implements Food {}",
                "pride/Cat.java | double limit() { return LIVES * tail(); } double tail() { return 0.25; }"
                        + " | double tail() { return 0.25; } double limit() { return LIVES * tail(); }",
            })
    void whatCannotChangeANumberMovesNothing(String file, String from, String to) throws IOException {
        boolean sealed = to.contains("Hay");
        Map<String, String> changed = with(SOURCES, file, from, to);
        if (sealed) { // the switch over it needs no new case
            changed = with(changed, file, "case Grass grass -> 2;", "default -> 2;");
        }
        CodeClosure base =
                sealed ? lion(with(SOURCES, file, "case Grass grass -> 2;", "default -> 2;"), ENTRIES) : lion();
        assertEquals(base.parts(), lion(changed, ENTRIES).parts());
    }

    @Test
    void resourcesThatNobodyNamesMoveNothing() throws IOException {
        assertEquals(
                lion().parts(),
                lion(SOURCES, with(ENTRIES, "pride/notes.txt", "changed")).parts());
        assertEquals(
                lion().parts(),
                lion(SOURCES, with(ENTRIES, "more/data.bin", "new")).parts());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pride.Lion | pride/Lion.java | d * 2 + OWN | d * 2 - OWN",
                "pride.Lion | pride/Lion.java | OWN = 0.5 | OWN = 0.25",
                "pride.Lion | pride/Lion.java | 5_000_000_000L | 5_000_000_001L",
                "pride.Lion | pride/Lion.java | \"lion \" | \"a lion \"",
                "pride.Lion | pride/Lion.java | weight > 7 | weight >= 7",
                "pride.Lion | pride/Lion.java | case ANGRY -> 3 | case ANGRY -> 4",
                "pride.Lion | pride/Lion.java | in == null ? 0 : in.read() | in != null ? 0 : in.read()",
                "pride.Lion$Mood | pride/Lion.java | CALM, ANGRY | CALM, ANGRY, ASLEEP",
                "pride.Lion$Config | pride/Lion.java | double factor, Mood mood) {} | double factor, Mood mood) { public Config { factor = factor + 1; } }",
                "deeper.Bone | deeper/Bone.java | return x; | return x * 2;",
                "pride.Claws | pride/Claws.java | - 1 | + 1",
                "pride.Cat | pride/Cat.java | LIVES = 9 | LIVES = 7",
                "pride.Cat | pride/Cat.java | 0.25 | 0.125",
                "pride.Gazelle | pride/Gazelle.java | return 20 | return 21",
            })
    void whatCanChangeANumberMovesItsPart(String part, String file, String from, String to) throws IOException {
        Map<String, String> changed = with(SOURCES, file, from, to);
        if (to.contains("ASLEEP")) {
            changed = with(changed, file, "case ANGRY -> 3;", "case ANGRY -> 3; case ASLEEP -> 3;");
        }
        CodeClosure now = lion(changed, ENTRIES);
        assertTrue(now.changedSince(lion()).contains(part), now.changedSince(lion()) + "");
        assertNotEquals(lion().digest(3), now.digest(3));
    }

    @Test
    void resourcesAndProvidersMoveThePlugin() throws IOException {
        CodeClosure other = lion(SOURCES, with(ENTRIES, "pride/weights.txt", "0.5"));
        assertEquals(List.of("pride/weights.txt"), other.changedSince(lion()));
        CodeClosure fewer = lion(SOURCES, with(ENTRIES, "META-INF/services/pride.Prey", "\n"));
        assertEquals(List.of("META-INF/services/pride.Prey", "pride.Gazelle"), fewer.changedSince(lion()));
    }

    /** A resource that is looked for and not there: when it comes, it is read. */
    @Test
    void aResourceThatComesLaterMovesThePlugin() throws IOException {
        Map<String, String> entries = new TreeMap<>(ENTRIES);
        entries.remove("pride/weights.txt");
        CodeClosure without = lion(SOURCES, entries);
        assertEquals(List.of("pride/weights.txt"), lion().changedSince(without));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Class.forName(name) | calls Class.forName",
                "Lion.class.getDeclaredMethods() | calls Class.getDeclaredMethods",
                "Lion.class.getMethod(\"apply\").invoke(this) | calls Class.getMethod",
                "getClass().getClassLoader().loadClass(name) | calls ClassLoader.loadClass",
                "java.lang.invoke.MethodHandles.lookup().findClass(name) | calls MethodHandles.lookup",
                "java.lang.reflect.Proxy.newProxyInstance(null, null, null) | calls Proxy.newProxyInstance",
                "ServiceLoader.load(length(name) > 1 ? Prey.class : Prey.class)"
                        + " | computes the type that it gives to ServiceLoader.load",
                "Lion.class.getResourceAsStream(name + 1)"
                        + " | computes the name of a resource for Class.getResourceAsStream",
                "Lion.class.getResource(name == null ? name.trim() : \"weights.txt\")"
                        + " | computes the name of a resource for Class.getResource",
                "other(Class::forName) | calls Class.forName",
                "new java.io.ObjectInputStream(null).readObject() | calls new ObjectInputStream",
                "load(name) | calls System.loadLibrary",
                "nothing() | has the native method nothing",
                "new ClassLoader() {} | extends ClassLoader",
            })
    void whatReachesUnnamedCodeIsSaid(String expression, String why) throws IOException {
        Map<String, String> sources =
                with(with(SOURCES, "pride/Claws.java", "- 1", "- Wild.count()"), "pride/Wild.java", """
                package pride;
                import java.util.ServiceLoader;
                class Wild {
                    interface Finder { Object find(String name) throws Exception; }
                    static Object other(Finder finder) { return finder; }
                    static Object load(String name) { System.loadLibrary(name); return name; }
                    static double count() { return new Wild().length("x"); }
                    NATIVE
                    double length(String name) {
                        try {
                            Object found = EXPRESSION;
                            return found.hashCode();
                        } catch (Exception e) {
                            return 0;
                        }
                    }
                }
                """.replace(
                                "NATIVE", expression.equals("nothing()") ? "native Object nothing();" : "")
                        .replace("static Object load", expression.equals("load(name)") ? "static Object load" : "//")
                        .replace("EXPRESSION", expression));
        String said = lion(sources, ENTRIES).unbounded();
        assertTrue(said.matches("pride\\.Wild(\\$1)? .*") && said.endsWith(why), said);
        assertFalse(
                lion(with(sources, "pride/Claws.java", "- Wild.count()", "- 2"), ENTRIES)
                        .unbounded()
                        .contains("Wild"),
                "not if nobody uses the class");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Lion.class.getResourceAsStream(\"/deeper/bones.txt\")",
                "getClass().getClassLoader().getResourceAsStream(\"deeper/bones.txt\")",
                "deeper.Bone.class.getResourceAsStream(name.isEmpty() ? \"none.txt\" : \"bones.txt\")",
            })
    void resourcesAreFoundWhereverTheyAreNamedFrom(String expression) throws IOException {
        Map<String, String> sources = with(
                with(SOURCES, "pride/Claws.java", "- 1", "- new Wild().found(\"x\")"),
                "pride/Wild.java",
                "package pride; class Wild { double found(String name) { return " + expression + ".hashCode(); } }");
        CodeClosure lion = lion(sources, with(ENTRIES, "deeper/bones.txt", "206"));
        boolean constant = !expression.contains("?");
        assertEquals(
                constant,
                lion.unbounded().isEmpty(),
                "two constants at one call count as computed: " + lion.unbounded());
        assertTrue(lion.parts().containsKey("deeper/bones.txt"), lion.parts() + "");
    }

    /** The same instructions from a class file with another order of constants, long forms of their indices included. */
    @Test
    void theOrderOfConstantsMovesNothing() throws IOException {
        StringBuilder many = new StringBuilder(
                "package pride; class Claws { static double sharp(double x) {"
                        + " return deeper.Bone.hard(x) - 1 + \"short\".length() + 1.5f * x; } static double CONSTANTS() { return 0");
        StringBuilder first = new StringBuilder("package pride; class Claws { static double CONSTANTS() { return 0");
        for (int i = 0; i < 300; i++) {
            many.append(" + \"text ").append(i).append("\".length()");
            first.append(" + \"text ").append(i).append("\".length()");
        }
        many.append("; } }");
        first.append("; } static double sharp(double x) {"
                + " return deeper.Bone.hard(x) - 1 + \"short\".length() + 1.5f * x; } }");
        assertEquals(
                lion(with(SOURCES, "pride/Claws.java", many.toString()), ENTRIES)
                        .parts(),
                lion(with(SOURCES, "pride/Claws.java", first.toString()), ENTRIES)
                        .parts());
    }

    /** A class whose dynamic constant is made of itself, and one that is none. */
    @Test
    void whatIsNoProperClassCountsWhole() throws IOException {
        ClassDesc type = ClassDesc.of("pride.Lion");
        DirectMethodHandleDesc bootstrap = MethodHandleDesc.ofMethod(
                DirectMethodHandleDesc.Kind.STATIC,
                type,
                "made",
                MethodTypeDesc.ofDescriptor("(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
                        + "Ljava/lang/Class;Ljava/lang/Object;)Ljava/lang/Object;"));
        DynamicConstantDesc<?> constant =
                DynamicConstantDesc.ofNamed(bootstrap, "c", ConstantDescs.CD_Object, "the argument");
        byte[] good = ClassFile.of()
                .build(
                        type,
                        builder -> builder.withMethodBody(
                                "made",
                                MethodTypeDesc.of(ConstantDescs.CD_Object),
                                ClassFile.ACC_STATIC,
                                code -> code.ldc(constant).areturn()));
        assertEquals("", ClassCodeReader.read(good).unbounded());
        assertTrue(ClassCodeReader.read(good).texts().contains("the argument"));
        byte[] circular = good.clone();
        List<Integer> arguments = new ArrayList<>();
        ClassModel model = ClassFile.of().parse(good);
        int string = 0;
        int dynamic = 0;
        for (PoolEntry entry : model.constantPool()) {
            string = entry instanceof StringEntry text && text.stringValue().equals("the argument") ? entry.index() : string;
            dynamic = entry instanceof ConstantDynamicEntry ? entry.index() : dynamic;
        }
        for (int at = good.length - 12; at < good.length - 1; at++) { // the only argument ends the bootstrap table
            if (good[at] == (byte) (string >> 8) && good[at + 1] == (byte) string) {
                arguments.add(at);
            }
        }
        circular[arguments.getLast()] = (byte) (dynamic >> 8);
        circular[arguments.getLast() + 1] = (byte) dynamic;
        assertThrows(IllegalArgumentException.class, () -> ClassCodeReader.read(circular));
        assertThrows(IllegalArgumentException.class, () -> ClassCodeReader.read(new byte[] {1, 2, 3}));
    }

    @Test
    void anUnusualJarCountsWhole() throws IOException {
        Path jar = Jars.built(folder.resolve("plain.jar"), SOURCES, ENTRIES);
        for (String line : List.of("Multi-Release: true", "Class-Path: other.jar")) {
            Path other = folder.resolve(line.substring(0, 5) + ".jar");
            Files.write(other, Jars.with(jar, JarFile.MANIFEST_NAME, "Manifest-Version: 1.0\n" + line + "\n"));
            assertTrue(new JarCode(other).closure("pride.Lion").unbounded().startsWith("its manifest "), line);
        }
    }
}
