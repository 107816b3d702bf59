package org.recurve.app.language;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.recurve.app.configuration.FileSection;
import org.recurve.app.plugins.PluginRegistry;

/** Describes all experiment files that can be written with the plugins there are, as a JSON Schema. */
public final class LanguageSchema {
    private LanguageSchema() {}

    /** Returns the schema as plain data, ready to be written as JSON. */
    public static Map<String, Object> of(PluginRegistry registry) {
        Map<String, JsonSchema> definitions = new TreeMap<>();
        TypeSchema types = new TypeSchema(definitions);
        PluginSchema plugins = new PluginSchema(registry, types);
        definitions.putAll(plugins.definitions());
        definitions.putAll(SectionSchema.definitions());
        SectionSchema sections = new SectionSchema(plugins, types);
        Map<String, JsonSchema> properties = new LinkedHashMap<>();
        for (FileSection section : FileSection.values()) {
            properties.put(section.key(), sections.of(section));
        }
        return JsonSchema.ANY
                .with("$schema", "http://json-schema.org/draft-07/schema#")
                .with("title", "Recurve experiment")
                .with("description", "One question, and the trials that answer it.")
                .with("type", "object")
                .with("properties", JsonSchema.plain(properties))
                .with("additionalProperties", false)
                .when(
                        JsonSchema.ANY.requiring(List.of(FileSection.EXTENDS.key())),
                        JsonSchema.ANY,
                        JsonSchema.ANY.requiring(List.of(
                                FileSection.STUDY.key(),
                                FileSection.DATA.key(),
                                FileSection.MODEL.key(),
                                FileSection.LOSS.key(),
                                FileSection.TRAIN.key())))
                .with("definitions", JsonSchema.plain(definitions))
                .keywords();
    }
}
