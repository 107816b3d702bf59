package org.recurve.app.code;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.recurve.app.code.JarCode.OpenJar;

/** Follows a class to all that it names, until nothing new is named. What is not in the jar is the JDK's or the api's. */
final class ClosureTracer {
    private static final String CLASS = ".class";

    private final String root;
    private final OpenJar jar;
    private final SortedMap<String, String> parts = new TreeMap<>();
    private final SortedSet<String> unbounded = new TreeSet<>();
    private final Deque<String> ahead = new ArrayDeque<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> texts = new TreeSet<>();
    private final Set<String> packages = new TreeSet<>(Set.of(""));

    /** @param root as {@code org.example.Lion} */
    ClosureTracer(String root, OpenJar jar) {
        this.root = root;
        this.jar = jar;
    }

    CodeClosure trace() throws IOException {
        Optional<String> unusual = jar.unusual();
        reach(root.replace('.', '/'));
        do {
            follow();
            resources();
        } while (!ahead.isEmpty());
        return new CodeClosure(root, parts, unusual.orElse(unbounded.isEmpty() ? "" : unbounded.first()));
    }

    /** Takes a class up, if the jar has it and it is new. */
    private void reach(String type) {
        if (jar.has(type + CLASS) && known.add(type)) {
            ahead.add(type);
        }
    }

    private void follow() throws IOException {
        while (!ahead.isEmpty()) {
            String type = ahead.remove();
            String name = type.replace('/', '.');
            Optional<ClassCode> read = jar.read(type);
            if (read.isEmpty()) {
                parts.put(name, jar.digest(type + CLASS));
                unbounded.add(name + " cannot be read as a class");
                continue;
            }
            ClassCode code = read.get();
            parts.put(name, code.digest());
            packages.add(type.substring(0, type.lastIndexOf('/') + 1));
            if (!code.unbounded().isEmpty()) {
                unbounded.add(name + " " + code.unbounded());
            }
            code.classes().forEach(this::reach);
            texts.addAll(code.texts());
            for (String text : code.texts()) {
                reach(text.replace('.', '/'));
            }
            for (String service : code.services()) {
                providers(service);
            }
        }
    }

    private void providers(String service) throws IOException {
        String list = "META-INF/services/" + service;
        if (!jar.has(list) || parts.containsKey(list)) {
            return;
        }
        parts.put(list, jar.digest(list));
        jar.text(list)
                .lines()
                .map(line -> line.split("#", 2)[0].strip().replace('.', '/'))
                .forEach(this::reach);
    }

    /** Takes the resources that any constant names, from the root of the jar or from the package of any class. */
    private void resources() throws IOException {
        for (String text : texts) {
            for (String start : packages) {
                String entry = text.startsWith("/") ? text.substring(1) : start + text;
                if (jar.has(entry) && !parts.containsKey(entry)) {
                    if (entry.endsWith(CLASS)) {
                        reach(entry.substring(0, entry.length() - CLASS.length()));
                    } else {
                        parts.put(entry, jar.digest(entry));
                    }
                }
            }
        }
    }
}
