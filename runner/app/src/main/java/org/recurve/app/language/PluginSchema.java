package org.recurve.app.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.app.binding.ConfigSetting;
import org.recurve.app.plugins.PluginKind;
import org.recurve.app.plugins.PluginProvider;
import org.recurve.app.plugins.PluginRegistry;

/** Describes references to plugins: {@code relu}, {@code dense: 10}, {@code conv: {filters: 6, kernel: 5}}. */
record PluginSchema(PluginRegistry registry, TypeSchema types) {
    private static final String CONSTANT = "constant";

    /** Returns the definitions of the references to each kind, and of layers. */
    Map<String, JsonSchema> definitions() {
        Map<String, JsonSchema> definitions = new LinkedHashMap<>();
        for (PluginKind kind : PluginKind.values()) {
            definitions.put(TypeSchema.definition(kind), reference(kind));
        }
        definitions.put(
                TypeSchema.LAYERS, JsonSchema.oneOrList(JsonSchema.reference(TypeSchema.definition(PluginKind.LAYER))));
        return definitions;
    }

    /** Returns the plugins that may stand where one of this kind is asked for. */
    List<PluginProvider> of(PluginKind kind) {
        return registry.ids(kind).stream()
                .flatMap(id -> registry.find(kind, id).stream())
                .toList();
    }

    /** Returns the settings of a plugin, as they stand behind its id. */
    JsonSchema settings(PluginProvider provider) {
        return types.settings(provider.config()).described(text(provider));
    }

    private JsonSchema reference(PluginKind kind) {
        List<JsonSchema> forms = new ArrayList<>();
        List<PluginProvider> bare = of(kind).stream()
                .filter(provider -> ConfigSetting.of(provider.config()).stream().allMatch(ConfigSetting::isOptional))
                .toList();
        if (!bare.isEmpty()) {
            forms.add(JsonSchema.words(bare.stream().map(PluginProvider::id).toList()));
        }
        if (registry.find(kind, CONSTANT).isPresent()) {
            forms.add(JsonSchema.ofType("number"));
        }
        forms.add(JsonSchema.reference(TypeSchema.VARIABLE));
        return JsonSchema.mappingOr(mapping(kind), forms);
    }

    private JsonSchema mapping(PluginKind kind) {
        Map<String, JsonSchema> properties = new LinkedHashMap<>();
        of(kind).forEach(provider -> properties.put(provider.id(), settings(provider)));
        int most = 1;
        if (kind == PluginKind.LAYER) {
            properties.putAll(beside());
            most += beside().size();
        }
        return JsonSchema.mapping(properties).with("minProperties", 1).with("maxProperties", most);
    }

    /** Returns what may stand beside a layer. */
    private static Map<String, JsonSchema> beside() {
        Map<String, JsonSchema> beside = new LinkedHashMap<>();
        beside.put("name", JsonSchema.ofType("string").described("the part's name, by which paths find it"));
        beside.put(
                "times",
                JsonSchema.anyOf(
                                JsonSchema.ofType("integer").with("minimum", 1).with("maximum", 1000),
                                JsonSchema.reference(TypeSchema.VARIABLE))
                        .described("how many copies of it follow one another"));
        beside.put(
                "frozen", JsonSchema.ofType("boolean").described("true: its parameters stay as they are initialized"));
        beside.put("tie", JsonSchema.ofType("string").described("the earlier part whose parameters it shares"));
        return beside;
    }

    private static String text(PluginProvider provider) {
        String settings = String.join(", ", ConfigSetting.names(provider.config()));
        return provider.about().summary() + (settings.isEmpty() ? "" : "\n\nsettings: " + settings);
    }
}
