package org.recurve.app.plugins;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.recurve.app.location.UserConfiguration;
import org.recurve.app.plugins.PluginRegistry.FoundPlugins;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.problem.UserError;

/** The places that are searched for jars with plugins, in this order: of equal jars the first is taken. */
public record PluginPath(List<PluginPlace> places) {
    /** The variable that names folders or jars, parted like a class path. */
    public static final String VARIABLE = "RECURVE_PLUGINS";

    private static final String FOLDER = "plugins";

    public PluginPath {
        places = List.copyOf(places);
    }

    /** Returns the path of a command that names its one folder. */
    public static PluginPath only(Path folder, String option) {
        return new PluginPath(List.of(new PluginPlace(folder, option)));
    }

    /**
     * Returns the usual path: {@code $RECURVE_PLUGINS}, then the folder {@code plugins} of the user's configuration, of the store
     * and of the working folder; a place that is reached twice counts once.
     *
     * @param home of the user
     * @param here the working folder
     */
    public static PluginPath of(Map<String, String> environment, Path home, Path store, Path here) {
        List<PluginPlace> places = new ArrayList<>(named(environment));
        places.add(new PluginPlace(UserConfiguration.folder(environment, home).resolve(FOLDER), "of the user"));
        places.add(new PluginPlace(store.resolve(FOLDER), "of the store"));
        places.add(new PluginPlace(here.resolve(FOLDER), "of the working folder"));
        Set<Path> known = new HashSet<>();
        return new PluginPath(
                places.stream().filter(place -> known.add(real(place.path()))).toList());
    }

    private static List<PluginPlace> named(Map<String, String> environment) {
        List<PluginPlace> places = new ArrayList<>();
        for (String entry : set(environment, VARIABLE).orElse("").split(File.pathSeparator)) {
            if (entry.isBlank()) {
                continue;
            }
            Path path = Path.of(entry);
            if (!Files.exists(path)) {
                throw new UserError(Problem.at(
                        SourcePosition.of(VARIABLE),
                        "",
                        "there is no folder or jar " + path,
                        "name some that exist, with " + File.pathSeparator + " between them"));
            }
            places.add(new PluginPlace(path, VARIABLE));
        }
        return places;
    }

    private static Optional<String> set(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException notThere) {
            return path.toAbsolutePath().normalize();
        }
    }

    public List<Path> paths() {
        return places.stream().map(PluginPlace::path).toList();
    }

    /** Returns all plugins: the built-in ones, and those of the jars, whose copies are kept in a folder. */
    public PluginRegistry registry(Path copies) {
        List<FoundPlugins> found = new ArrayList<>(List.of(PluginFolder.builtIn()));
        Set<String> earlier = new HashSet<>();
        for (PluginPlace place : places) {
            List<FoundPlugins> jars = new PluginFolder(place.path(), copies).find();
            jars.stream().filter(jar -> !earlier.contains(jar.digest())).forEach(found::add);
            jars.stream()
                    .map(FoundPlugins::digest)
                    .filter(digest -> !digest.isEmpty())
                    .forEach(earlier::add);
        }
        return PluginRegistry.of(found, places);
    }
}
