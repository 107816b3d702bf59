package org.recurve.app.language;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.model.Layers;
import org.recurve.api.plugin.Plain;
import org.recurve.app.binding.ConfigSetting;
import org.recurve.app.binding.ConfigSetting.SettingLimit;
import org.recurve.app.binding.SettingsBinder;
import org.recurve.app.binding.TypeWords;
import org.recurve.app.plugins.PluginKind;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlReader;

/** Describes the types that config records are made of, as {@code SettingsBinder} reads them. */
final class TypeSchema {
    /** The definition of a value that {@code let} named. */
    static final String VARIABLE = "variable";

    /** The definition of layers one after another. */
    static final String LAYERS = "layers";

    private final Map<String, JsonSchema> definitions;

    /** Makes one that adds the records it meets to the definitions. */
    TypeSchema(Map<String, JsonSchema> definitions) {
        this.definitions = definitions;
    }

    /** Returns the name of the definition of a reference to a plugin of this kind. */
    static String definition(PluginKind kind) {
        return kind.one().replace(' ', '-');
    }

    /** Returns what may stand where a record is asked for: its settings by name, or a bare value for the main one. */
    JsonSchema settings(Class<? extends Record> type) {
        List<ConfigSetting> settings = ConfigSetting.of(type);
        List<JsonSchema> bare = new ArrayList<>();
        settings.stream().filter(ConfigSetting::isMain).map(this::setting).forEach(bare::add);
        if (settings.stream().allMatch(ConfigSetting::isOptional)) {
            bare.add(JsonSchema.NOTHING);
        }
        return JsonSchema.mappingOr(mapping(settings, Map.of()), bare);
    }

    /** Returns the settings of a record by name, without a bare form; {@code own} are those that have readers of their own. */
    JsonSchema mapping(Class<? extends Record> type, Map<String, JsonSchema> own) {
        return mapping(ConfigSetting.of(type), own);
    }

    private JsonSchema mapping(List<ConfigSetting> settings, Map<String, JsonSchema> own) {
        Map<String, JsonSchema> properties = new LinkedHashMap<>();
        settings.forEach(setting -> properties.put(
                setting.name(),
                Optional.ofNullable(own.get(setting.name()))
                        .map(schema -> schema.described(setting.doc()))
                        .orElseGet(() -> setting(setting))));
        return JsonSchema.mapping(properties)
                .requiring(settings.stream()
                        .filter(setting -> !setting.isOptional())
                        .map(ConfigSetting::name)
                        .toList());
    }

    JsonSchema setting(ConfigSetting setting) {
        JsonSchema described = of(setting.type(), setting.bounds()).described(text(setting));
        return setting.fallback()
                .map(text -> YamlReader.value(setting.name(), text, new ProblemCollector())
                        .plain())
                .map(value -> described.with("default", value))
                .orElse(described);
    }

    private static String text(ConfigSetting setting) {
        List<String> type = new ArrayList<>(List.of(TypeWords.of(setting.type())));
        type.addAll(setting.limits());
        String values = String.join(", ", type);
        return setting.doc().isEmpty() ? values : setting.doc() + " (" + values + ")";
    }

    /** Returns what a value of any type that a config record may have looks like. */
    JsonSchema of(Type type, List<SettingLimit> limits) {
        return switch (type) {
            case Class<?> c -> ofClass(c, limits);
            case WildcardType wildcard -> of(wildcard.getUpperBounds()[0], limits);
            case ParameterizedType generic -> ofGeneric(generic, limits);
            default -> throw new IllegalStateException("a config record cannot have a component of " + type);
        };
    }

    private JsonSchema ofGeneric(ParameterizedType type, List<SettingLimit> limits) {
        Type last = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
        Class<?> raw = (Class<?>) type.getRawType();
        if (raw == Optional.class) {
            return of(last, limits);
        }
        if (raw == List.class) {
            return JsonSchema.oneOrList(of(last, limits));
        }
        if (raw == Map.class) {
            return JsonSchema.mapOf(of(last, limits));
        }
        return JsonSchema.reference(definition(SettingsBinder.kind(last)));
    }

    private JsonSchema ofClass(Class<?> type, List<SettingLimit> limits) {
        if (type == YamlNode.class || Plain.class.isAssignableFrom(type)) {
            return JsonSchema.ANY; // it has a reader of its own, which says what is wrong
        }
        if (type == Layers.class) {
            return JsonSchema.reference(LAYERS);
        }
        if (type.isEnum()) {
            List<String> words = Arrays.stream(type.getEnumConstants())
                    .map(constant -> ConfigSetting.word((Enum<?>) constant))
                    .toList();
            return variable(JsonSchema.words(words));
        }
        return switch (type.getName()) {
            case "int", "long", "java.lang.Integer", "java.lang.Long" -> variable(number("integer", limits));
            case "double", "float", "java.lang.Double", "java.lang.Float" -> variable(number("number", limits));
            case "boolean", "java.lang.Boolean" -> variable(JsonSchema.ofType("boolean"));
            case "java.lang.String" -> JsonSchema.ofType("string");
            default -> record(type.asSubclass(Record.class));
        };
    }

    private JsonSchema record(Class<? extends Record> type) {
        String name = type.getName();
        if (!definitions.containsKey(name)) {
            definitions.put(name, JsonSchema.ANY); // it may contain itself
            definitions.put(name, settings(type));
        }
        return JsonSchema.reference(name);
    }

    private static JsonSchema number(String type, List<SettingLimit> limits) {
        JsonSchema number = JsonSchema.ofType(type);
        for (SettingLimit limit : limits) {
            String keyword = switch (limit.side()) {
                case AT_LEAST -> "minimum";
                case AT_MOST -> "maximum";
                case ABOVE -> "exclusiveMinimum";
                case BELOW -> "exclusiveMaximum";
            };
            number = number.with(keyword, limit.value());
        }
        return number;
    }

    private static JsonSchema variable(JsonSchema value) {
        return JsonSchema.anyOf(value, JsonSchema.reference(VARIABLE));
    }
}
