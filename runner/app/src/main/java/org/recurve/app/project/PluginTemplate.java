package org.recurve.app.project;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.recurve.app.plugins.PluginKind;

/**
 * The example of a kind of plugin, which this build compiled and held to its contract, and its test.
 *
 * @param name of its class
 * @param source of its class
 * @param test the method that holds it to the contract
 * @param imports of the class of that method
 */
record PluginTemplate(String name, String source, String test, List<String> imports) {
    private static final String PACKAGE = "org.recurve.example";
    private static final Pattern ID = Pattern.compile("@Plugin\\(\\s*id = \"([^\"]+)\"");
    private static final Pattern VERSION = Pattern.compile("(@Plugin\\([^)]*?version = )\\d+");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?[\\w.]+\\.(\\w+);$");

    static PluginTemplate of(PluginKind kind) {
        String service = kind.service().getName();
        String provider = ProjectResource.text("example/main/resources/META-INF/services/" + service)
                .lines()
                .findFirst()
                .orElseThrow();
        String name = provider.substring(provider.lastIndexOf('.') + 1);
        String source = ProjectResource.text("example/main/java/" + provider.replace('.', '/') + ".java");
        String tests =
                ProjectResource.text("example/test/java/" + PACKAGE.replace('.', '/') + "/ExampleContractTest.java");
        return new PluginTemplate(name, source, method(kind, tests), imports(tests));
    }

    private static String method(PluginKind kind, String tests) {
        int name = tests.indexOf("Stream<DynamicTest> " + kind.name().toLowerCase(Locale.ROOT) + "() {");
        int start = tests.lastIndexOf("    @TestFactory", name);
        int end = tests.indexOf("\n    }\n", name);
        if (name < 0 || start < 0 || end < 0) {
            throw new IllegalStateException("the examples have no test of " + kind);
        }
        return tests.substring(start, end + "\n    }\n".length());
    }

    private static List<String> imports(String tests) {
        return tests.lines().filter(line -> IMPORT.matcher(line).matches()).toList();
    }

    /** Returns whether a class of this name would hide another that the template uses. */
    boolean uses(String className) {
        return Pattern.compile("\\b" + className + "\\b").matcher(source + test).find();
    }

    /** Returns the class under another name, in a package. */
    String source(String packageName, String className, String id) {
        Matcher named = ID.matcher(source);
        if (!named.find()) {
            throw new IllegalStateException("the example " + name + " has no id");
        }
        String renamed = source.replace(named.group(1), id)
                .replace("package " + PACKAGE + ";", "package " + packageName + ";")
                .replaceAll("\\b" + name + "\\b", className);
        return VERSION.matcher(renamed).replaceFirst(match -> Matcher.quoteReplacement(match.group(1) + "1"));
    }

    /** Returns the test of that class. */
    String test(String packageName, String className) {
        String body = test.replaceAll("\\b" + name + "\\b", className);
        String used = imports.stream()
                .filter(line -> {
                    Matcher imported = IMPORT.matcher(line);
                    return imported.matches()
                            && Pattern.compile("\\b" + imported.group(1) + "\\b")
                                    .matcher(body)
                                    .find();
                })
                .collect(Collectors.joining("\n"));
        return "package " + packageName + ";\n\n" + used
                + "\n\n/** Holds the plugin to the contract of its kind. */\nclass " + className + "Test {\n" + body
                + "}\n";
    }
}
