package org.recurve.app.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.code.Pride.ENTRIES;
import static org.recurve.app.code.Pride.SOURCES;
import static org.recurve.app.code.Pride.with;

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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes a whole jar count: code that may reach what it does not name. */
class UnboundedCodeTest {
    @TempDir
    static Path folder;

    private static CodeClosure lion(Map<String, String> sources, Map<String, String> entries, String... options)
            throws IOException {
        return Pride.lion(folder, sources, entries, options);
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
                "new java.io.ObjectInputStream() {} | extends ObjectInputStream",
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

    /** As classes do that others serialize: nothing here begins that. */
    @Test
    void whatIsOnlyHandedAStreamIsBounded() throws IOException {
        Map<String, String> sources = with(
                SOURCES,
                "pride/Claws.java",
                "class Claws {",
                "class Claws implements java.io.Serializable { private void readObject(java.io.ObjectInputStream in)"
                        + " throws Exception { in.defaultReadObject(); }");
        assertEquals("", lion(sources, ENTRIES).unbounded());
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
            string = entry instanceof StringEntry text && text.stringValue().equals("the argument")
                    ? entry.index()
                    : string;
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
    void aJarThatNamesOthersCountsWhole() throws IOException {
        Path jar = Pride.manifest(folder, "Class-Path: other.jar", ENTRIES);
        assertEquals(
                "its manifest names other jars (Class-Path)",
                new JarCode(jar).closure("pride.Lion").unbounded());
    }
}
