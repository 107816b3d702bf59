package org.recurve.app.reuse;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.event.PluginCode;
import org.recurve.app.code.CodeClosure;
import org.recurve.app.code.JarCode;
import org.recurve.app.plugins.KeptJars;
import org.recurve.app.plugins.PluginOrigin;
import org.recurve.app.plugins.PluginRegistry;

/** The jars of plugins: those that are loaded now, and those that stored trials used, as far as they are kept. */
public final class PluginJars {
    private final PluginRegistry registry;
    private final List<Path> folders;
    private Optional<Map<String, JarCode>> kept = Optional.empty();

    /** @param folders where jars are kept; they are read when it is asked what changed in one */
    public PluginJars(PluginRegistry registry, List<Path> folders) {
        this.registry = registry;
        this.folders = List.copyOf(folders);
    }

    /** Returns the plugins that are loaded now. */
    PluginRegistry registry() {
        return registry;
    }

    /** Returns where the jar lies that a plugin's code is from now. */
    Path place(PluginCode now) {
        return registry.providers().stream()
                .flatMap(provider -> provider.origin() instanceof PluginOrigin.ThirdParty jar
                                && jar.digest().equals(now.jar())
                        ? Optional.of(jar.jar()).stream()
                        : Optional.<Path>empty().stream())
                .findFirst()
                .orElse(Path.of("its jar"));
    }

    /** Returns what a plugin reaches in a jar that is loaded, or kept. */
    Optional<CodeClosure> reached(String type, String jar) {
        Map<String, JarCode> all = kept.orElseGet(this::kept);
        kept = Optional.of(all);
        return Optional.ofNullable(all.get(jar)).map(code -> code.closure(type));
    }

    private Map<String, JarCode> kept() {
        Map<String, JarCode> code = new HashMap<>();
        KeptJars.byDigest(folders).forEach((digest, jar) -> code.put(digest, new JarCode(jar)));
        return code;
    }
}
