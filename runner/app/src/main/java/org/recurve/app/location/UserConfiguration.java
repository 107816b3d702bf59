package org.recurve.app.location;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The folder with a user's own settings: {@code ~/.config/recurve}. */
public final class UserConfiguration {
    private UserConfiguration() {}

    /** Returns the folder, in {@code $XDG_CONFIG_HOME} if that names one. */
    public static Path folder(Map<String, String> environment, Path home) {
        return Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(home.resolve(".config"))
                .resolve("recurve");
    }
}
