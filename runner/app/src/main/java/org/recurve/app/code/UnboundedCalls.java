package org.recurve.app.code;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Knows the methods of the JDK through which code reaches classes and resources that it does not name: reflection, class
 * loaders, native code, deserialization, scripts, archives. In doubt a method counts as one.
 */
final class UnboundedCalls {
    private static final Set<String> OWNERS = Set.of(
            "java/lang/ClassLoader",
            "java/lang/Module",
            "java/lang/ModuleLayer",
            "java/lang/Package",
            "java/lang/invoke/MethodHandles$Lookup",
            "java/lang/invoke/MethodHandleProxies",
            "java/lang/foreign/Linker",
            "java/lang/foreign/SymbolLookup",
            "java/net/JarURLConnection",
            "java/net/URLClassLoader",
            "java/security/CodeSource",
            "java/security/ProtectionDomain",
            "java/security/SecureClassLoader",
            "java/util/ResourceBundle");

    /** Deserialization names classes by data; whoever is only handed a stream, as {@code readObject} is, began none. */
    private static final String DESERIALIZATION = "java/io/ObjectInputStream";

    private static final Set<String> PACKAGES = Set.of(
            "java/beans/",
            "java/lang/classfile/",
            "java/lang/instrument/",
            "java/lang/module/",
            "java/lang/reflect/",
            "java/rmi/",
            "java/util/jar/",
            "javax/naming/",
            "javax/script/",
            "javax/tools/",
            "jdk/internal/",
            "jdk/jshell/",
            "sun/");

    private static final Map<String, Set<String>> METHODS = Map.of(
            DESERIALIZATION,
            Set.of("<init>"),
            "java/lang/invoke/MethodHandles",
            Set.of("lookup", "privateLookupIn", "publicLookup", "reflectAs"),
            "java/security/SignedObject",
            Set.of("getObject"),
            "javax/crypto/SealedObject",
            Set.of("getObject"),
            "java/lang/System",
            Set.of("load", "loadLibrary"),
            "java/lang/Runtime",
            Set.of("load", "loadLibrary"),
            "java/net/URL",
            Set.of("<init>", "of"),
            "java/nio/file/FileSystems",
            Set.of("newFileSystem"),
            "java/util/ServiceLoader",
            Set.of("load", "loadInstalled"));

    /** Says what may be asked of a class without reaching another one that is not named anywhere. */
    private static final Set<String> OF_CLASSES = Set.of(
            "asSubclass",
            "cast",
            "componentType",
            "desiredAssertionStatus",
            "equals",
            "getCanonicalName",
            "getClassLoader",
            "getComponentType",
            "getEnumConstants",
            "getName",
            "getPackageName",
            "getSimpleName",
            "getTypeName",
            "hashCode",
            "isArray",
            "isAssignableFrom",
            "isEnum",
            "isInstance",
            "isInterface",
            "isPrimitive",
            "isRecord",
            "toString");

    private static final Set<String> RESOURCES = Set.of("getResource", "getResourceAsStream", "getResources");

    private UnboundedCalls() {}

    /** Returns whether code can reach what it does not name through a method. */
    static boolean isUnbounded(String owner, String method) {
        if (owner.equals("java/lang/Class")) {
            return !OF_CLASSES.contains(method);
        }
        return isUnbounded(owner) || METHODS.getOrDefault(owner, Set.of()).contains(method);
    }

    /** Returns whether a class reaches what it does not name by extending another. */
    static boolean isUnbounded(String owner) {
        return OWNERS.contains(owner)
                || PACKAGES.stream().anyMatch(owner::startsWith) && !owner.equals("java/lang/reflect/Array");
    }

    /** Returns whether a method finds a resource by its name, and so reaches no other one if that is a constant. */
    static boolean isResource(String owner, String method) {
        return RESOURCES.contains(method)
                && Stream.of("java/lang/Class", "java/lang/ClassLoader").anyMatch(owner::equals);
    }

    /** Returns whether a method loads the providers of a service, and so reaches no others if its type is a constant. */
    static boolean isService(String owner, String method, String descriptor) {
        return owner.equals("java/util/ServiceLoader")
                && method.equals("load")
                && descriptor.startsWith("(Ljava/lang/Class;");
    }

    /** Returns {@code Class.forName}, or {@code new URL}. */
    static String named(String owner, String method) {
        String type = simple(owner);
        return method.equals("<init>") ? "new " + type : type + "." + method;
    }

    /** Returns why a class is unbounded by what it extends. */
    static Optional<String> extended(String owner) {
        return isUnbounded(owner) || owner.equals(DESERIALIZATION)
                ? Optional.of("extends " + simple(owner))
                : Optional.empty();
    }

    private static String simple(String owner) {
        return owner.substring(owner.lastIndexOf('/') + 1).replace('$', '.');
    }
}
