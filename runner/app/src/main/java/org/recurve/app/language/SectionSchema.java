package org.recurve.app.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.api.data.Data;
import org.recurve.api.measure.MetricName;
import org.recurve.app.binding.ConfigSetting;
import org.recurve.app.configuration.FileSection;
import org.recurve.app.experiment.SectionSettings;
import org.recurve.app.plugins.PluginKind;

/** Describes the sections of an experiment file. */
record SectionSchema(PluginSchema plugins, TypeSchema types) {
    private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
    private static final String DELTA = "delta";
    private static final String DIMENSION = "dimension";
    private static final JsonSchema TEXT = JsonSchema.ofType("string");
    private static final JsonSchema VALUES = JsonSchema.ofType("object");

    /** Returns the definitions that several sections share. */
    static Map<String, JsonSchema> definitions() {
        JsonSchema layers = JsonSchema.reference(TypeSchema.LAYERS);
        JsonSchema insert = JsonSchema.mapping(Map.of("after", TEXT, "before", TEXT, "layers", layers))
                .requiring(List.of("layers"))
                .with("minProperties", 2)
                .with("maxProperties", 2);
        JsonSchema changes = VALUES.with(
                "properties",
                JsonSchema.plain(Map.of(
                        "set",
                        VALUES.described("puts whole values at paths"),
                        "swap",
                        VALUES.described("puts other plugins at paths; settings of the same name are kept"),
                        "replace",
                        VALUES.described("puts other plugins with their own settings at paths"),
                        "match",
                        JsonSchema.mapOf(JsonSchema.words(List.of("parameters", "flops")))
                                .described("sets whole numbers so that the model is as large as the baseline's"),
                        "remove",
                        JsonSchema.oneOrList(TEXT).described("removes parts, or resets settings to their defaults"),
                        "insert",
                        JsonSchema.oneOrList(insert).described("puts new layers after or before a part"))));
        JsonSchema values = JsonSchema.listOf(JsonSchema.ANY).with("minItems", 1);
        JsonSchema bounds = JsonSchema.anyOf(
                JsonSchema.listOf(JsonSchema.ofType("number"))
                        .with("minItems", 2)
                        .with("maxItems", 2),
                JsonSchema.reference(TypeSchema.VARIABLE));
        JsonSchema drawn = JsonSchema.mapping(Map.of(
                        "choices",
                        JsonSchema.oneOrList(JsonSchema.ANY),
                        "uniform",
                        bounds,
                        "log-uniform",
                        bounds,
                        "whole",
                        bounds,
                        "when",
                        VALUES))
                .with("minProperties", 1)
                .with("maxProperties", 2);
        return Map.of(
                TypeSchema.VARIABLE,
                JsonSchema.matching("^\\$.+").described("a value that the section let names"),
                DELTA,
                JsonSchema.oneOrList(changes)
                        .described("changes: a value at a path, or set, swap, replace, remove, insert, match"),
                DIMENSION,
                JsonSchema.anyOf(values, drawn, JsonSchema.reference(TypeSchema.VARIABLE)));
    }

    /** Returns what a section may hold. */
    JsonSchema of(FileSection section) {
        return form(section).described(section.doc() + "\n\nexample: " + section.example());
    }

    private JsonSchema form(FileSection section) {
        return switch (section) {
            case STUDY -> JsonSchema.matching("^" + NAME + "$").with("maxLength", 100);
            case QUESTION, EXTENDS, SUCCESS -> TEXT;
            case DATA -> JsonSchema.reference(TypeSchema.definition(PluginKind.DATASET));
            case MODEL -> JsonSchema.reference(TypeSchema.LAYERS).with("minItems", 1);
            case LOSS -> JsonSchema.reference(TypeSchema.definition(PluginKind.LOSS));
            case START -> JsonSchema.anyOf(TEXT, settings(section));
            case TRAIN, SAMPLE, COMPARE, CHECKPOINT -> settings(section);
            case PHASES -> phases();
            case MEASURE -> JsonSchema.oneOrList(measure());
            case SELECT -> goal();
            case SEEDS ->
                JsonSchema.anyOf(
                        JsonSchema.ofType("integer").with("minimum", 1),
                        JsonSchema.listOf(JsonSchema.ofType("integer")).with("minItems", 1),
                        settings(section),
                        JsonSchema.reference(TypeSchema.VARIABLE));
            case ABLATE -> ablate();
            case EXPECT -> JsonSchema.oneOrList(TEXT);
            case PUBLISHED ->
                JsonSchema.oneOrList(JsonSchema.mapping(Map.of(
                                "source", TEXT.described("who and where"),
                                "results",
                                        JsonSchema.oneOrList(TEXT)
                                                .described("such as test.accuracy of baseline = 0.99")))
                        .requiring(List.of("source", "results")));
            case WEIGHTS -> JsonSchema.words(SectionSettings.keptWeights());
            case GRADCHECK -> JsonSchema.ofType("boolean");
            case LISTEN -> JsonSchema.oneOrList(JsonSchema.reference(TypeSchema.definition(PluginKind.LISTENER)));
            case QUICK, CHANGE -> JsonSchema.reference(DELTA);
            case TASKS -> deltas();
            case SWEEP -> sweep();
            case TUNE ->
                types.mapping(
                        record(section),
                        Map.of(
                                "by",
                                JsonSchema.anyOf(TEXT, goal()),
                                "over",
                                JsonSchema.mapOf(JsonSchema.reference(DIMENSION))));
            case LET -> VALUES;
        };
    }

    private static Class<? extends Record> record(FileSection section) {
        return SectionSettings.of(section).orElseThrow();
    }

    private JsonSchema settings(FileSection section) {
        return types.settings(record(section));
    }

    /** A list of phases with their names, or the map of earlier versions. */
    private JsonSchema phases() {
        Class<? extends Record> phase = record(FileSection.PHASES);
        Map<String, JsonSchema> listed = new LinkedHashMap<>();
        listed.put("name", JsonSchema.matching("^" + NAME + "$").described("the phase's name"));
        ConfigSetting.of(phase).stream()
                .filter(setting -> !setting.name().equals("turn"))
                .forEach(setting -> listed.put(setting.name(), types.setting(setting)));
        return JsonSchema.anyOf(
                JsonSchema.listOf(JsonSchema.mapping(listed).requiring(List.of("name"))),
                VALUES.described("the form of earlier versions; write a list"));
    }

    private JsonSchema measure() {
        List<String> bare = new ArrayList<>();
        Map<String, JsonSchema> withSettings = new LinkedHashMap<>();
        for (String split : Data.SPLITS) {
            bare.add(MetricName.of(split, MetricName.LOSS).toString());
            plugins.of(PluginKind.METRIC).forEach(metric -> {
                String name = MetricName.of(split, metric.id()).toString();
                withSettings.put(name, plugins.settings(metric));
                if (ConfigSetting.of(metric.config()).stream().allMatch(ConfigSetting::isOptional)) {
                    bare.add(name);
                }
            });
        }
        JsonSchema one =
                JsonSchema.mapping(withSettings).with("minProperties", 1).with("maxProperties", 1);
        return JsonSchema.mappingOr(
                one,
                List.of(
                        JsonSchema.words(bare),
                        JsonSchema.matching("^.+\\." + MetricName.GRADIENT_NORM + "$")
                                .described(
                                        "the gradient that arrives at each step of a part, such as recurrent1.gradient-norm")));
    }

    private static JsonSchema goal() {
        return JsonSchema.mapOf(JsonSchema.words(List.of("min", "max")))
                .with("minProperties", 1)
                .with("maxProperties", 1);
    }

    private static JsonSchema deltas() {
        return JsonSchema.mapOf(JsonSchema.reference(DELTA))
                .with("propertyNames", JsonSchema.matching("^" + NAME + "$").keywords());
    }

    private static JsonSchema ablate() {
        JsonSchema mode = JsonSchema.words(SectionSettings.ablationModes()).described("how the changes are combined");
        JsonSchema combined =
                JsonSchema.mapping(Map.of("mode", mode, "of", VALUES)).requiring(List.of("mode", "of"));
        return VALUES.when(JsonSchema.ANY.requiring(List.of("mode")), combined, deltas());
    }

    private JsonSchema sweep() {
        JsonSchema dimensions = JsonSchema.mapOf(JsonSchema.reference(DIMENSION));
        JsonSchema searched = types.mapping(record(FileSection.SWEEP), Map.of("over", dimensions));
        JsonSchema listed = JsonSchema.mapping(Map.of("points", JsonSchema.oneOrList(VALUES)));
        return VALUES.when(
                JsonSchema.ANY.requiring(List.of("over")),
                searched,
                JsonSchema.ANY.when(JsonSchema.ANY.requiring(List.of("points")), listed, dimensions));
    }
}
