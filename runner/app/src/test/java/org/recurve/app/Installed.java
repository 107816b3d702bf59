package org.recurve.app;

import java.nio.file.Path;
import org.recurve.app.plugins.PluginFolder;
import org.recurve.app.plugins.Registry;

/** The plugins on the tests' class path. */
public final class Installed {
    private Installed() {}

    public static Registry plugins() {
        Path none = Path.of("target", "no-plugins-here");
        return new PluginFolder(none, none).registry();
    }
}
