package org.recurve.app.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.engine.identity.RunPlatform;

/** Describes what all runs of this version have in common. */
public final class FrameworkVersion {
    public static final String VERSION = built();

    /** Raised with every change of the arithmetic contract that changes any bit. */
    public static final int ARITHMETIC = 2;

    private FrameworkVersion() {}

    /** Returns the version in the root pom.xml, which the build wrote; one under development has the number of its release. */
    private static String built() {
        try (InputStream in = FrameworkVersion.class.getResourceAsStream("version.txt")) {
            String version = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return version.strip().replace("-SNAPSHOT", "");
        } catch (IOException e) {
            throw new UncheckedIOException("the program's version cannot be read from its jar", e);
        }
    }

    /**
     * Returns the platform of runs on this machine, with these plugins.
     *
     * @param begun whether a trial began before in the store; asked only about trials with plugins from jars
     */
    static RunPlatform on(Map<String, String> machine, PluginRegistry registry, Predicate<String> begun) {
        return new RunPlatform(VERSION, ARITHMETIC, machine, registry::source, begun);
    }
}
