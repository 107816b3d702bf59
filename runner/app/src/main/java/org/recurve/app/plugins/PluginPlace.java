package org.recurve.app.plugins;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder that is searched for jars with plugins, or a single jar.
 *
 * @param path which need not exist
 * @param reason why it is searched, as in {@code of the store}
 */
public record PluginPlace(Path path, String reason) {
    @Override
    public String toString() {
        return path + " (" + reason + (Files.exists(path) ? ")" : "; not there)");
    }
}
