package org.recurve.app.data;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Says where data and copies of plugins are kept between runs. */
public final class DataCache {
    private DataCache() {}

    /** {@code $RECURVE_DATA}, else {@code $XDG_CACHE_HOME/recurve}, else {@code ~/.cache/recurve}. */
    public static Path folder() {
        return folder(System.getenv(), System.getProperty("user.home"));
    }

    static Path folder(Map<String, String> environment, String home) {
        Optional<Path> own = set(environment, "RECURVE_DATA");
        return own.orElseGet(() -> set(environment, "XDG_CACHE_HOME")
                .orElse(Path.of(home, ".cache"))
                .resolve("recurve"));
    }

    private static Optional<Path> set(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }
}
