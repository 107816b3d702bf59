package org.recurve.app.option;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.recurve.app.plugins.PluginPath;
import picocli.CommandLine.Option;

/** Says where plugins are taken from, for commands that load them. Filled by picocli. */
public final class PluginsOption {
    static final String NAME = "--plugins";

    @Option(
            names = NAME,
            paramLabel = "DIR",
            description =
                    "The only folder with jars of plugins. Default: those in RECURVE_PLUGINS, then the folder plugins of"
                            + " the user's configuration (~/.config/recurve), of the store, and of the working folder.")
    private @Nullable Path folder;

    /** Returns the folder that was named, or that of the store: where a jar may be put. */
    Path folder(Path store) {
        return folder == null ? store.resolve("plugins") : ExistingFolder.folder(NAME, folder);
    }

    /** Returns the words that say the same from any folder. */
    public List<String> words() {
        return folder == null
                ? List.of()
                : List.of(NAME, folder.toAbsolutePath().toString());
    }

    /** Returns where jars are looked for. */
    PluginPath path(Path store) {
        return folder == null
                ? PluginPath.of(System.getenv(), Path.of(System.getProperty("user.home")), store, Path.of(""))
                : PluginPath.only(ExistingFolder.folder(NAME, folder), NAME);
    }
}
