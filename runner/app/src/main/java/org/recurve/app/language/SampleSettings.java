package org.recurve.app.language;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.recurve.api.model.Layers;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Plain;
import org.recurve.api.plugin.Spec;
import org.recurve.app.binding.BoundNode;
import org.recurve.app.binding.ConfigSetting;
import org.recurve.app.binding.ConfigSetting.SettingLimit;
import org.recurve.app.binding.PartNames;
import org.recurve.app.binding.SettingsBinder;
import org.recurve.app.plugins.PluginKind;
import org.recurve.app.plugins.PluginOrigin;
import org.recurve.app.plugins.PluginProvider;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.yaml.YamlReader;

/** Makes up small values for the settings that a plugin asks for, as a file would give them. */
public record SampleSettings(PluginRegistry registry) {
    private static final int DEEPEST = 3;
    /** Values of types with readers of their own: a size, and a list of numbers for each of four filters. */
    private static final SequencedMap<String, Object> PLAIN = forms();

    private static SequencedMap<String, Object> forms() {
        SequencedMap<String, Object> forms = new LinkedHashMap<>();
        forms.put("2", 2L);
        forms.put("[[0], [0], [0], [0]]", Collections.nCopies(4, List.of(0L)));
        return forms;
    }

    /** Returns a reference to the plugin with all that it needs: {@code {gated: {units: 3}}}. */
    public String reference(PluginProvider provider) {
        return reference(provider, 0);
    }

    /**
     * Returns the plugin with the settings of a reference.
     *
     * @throws InvalidSetting that says why it cannot have them
     */
    public Spec<?> spec(PluginProvider provider, String reference) {
        ProblemCollector problems = new ProblemCollector();
        SettingsBinder binder = new SettingsBinder(registry, PartNames.assigned(Set.of(), problems), problems);
        Optional<Spec<?>> spec = binder.reference(
                        provider.kind(), YamlReader.value("the settings", reference, problems), provider.id())
                .map(BoundNode::value);
        if (problems.count() > 0 || spec.isEmpty()) {
            throw new InvalidSetting("it cannot be tried with " + reference + ": "
                    + problems.all().stream().findFirst().map(Object::toString).orElse("it is not found"));
        }
        return spec.get();
    }

    private String reference(PluginProvider provider, int depth) {
        List<ConfigSetting> required = required(provider);
        if (required.isEmpty()) {
            return provider.id();
        }
        String settings = required.size() == 1 && required.getFirst().isMain()
                ? value(required.getFirst().type(), required.getFirst().bounds(), depth)
                : settings(provider.config(), depth);
        return "{" + provider.id() + ": " + settings + "}";
    }

    private String settings(Class<? extends Record> config, int depth) {
        return ConfigSetting.of(config).stream()
                .filter(setting -> !setting.isOptional())
                .map(setting -> setting.name() + ": " + value(setting.type(), setting.bounds(), depth))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private String value(Type type, List<SettingLimit> bounds, int depth) {
        return switch (type) {
            case Class<?> c -> value(c, bounds, depth);
            case WildcardType wildcard -> value(wildcard.getUpperBounds()[0], bounds, depth);
            case ParameterizedType generic -> {
                Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
                Class<?> raw = (Class<?>) generic.getRawType();
                if (raw == Spec.class) {
                    yield plugin(SettingsBinder.kind(last), depth);
                }
                String one = value(last, bounds, depth);
                yield raw == Map.class ? "{a: " + one + "}" : raw == Optional.class ? one : "[" + one + "]";
            }
            default -> "3";
        };
    }

    private String value(Class<?> type, List<SettingLimit> bounds, int depth) {
        if (type.isEnum()) {
            return ConfigSetting.word((Enum<?>) type.getEnumConstants()[0]);
        }
        if (type == Layers.class) {
            return "[tanh]";
        }
        if (Plain.class.isAssignableFrom(type)) {
            return PLAIN.entrySet().stream()
                    .filter(form -> takes(type, form.getValue()))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse("2");
        }
        if (type.isRecord()) {
            return settings(type.asSubclass(Record.class), depth + 1);
        }
        return switch (type.getName()) {
            case "int", "long", "java.lang.Integer", "java.lang.Long" -> Long.toString((long) within(3, 1, bounds));
            case "double", "float", "java.lang.Double", "java.lang.Float" -> Double.toString(within(0.1, 0.1, bounds));
            case "boolean", "java.lang.Boolean" -> "true";
            case "java.lang.String" -> "a";
            default -> "2";
        };
    }

    private static boolean takes(Class<?> type, Object plain) {
        try {
            type.getMethod("of", Object.class).invoke(null, plain);
            return true;
        } catch (ReflectiveOperationException refused) {
            return false;
        }
    }

    private static double within(double start, double step, List<SettingLimit> bounds) {
        double value = start;
        for (SettingLimit bound : bounds) {
            value = switch (bound.side()) {
                case AT_LEAST -> Math.max(value, bound.value());
                case AT_MOST -> Math.min(value, bound.value());
                case ABOVE -> value > bound.value() ? value : bound.value() + step;
                case BELOW -> value < bound.value() ? value : bound.value() - step;
            };
        }
        return value;
    }

    /** Returns the built-in plugin of a kind that asks for least: for no other plugins, and then for the fewest settings. */
    private String plugin(PluginKind kind, int depth) {
        return registry.providers().stream()
                .filter(provider -> provider.kind().standsFor(kind))
                .filter(provider -> provider.origin() instanceof PluginOrigin.Bundled)
                .filter(provider -> depth < DEEPEST || requiredPlugins(provider) == 0)
                .min(Comparator.comparingLong(SampleSettings::requiredPlugins)
                        .thenComparingLong(provider -> required(provider).size()))
                .map(provider -> reference(provider, depth + 1))
                .orElse("none");
    }

    private static long requiredPlugins(PluginProvider provider) {
        return required(provider).stream()
                .filter(setting -> setting.type() instanceof ParameterizedType || setting.type() == Layers.class)
                .count();
    }

    private static List<ConfigSetting> required(PluginProvider provider) {
        return ConfigSetting.of(provider.config()).stream()
                .filter(setting -> !setting.isOptional())
                .toList();
    }
}
