package org.recurve.app.language;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON Schema, draft 7, which is what editors understand best.
 *
 * @param keywords as plain data, in their order
 */
record JsonSchema(Map<String, Object> keywords) {
    JsonSchema {
        keywords = Collections.unmodifiableMap(new LinkedHashMap<>(keywords));
    }

    /** Allows any value. */
    static final JsonSchema ANY = new JsonSchema(Map.of());

    /** Allows an empty value, as in {@code relu:}. */
    static final JsonSchema NOTHING = ofType("null");

    static JsonSchema ofType(String type) {
        return ANY.with("type", type);
    }

    /** Allows these words alone. */
    static JsonSchema words(List<String> words) {
        return ANY.with("enum", words);
    }

    /** Allows texts of a form. */
    static JsonSchema matching(String pattern) {
        return ofType("string").with("pattern", pattern);
    }

    static JsonSchema reference(String definition) {
        return ANY.with("$ref", "#/definitions/" + definition);
    }

    static JsonSchema anyOf(JsonSchema... alternatives) {
        return anyOf(Arrays.asList(alternatives));
    }

    static JsonSchema anyOf(List<JsonSchema> alternatives) {
        return alternatives.size() == 1
                ? alternatives.getFirst()
                : ANY.with(
                        "anyOf", alternatives.stream().map(JsonSchema::keywords).toList());
    }

    static JsonSchema listOf(JsonSchema item) {
        return ofType("array").with("items", item.keywords());
    }

    /** Allows one, or a list of some. */
    static JsonSchema oneOrList(JsonSchema item) {
        return ANY.when(ofType("array"), listOf(item), item);
    }

    /** Allows a mapping, or what is none: so an editor knows which of the two was meant and says what is wrong with that. */
    static JsonSchema mappingOr(JsonSchema mapping, List<JsonSchema> others) {
        return others.isEmpty() ? mapping : ANY.when(ofType("object"), mapping, anyOf(others));
    }

    /** Allows these keys, and no others. */
    static JsonSchema mapping(Map<String, JsonSchema> properties) {
        return ofType("object").with("properties", plain(properties)).with("additionalProperties", false);
    }

    /** Allows any keys, whose values are all alike. */
    static JsonSchema mapOf(JsonSchema value) {
        return ofType("object").with("additionalProperties", value.keywords());
    }

    JsonSchema requiring(List<String> keys) {
        return keys.isEmpty() ? this : with("required", keys);
    }

    /** Returns the same with a text that editors show. */
    JsonSchema described(String text) {
        return text.isEmpty() ? this : with("description", text);
    }

    JsonSchema with(String keyword, Object value) {
        // Draft 7 ignores what stands beside a reference.
        Map<String, Object> more =
                new LinkedHashMap<>(keywords.containsKey("$ref") ? Map.of("allOf", List.of(keywords)) : keywords);
        more.put(keyword, value);
        return new JsonSchema(more);
    }

    /** Returns the same, with more demands where a condition holds and others where it does not. */
    JsonSchema when(JsonSchema condition, JsonSchema then, JsonSchema otherwise) {
        return with("if", condition.keywords()).with("then", then.keywords()).with("else", otherwise.keywords());
    }

    static Map<String, Object> plain(Map<String, JsonSchema> schemas) {
        Map<String, Object> plain = new LinkedHashMap<>();
        schemas.forEach((key, schema) -> plain.put(key, schema.keywords()));
        return plain;
    }
}
