package org.recurve.app.plugins;

import java.nio.file.Path;

/** Where a plugin came from. */
public sealed interface PluginOrigin {
    /** Delivered with the framework: its id and version say all about its numbers. */
    record BuiltIn() implements PluginOrigin {
        @Override
        public String toString() {
            return "built in";
        }
    }

    /**
     * A jar dropped into the plugins folder.
     *
     * @param jar where the user put it
     * @param digest {@code sha256:…} over its sorted class and resource entries; a rebuild of the same sources keeps it
     */
    record ThirdParty(Path jar, String digest) implements PluginOrigin {
        @Override
        public String toString() {
            return jar.toString();
        }
    }
}
