package org.recurve.app.option;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where plugins are taken from, for commands that load them. Filled by picocli. */
public final class PluginsOption {
    static final String NAME = "--plugins";

    @Option(
            names = NAME,
            paramLabel = "DIR",
            description = "Where jars with plugins are dropped (default: plugins in the store).")
    private @Nullable Path folder;

    /** Returns the folder that was named, or that of the store. */
    Path folder(Path store) {
        return folder == null ? store.resolve("plugins") : ExistingFolder.folder(NAME, folder);
    }
}
