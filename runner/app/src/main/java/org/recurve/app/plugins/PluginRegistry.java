package org.recurve.app.plugins;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.recurve.api.plugin.Spec;
import org.recurve.app.problem.NearestName;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.engine.identity.PluginSource;
import org.recurve.engine.identity.RunPlatform;

/**
 * All plugins that were found, by kind and id. Finding one has no effect until a file names it.
 *
 * @param providers sorted by kind, then id
 * @param broken what was found but could not be loaded, each with its reason
 * @param places where jars were looked for, in this order
 * @param then the versions of the plugins of stored trials that are read, by id, as their provenance has them; of all others none
 */
public record PluginRegistry(
        List<PluginProvider> providers, List<Problem> broken, List<PluginPlace> places, Map<String, String> then) {
    /** The most names that a message lists; of more it gives those that are near. */
    private static final int MOST_NAMES = 12;

    /** Matches what a provenance says of a built-in plugin: conv@2. */
    private static final Pattern BUILT_IN = Pattern.compile("[^@]+@([0-9]{1,9})");

    public PluginRegistry {
        providers = List.copyOf(providers);
        broken = List.copyOf(broken);
        places = List.copyOf(places);
        then = Map.copyOf(then);
    }

    public PluginRegistry(List<PluginProvider> providers, List<Problem> broken, List<PluginPlace> places) {
        this(providers, broken, places, Map.of());
    }

    /** Returns the jars of strangers' plugins, as copies that nobody changes any more. */
    public List<Path> jarCopies() {
        return providers.stream()
                .map(PluginProvider::origin)
                .filter(PluginOrigin.ThirdParty.class::isInstance)
                .map(origin -> ((PluginOrigin.ThirdParty) origin).copy().toAbsolutePath())
                .distinct()
                .toList();
    }

    /** Returns the same plugins, to read what was trained with these versions of them; of several the newest counts. */
    public PluginRegistry asOf(Map<String, String> versions) {
        return new PluginRegistry(providers, broken, places, versions);
    }

    /** Returns a plugin with its settings; those of a stored trial give the numbers that they gave then, if the plugin knows how. */
    public Spec<?> spec(PluginProvider provider, Record config) {
        Spec<?> now = new Spec<>(provider.plugin(), config);
        List<String> versions = List.of(
                then.getOrDefault(provider.id(), RunPlatform.builtIn(now)).split(", "));
        return versions.contains(RunPlatform.builtIn(now))
                ? now
                : versions.stream()
                        .map(version -> BUILT_IN.matcher(version))
                        .filter(Matcher::matches)
                        .map(version -> Integer.parseInt(version.group(1)))
                        .max(Comparator.naturalOrder())
                        .<Spec<?>>map(now::asOf)
                        .orElse(now);
    }

    /**
     * Puts together what several places offer; the same id offered twice ends in an error that names both places, unless two jars
     * have the same code for it.
     */
    static PluginRegistry of(List<FoundPlugins> found, List<PluginPlace> places) {
        Map<String, PluginProvider> byKey = new TreeMap<>();
        List<Problem> broken = new ArrayList<>();
        List<Problem> doubles = new ArrayList<>();
        for (FoundPlugins place : found) {
            broken.addAll(place.broken());
            for (PluginProvider provider : place.providers()) {
                PluginProvider other = byKey.putIfAbsent(provider.key(), provider);
                if (other != null && !isSame(other, provider)) {
                    doubles.add(twice(other, provider));
                }
            }
        }
        if (!doubles.isEmpty()) {
            throw new UserError(doubles);
        }
        List<PluginProvider> sorted = byKey.values().stream()
                .sorted(Comparator.comparing(PluginProvider::kind).thenComparing(PluginProvider::id))
                .toList();
        return new PluginRegistry(sorted, broken, places);
    }

    private static boolean isSame(PluginProvider a, PluginProvider b) {
        return a.origin() instanceof PluginOrigin.ThirdParty
                && b.origin() instanceof PluginOrigin.ThirdParty
                && a.identity().equals(b.identity());
    }

    private static Problem twice(PluginProvider a, PluginProvider b) {
        return Problem.of(
                "two plugins offer the " + b.kind().one() + " \"" + b.id() + "\"",
                "one: " + where(a),
                "the other: " + where(b),
                "remove one of the jars, or give one of the plugins another id");
    }

    private static String where(PluginProvider provider) {
        return provider.origin() + " (" + provider.plugin().getClass().getName() + ")";
    }

    public Optional<PluginProvider> find(PluginKind kind, String id) {
        return providers.stream()
                .filter(p -> p.kind().standsFor(kind) && p.id().equals(id))
                .findFirst();
    }

    /** Returns what decides the numbers of a plugin that was found here: see {@link PluginProvider#identity}. */
    public String identity(Spec<?> spec) {
        return source(spec).identity();
    }

    /** Returns the same with how it came about. */
    public PluginSource source(Spec<?> spec) {
        return providers.stream()
                .filter(provider -> provider.plugin() == spec.plugin())
                .findFirst()
                .map(provider -> provider.source(spec))
                .orElseGet(() -> new PluginSource.BuiltIn(RunPlatform.builtIn(spec)));
    }

    /** Returns the ids that may stand where this kind is asked for, sorted. */
    public List<String> ids(PluginKind kind) {
        return providers.stream()
                .filter(p -> p.kind().standsFor(kind))
                .map(PluginProvider::id)
                .sorted()
                .toList();
    }

    /** Returns what may help who names a plugin of this kind that there is not: other names, and where jars were looked for. */
    public List<String> help(PluginKind kind, String id) {
        List<String> ids = ids(kind);
        List<String> help = new ArrayList<>();
        providers.stream()
                .filter(provider -> provider.id().equals(id))
                .findFirst()
                .ifPresent(other -> help.add(
                        id + " exists, but as one of the " + other.kind().many()));
        if (ids.isEmpty()) {
            help.add(kind.many() + ": none were found");
        } else if (ids.size() <= MOST_NAMES) {
            help.add(kind.many() + ": " + String.join(", ", ids));
        } else {
            help.addAll(near(id, ids));
            help.add("recurve plugins lists all " + ids.size() + " " + kind.many());
        }
        help.addAll(searched());
        return help;
    }

    /** Returns what may help who names a plugin of any kind that there is not. */
    public List<String> help(String id) {
        List<String> help = new ArrayList<>(
                near(id, providers.stream().map(PluginProvider::id).distinct().toList()));
        help.add("recurve plugins lists all " + providers.size() + " plugins");
        help.addAll(searched());
        return help;
    }

    private static List<String> near(String id, List<String> ids) {
        List<String> near = NearestName.all(id, ids).stream().limit(MOST_NAMES).toList();
        return near.isEmpty() ? List.of() : List.of("similar names: " + String.join(", ", near));
    }

    private List<String> searched() {
        return places.isEmpty()
                ? List.of()
                : List.of("jars were looked for in "
                        + places.stream().map(PluginPlace::toString).collect(Collectors.joining(", ")));
    }

    /**
     * Describes what one place offers.
     *
     * @param broken what could not be loaded there
     */
    public record FoundPlugins(List<PluginProvider> providers, List<Problem> broken) {
        public FoundPlugins {
            providers = List.copyOf(providers);
            broken = List.copyOf(broken);
        }

        /** Returns the digest of the jar that they came from; empty if they are built in, or could not be loaded. */
        String digest() {
            return providers.stream()
                    .map(PluginProvider::origin)
                    .filter(PluginOrigin.ThirdParty.class::isInstance)
                    .map(origin -> ((PluginOrigin.ThirdParty) origin).digest())
                    .findFirst()
                    .orElse("");
        }
    }
}
