package org.recurve.app.plugins;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.recurve.api.plugin.Spec;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;

/**
 * All plugins that were found, by kind and id. Finding one has no effect until a file names it.
 *
 * @param providers sorted by kind, then id
 * @param broken what was found but could not be loaded, each with its reason
 */
public record PluginRegistry(List<PluginProvider> providers, List<Problem> broken) {
    public PluginRegistry {
        providers = List.copyOf(providers);
        broken = List.copyOf(broken);
    }

    /** Puts together what several places offer; the same id offered twice ends in an error that names both places. */
    public static PluginRegistry of(List<FoundPlugins> places) {
        Map<String, PluginProvider> byKey = new TreeMap<>();
        List<Problem> broken = new ArrayList<>();
        List<Problem> doubles = new ArrayList<>();
        for (FoundPlugins place : places) {
            broken.addAll(place.broken());
            for (PluginProvider provider : place.providers()) {
                PluginProvider other = byKey.putIfAbsent(provider.key(), provider);
                if (other != null) {
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
        return new PluginRegistry(sorted, broken);
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
        return providers.stream()
                .filter(provider -> provider.plugin() == spec.plugin())
                .findFirst()
                .map(PluginProvider::identity)
                .orElse(spec.id() + "@" + spec.version());
    }

    /** Returns the ids that may stand where this kind is asked for, sorted. */
    public List<String> ids(PluginKind kind) {
        return providers.stream()
                .filter(p -> p.kind().standsFor(kind))
                .map(PluginProvider::id)
                .sorted()
                .toList();
    }

    /**
     * What one place offers.
     *
     * @param broken what could not be loaded there
     */
    public record FoundPlugins(List<PluginProvider> providers, List<Problem> broken) {
        public FoundPlugins {
            providers = List.copyOf(providers);
            broken = List.copyOf(broken);
        }
    }
}
