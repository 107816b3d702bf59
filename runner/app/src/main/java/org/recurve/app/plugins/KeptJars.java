package org.recurve.app.plugins;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds jars by what decides their numbers, wherever they are kept. */
public final class KeptJars {
    private KeptJars() {}

    /**
     * Returns the jars in these folders by their digest, as trials record it; of equal ones, that of the first folder. What cannot
     * be read as a jar is left out.
     */
    public static Map<String, Path> byDigest(List<Path> folders) {
        Map<String, Path> jars = new TreeMap<>();
        for (Path folder : folders) {
            for (Path jar : PluginFolder.jars(folder)) {
                try {
                    jars.putIfAbsent(JarDigest.of(jar), jar);
                } catch (IOException noJar) {
                    continue;
                }
            }
        }
        return jars;
    }
}
