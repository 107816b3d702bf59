package org.recurve.app.plugins;

import java.nio.file.Path;
import org.recurve.app.code.JarCode;

/** Says where a plugin came from. */
public sealed interface PluginOrigin {
    /** Delivered with the framework: its id and version say all about its numbers. */
    record Bundled() implements PluginOrigin {
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
     * @param code what of it each plugin reaches
     * @param copy of the jar, which nobody changes
     */
    record ThirdParty(Path jar, String digest, JarCode code, Path copy) implements PluginOrigin {
        @Override
        public String toString() {
            return jar.toString();
        }
    }
}
