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
import org.recurve.api.plugin.SourceLine;
import org.recurve.api.plugin.Spec;
import org.recurve.app.plugins.PluginOrigin;
import org.recurve.app.plugins.PluginProvider;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;

/** Finds, when jars are loaded, the plugins whose settings could not be read once a file names them. */
public final class ProviderCheck {
    private static final Set<Type> CONTAINERS = Set.of(Optional.class, List.class, Map.class);

    private ProviderCheck() {}

    /** Returns the registry without strangers' plugins whose settings cannot be read; these are reported as broken. */
    public static PluginRegistry sound(PluginRegistry registry) {
        List<PluginProvider> sound = new ArrayList<>();
        List<Problem> broken = new ArrayList<>(registry.broken());
        for (PluginProvider provider : registry.providers()) {
            List<String> mistakes =
                    provider.origin() instanceof PluginOrigin.ThirdParty ? mistakes(provider, registry) : List.of();
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
        return new PluginRegistry(sound, broken, registry.places());
    }

    private static List<String> mistakes(PluginProvider provider, PluginRegistry registry) {
        Class<?> config = provider.config();
        for (Class<?> type = config; type != null; type = type.getEnclosingClass()) {
            if (!Modifier.isPublic(type.getModifiers())) {
                return List.of("its config record " + config.getName() + " cannot be made, since " + type.getName()
                        + " is not public; make it public, and nested in a public class" + written(config));
            }
        }
        ProblemCollector collector = new ProblemCollector();
        try {
            SettingsBinder binder = new SettingsBinder(registry, PartNames.fixed(Set.of(), collector), collector);
            SettingOwner owner =
                    new SettingOwner(provider.id(), provider.named(), SourcePosition.of(config.getName()), "");
            for (ConfigSetting setting : ConfigSetting.of(provider.config())) {
                if (!canStandInAFile(setting.type())) {
                    return List.of("its setting \"" + setting.name() + "\" is of " + setting.type()
                            + ", which no file can say; use numbers, texts, enums, records, lists, maps and Spec"
                            + written(config));
                }
            }
            binder.demandDefaults(provider.config(), owner);
        } catch (RuntimeException | Error e) { // whatever the settings' own types throw
            return List.of("its settings cannot be read: " + e + written(config));
        }
        return collector.all().stream()
                .map(problem -> problem.place().map(SourcePosition::source).orElse("") + ": " + problem.path() + ": "
                        + problem.message() + written(config))
                .toList();
    }

    /** Says where the record is written, of its author's code. */
    private static String written(Class<?> config) {
        return " (in " + SourceLine.of(config, "<init>") + ")";
    }

    private static boolean canStandInAFile(Type type) {
        return switch (type) {
            case Class<?> c ->
                c.isRecord() || c == Layers.class || ScalarBinder.isScalar(c) || Plain.class.isAssignableFrom(c);
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
