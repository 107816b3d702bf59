package org.recurve.app.binding;

import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.recurve.api.model.Layers;
import org.recurve.api.plugin.Plain;
import org.recurve.api.plugin.Spec;
import org.recurve.app.plugins.Origin;
import org.recurve.app.plugins.Provider;
import org.recurve.app.plugins.Registry;
import org.recurve.app.problem.Place;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.Problems;

/** Finds, when jars are loaded, the plugins whose settings could not be read once a file names them. */
public final class ProviderCheck {
    private static final Set<Type> CONTAINERS = Set.of(Optional.class, List.class, Map.class);

    private ProviderCheck() {}

    /** The registry without strangers' plugins whose settings cannot be read; these are reported as broken. */
    public static Registry sound(Registry registry) {
        List<Provider> sound = new ArrayList<>();
        List<Problem> broken = new ArrayList<>(registry.broken());
        for (Provider provider : registry.providers()) {
            List<String> mistakes =
                    provider.origin() instanceof Origin.Stranger ? mistakes(provider, registry) : List.of();
            if (mistakes.isEmpty()) {
                sound.add(provider);
            } else {
                String plugin = provider.kind().one() + " " + provider.id() + " ("
                        + provider.plugin().getClass().getName() + ")";
                broken.add(Problem.of(
                        provider.origin() + ": the " + plugin + " was skipped: " + mistakes.getFirst(),
                        mistakes.subList(1, mistakes.size()).toArray(String[]::new)));
            }
        }
        return new Registry(sound, broken);
    }

    private static List<String> mistakes(Provider provider, Registry registry) {
        Class<?> config = provider.config();
        for (Class<?> type = config; type != null; type = type.getEnclosingClass()) {
            if (!Modifier.isPublic(type.getModifiers())) {
                return List.of("its config record " + config.getName() + " cannot be made, since " + type.getName()
                        + " is not public; make it public, and nested in a public class");
            }
        }
        Problems problems = new Problems();
        try {
            Binder binder = new Binder(registry, Names.fixed(Set.of(), problems), problems);
            Owner owner = new Owner(provider.id(), provider.named(), Place.of(config.getName()), "");
            for (Setting setting : Setting.of(provider.config())) {
                if (!canStandInAFile(setting.type())) {
                    return List.of("its setting \"" + setting.name() + "\" is of " + setting.type()
                            + ", which no file can say; use numbers, texts, enums, records, lists, maps and Spec");
                }
            }
            binder.demandDefaults(provider.config(), owner);
        } catch (RuntimeException | Error e) { // whatever the settings' own types throw
            return List.of("its settings cannot be read: " + e);
        }
        return problems.all().stream()
                .map(problem -> problem.place().map(Place::source).orElse("") + ": " + problem.path() + ": "
                        + problem.message())
                .toList();
    }

    private static boolean canStandInAFile(Type type) {
        return switch (type) {
            case Class<?> c ->
                c.isRecord() || c == Layers.class || Scalars.isScalar(c) || Plain.class.isAssignableFrom(c);
            case WildcardType wildcard -> canStandInAFile(wildcard.getUpperBounds()[0]);
            case ParameterizedType generic -> {
                Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
                yield generic.getRawType() == Spec.class
                        || CONTAINERS.contains(generic.getRawType()) && canStandInAFile(last);
            }
            default -> false;
        };
    }
}
