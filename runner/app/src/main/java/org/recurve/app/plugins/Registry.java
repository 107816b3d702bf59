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
public record Registry(List<Provider> providers, List<Problem> broken) {
    public Registry {
        providers = List.copyOf(providers);
        broken = List.copyOf(broken);
    }

    /** Puts together what several places offer; the same id offered twice ends in an error that names both places. */
    public static Registry of(List<Found> places) {
        Map<String, Provider> byKey = new TreeMap<>();
        List<Problem> broken = new ArrayList<>();
        List<Problem> doubles = new ArrayList<>();
        for (Found place : places) {
            broken.addAll(place.broken());
            for (Provider provider : place.providers()) {
                Provider other = byKey.putIfAbsent(provider.key(), provider);
                if (other != null) {
                    doubles.add(twice(other, provider));
                }
            }
        }
        if (!doubles.isEmpty()) {
            throw new UserError(doubles);
        }
        List<Provider> sorted = byKey.values().stream()
                .sorted(Comparator.comparing(Provider::kind).thenComparing(Provider::id))
                .toList();
        return new Registry(sorted, broken);
    }

    private static Problem twice(Provider a, Provider b) {
        return Problem.of(
                "two plugins offer the " + b.kind().one() + " \"" + b.id() + "\"",
                "one: " + where(a),
                "the other: " + where(b),
                "remove one of the jars, or give one of the plugins another id");
    }

    private static String where(Provider provider) {
        return provider.origin() + " (" + provider.plugin().getClass().getName() + ")";
    }

    public Optional<Provider> find(Kind kind, String id) {
        return providers.stream()
                .filter(p -> p.kind().standsFor(kind) && p.id().equals(id))
                .findFirst();
    }

    /** What decides the numbers of a plugin that was found here: see {@link Provider#identity}. */
    public String identity(Spec<?> spec) {
        return providers.stream()
                .filter(provider -> provider.plugin() == spec.plugin())
                .findFirst()
                .map(Provider::identity)
                .orElse(spec.id() + "@" + spec.version());
    }

    /** The ids that may stand where this kind is asked for, sorted. */
    public List<String> ids(Kind kind) {
        return providers.stream()
                .filter(p -> p.kind().standsFor(kind))
                .map(Provider::id)
                .sorted()
                .toList();
    }

    /**
     * What one place offers.
     *
     * @param broken what could not be loaded there
     */
    public record Found(List<Provider> providers, List<Problem> broken) {
        public Found {
            providers = List.copyOf(providers);
            broken = List.copyOf(broken);
        }
    }
}
