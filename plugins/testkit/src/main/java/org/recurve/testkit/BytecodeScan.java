package org.recurve.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds, in a class and those of its package that it uses, calls whose results differ between machines or runs. */
final class BytecodeScan {
    /**
     * Implemented by intrinsics that may differ in the last bit between processors, and between cold and compiled code.
     */
    private static final Set<String> TRANSCENDENTAL = Set.of(
            "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp", "expm1", "log",
            "log10", "log1p", "pow", "cbrt", "hypot", "random");

    private static final Set<String> UNNAMED_RANDOMNESS = Set.of(
            "java/util/Random",
            "java/util/SplittableRandom",
            "java/util/concurrent/ThreadLocalRandom",
            "java/security/SecureRandom");

    private BytecodeScan() {}

    static Set<String> irreproducible(Class<?> root) {
        String home = root.getPackageName().replace('.', '/') + "/";
        Set<String> found = new TreeSet<>();
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of(root.getName().replace('.', '/')));
        while (!open.isEmpty()) {
            String name = open.pop();
            if (!seen.add(name)) {
                continue;
            }
            for (PoolEntry entry : ClassFile.of().parse(bytes(root, name)).constantPool()) {
                // What is only named, such as the class around this one, is not followed.
                if (entry instanceof MemberRefEntry used) {
                    judge(used).ifPresent(found::add);
                    if (isIn(home, used.owner().asInternalName())) {
                        open.push(used.owner().asInternalName());
                    }
                }
            }
        }
        return found;
    }

    private static boolean isIn(String home, String name) {
        return name.startsWith(home) && name.indexOf('/', home.length()) < 0;
    }

    private static Optional<String> judge(MemberRefEntry call) {
        String owner = call.owner().asInternalName();
        String method = call.name().stringValue();
        boolean inexact = owner.equals("java/lang/Math") && TRANSCENDENTAL.contains(method);
        return inexact || UNNAMED_RANDOMNESS.contains(owner)
                ? Optional.of(owner.replace('/', '.') + "." + method)
                : Optional.empty();
    }

    private static byte[] bytes(Class<?> root, String name) {
        ClassLoader loader = root.getClassLoader();
        try (InputStream in = loader.getResourceAsStream(name + ".class")) {
            if (in == null) {
                throw new IllegalStateException("the class file of " + name.replace('/', '.') + " cannot be found");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
