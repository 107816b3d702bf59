package org.recurve.app.project;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/** Reads what the program brings for new projects. */
final class ProjectResource {
    private ProjectResource() {}

    /** Returns a text of this package. */
    static String text(String name) {
        try (InputStream in = ProjectResource.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(in, () -> "the program lacks " + name)
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the program's " + name + " cannot be read from its jar", e);
        }
    }

    /** Returns a text of this package in which {@code {{name}}} stands for a value. */
    static String filled(String name, Map<String, String> values) {
        String text = text(name);
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("{{" + value.getKey() + "}}", value.getValue());
        }
        return text;
    }

    /** Returns the versions of this build's own artifacts, libraries and Maven plugins. */
    static Map<String, String> versions() {
        Properties versions = new Properties();
        try (InputStream in = ProjectResource.class.getResourceAsStream("versions.properties")) {
            versions.load(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException("the program's versions cannot be read from its jar", e);
        }
        Map<String, String> named = new TreeMap<>();
        versions.stringPropertyNames().forEach(name -> named.put(name, versions.getProperty(name)));
        return named;
    }
}
